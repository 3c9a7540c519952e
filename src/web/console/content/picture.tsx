/** Any frame of a video, drawn live in this page from the template's own scenes, and a small player over it. */
import { useEffect, useRef, useState } from 'react';
import type { LivePicture, LiveProps } from '../../watch/live/types.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { Button } from '../ui/button.tsx';
import { words } from '../ui/format.ts';
import { Drawing } from '../ui/problem.tsx';
import { moduleOf, type Sample, type Samples } from './samples.ts';

export const propsOf = (samples: Samples, sample: Sample, content: Samples['content'], locale?: string): LiveProps =>
  ({
    format: samples.format,
    locale: locale ?? sample.locale,
    brand: samples.brand,
    content,
    layer: sample.layer,
    data: sample.data,
    entered: [],
  }) as unknown as LiveProps;

interface PictureProps {
  readonly samples: Samples;
  readonly props: LiveProps;
  /** Answers the frame to show first, and what is to be known of the picture. */
  readonly onOpen: (picture: LivePicture) => void;
  readonly label: string;
}

/** The host that frames are drawn into; `onOpen` gives the picture, to be moved without React. */
export function Picture({ samples, props, onOpen, label }: PictureProps) {
  const host = useRef<HTMLDivElement>(null);
  const picture = useRef<LivePicture>(undefined);
  const now = useRef(props);
  now.current = props;
  const told = useRef(onOpen);
  told.current = onOpen;
  const [failed, setFailed] = useState(false);
  const [opened, setOpened] = useState(false);
  const { script, style } = samples;

  useEffect(() => {
    // A shadow root cannot be taken off an element: each opening has one of its own.
    const place = document.createElement('div');
    let gone = false;
    host.current?.append(place);
    moduleOf(script)
      .then(({ open }) => open(place, style, now.current, () => setFailed(true)))
      .then((drawn) => {
        if (gone) return drawn.close();
        picture.current = drawn;
        setFailed(false);
        setOpened(true);
        told.current(drawn);
      })
      .catch(() => setFailed(true));
    return () => {
      gone = true;
      setOpened(false);
      picture.current?.close();
      picture.current = undefined;
      place.remove();
    };
  }, [script, style]);

  useEffect(() => {
    picture.current?.update(props);
  }, [props]);

  return (
    <div className="picture" data-format={samples.format} role="img" aria-label={label}>
      <div ref={host} className="host" />
      {!opened && !failed && <Drawing />}
      {failed && <p className="fault">This picture cannot be drawn with what is written here.</p>}
    </div>
  );
}

interface PlayerProps {
  readonly samples: Samples;
  readonly sample: Sample;
  readonly name: string;
  readonly content: Samples['content'];
}

export function Player({ samples, sample, name, content }: PlayerProps) {
  const { template } = useCampaign();
  const picture = useRef<LivePicture>(undefined);
  const [frame, setFrame] = useState(0);
  const [playing, setPlaying] = useState(false);
  const [length, setLength] = useState({ frames: 1, fps: 30 });
  const scenes = picture.current?.scenes ?? [];
  const show = (to: number): void => {
    picture.current?.show(to);
    setFrame(to);
  };

  useEffect(() => {
    const shown = picture.current;
    if (!playing || !shown) return;
    const begun = performance.now();
    const from = frame >= shown.frames - 1 ? 0 : frame;
    let asked = 0;
    const step = (): void => {
      const to = from + Math.floor(((performance.now() - begun) / 1000) * shown.fps);
      if (to >= shown.frames - 1) {
        setPlaying(false);
        return;
      }
      shown.show(to);
      setFrame(to);
      asked = requestAnimationFrame(step);
    };
    asked = requestAnimationFrame(step);
    return () => cancelAnimationFrame(asked);
    // Playing begins where the picture stands; its own steps do not begin it again.
  }, [playing]);

  const seconds = (frames: number): string => (frames / length.fps).toFixed(1);
  /** The statement is in every video, and no scene of the template. */
  const titleOf = (scene: string): string =>
    words(template.scenes.find(({ id }) => id === scene)?.title ?? 'What was used');
  const start = sample.scene ? scenes.find(({ id }) => id === sample.scene)?.from : undefined;
  return (
    <div className="player">
      <Picture
        samples={samples}
        props={propsOf(samples, sample, content)}
        label={`The video for: ${name}`}
        onOpen={(opened) => {
          picture.current = opened;
          setLength({ frames: opened.frames, fps: opened.fps });
          const from = sample.scene ? opened.scenes.find(({ id }) => id === sample.scene)?.from : undefined;
          show(from ?? Math.min(Math.round(opened.fps * 2), opened.frames - 1));
        }}
      />
      <div className="controls">
        <Button small onPress={() => setPlaying(!playing)} shortcut="k" tip={playing ? 'Pause' : 'Play'}>
          {playing ? 'Pause' : 'Play'}
        </Button>
        <input
          type="range"
          min={0}
          max={length.frames - 1}
          value={frame}
          aria-label="Position"
          aria-valuetext={`${seconds(frame)} of ${seconds(length.frames)} seconds`}
          onChange={({ target }) => {
            setPlaying(false);
            show(Number(target.value));
          }}
        />
        <span className="figure">
          {seconds(frame)} / {seconds(length.frames)} s
        </span>
      </div>
      <nav className="scenes" aria-label="Scenes">
        {scenes.map(({ id, from, frames: of }) => (
          <Button
            key={id}
            look="bare"
            small
            onPress={() => {
              setPlaying(false);
              show(from + Math.floor(of * 0.8));
            }}
          >
            {frame >= from && frame < from + of ? <b>{titleOf(id)}</b> : titleOf(id)}
          </Button>
        ))}
        {start !== undefined && (
          <Button look="bare" small onPress={() => show(start)}>
            To the branch
          </Button>
        )}
      </nav>
    </div>
  );
}
