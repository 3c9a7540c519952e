/** Telling people side by side, each live: one slider moves all of them through the video, and any of them opens large. */
import { useEffect, useRef, useState } from 'react';
import type { LivePicture } from '../../watch/live/types.ts';
import type { Template } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { sampleName } from './names.ts';
import { Picture, propsOf } from './picture.tsx';
import type { Sample, Samples } from './samples.ts';

interface GridProps {
  readonly samples: Samples;
  readonly template: Template;
  readonly content: Samples['content'];
  readonly chosen: string;
  readonly onChoose: (sample: Sample) => void;
  readonly onTest: (sample: Sample) => void;
}

export function Grid({ samples, template, content, chosen, onChoose, onTest }: GridProps) {
  // Parts of the video: what it is at in one is about the same in another, however long their statements are.
  const [at, setAt] = useState(0.2);
  return (
    <section className="telling" aria-labelledby="telling-title">
      <div className="telling-head">
        <h2 id="telling-title">Everybody at once</h2>
        <label>
          <span>Moment</span>
          <input
            type="range"
            min={0}
            max={1}
            step={0.005}
            value={at}
            aria-valuetext={`${Math.round(at * 100)} per cent of the video`}
            onChange={({ target }) => setAt(Number(target.value))}
          />
        </label>
      </div>
      <ul className="tiles">
        {samples.people.map((sample) => (
          <Tile
            key={`${samples.format} ${sample.id}`}
            {...{ samples, sample, content, at }}
            name={sampleName(sample, template)}
            isChosen={sample.id === chosen}
            onChoose={() => onChoose(sample)}
            onTest={() => onTest(sample)}
          />
        ))}
      </ul>
    </section>
  );
}

interface TileProps {
  readonly samples: Samples;
  readonly sample: Sample;
  readonly content: Samples['content'];
  readonly name: string;
  readonly at: number;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
  readonly onTest: () => void;
}

function Tile({ samples, sample, content, name, at, isChosen, onChoose, onTest }: TileProps) {
  const place = useRef<HTMLLIElement>(null);
  const picture = useRef<LivePicture>(undefined);
  const seen = useSeen(place);
  const show = (): void => {
    const shown = picture.current;
    if (!shown) return;
    const branch = shown.scenes.find(({ id }) => id === sample.scene);
    const [from, frames] = branch ? [branch.from, branch.frames] : [0, linearFrames(shown)];
    shown.show(from + Math.min(Math.floor(at * frames), frames - 1));
  };
  useEffect(show, [at]);
  return (
    <li ref={place} className="tile" data-chosen={isChosen || undefined}>
      {seen ? (
        <Picture
          samples={samples}
          props={propsOf(samples, sample, content)}
          label={name}
          onOpen={(opened) => {
            picture.current = opened;
            show();
          }}
        />
      ) : (
        <div className="picture" data-format={samples.format} />
      )}
      <p>
        <b>{name}</b>
      </p>
      <div className="acts">
        <Button look="bare" small onPress={onChoose} aria-label={`Show large: ${name}`}>
          Show large
        </Button>
        <Button look="bare" small onPress={onTest} aria-label={`Make a test link: ${name}`}>
          Test link
        </Button>
      </div>
    </li>
  );
}

/** Of the linear way: what is off it lies behind. */
const linearFrames = ({ scenes, frames }: LivePicture): number => scenes.find(({ aside }) => aside)?.from ?? frames;

/** Whether it has come near the window once: a dozen pictures are not drawn for nobody. */
function useSeen(place: React.RefObject<HTMLElement | null>): boolean {
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    if (!place.current || seen) return;
    const watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) setSeen(true);
      },
      { rootMargin: '300px' },
    );
    watch.observe(place.current);
    return () => watch.disconnect();
  }, [place, seen]);
  return seen;
}
