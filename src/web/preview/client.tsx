/** A template as its author sees it: live with its interactions and branches, and the same moment for many people and locales. */
import { Player, type PlayerRef, Thumbnail } from '@remotion/player';
import template from 'candor-preview-template';
import { useEffect, useMemo, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { LayerProps } from '../../../remotion/layer.ts';
import { localise } from '../../../remotion/localise.ts';
import { sceneAt, shapeOf, sizeOf } from '../../../remotion/shape.ts';
import type { Format } from '../../../remotion/template.ts';
import { CandorVideo } from '../../../remotion/video.tsx';
import { type Acts, Overlay } from './overlay.tsx';
import { type Answers, onward, shownAt, storyOf, waitingAt } from './story.ts';
import { type PreviewPerson, type PreviewView, VIEW } from './view.ts';

const view = JSON.parse(document.getElementById(VIEW)?.textContent ?? '{}') as PreviewView;
const content = template.content.parse({}) as Record<string, unknown>;
const formats = Object.keys(template.formats) as Format[];

/** What the viewer gives in the preview is said in its scenes from beginning to end: it was not measured. */
function withGiven(layer: LayerProps, given: Readonly<Record<string, unknown>>): LayerProps {
  const uses = shapeOf(template).scenes.flatMap(({ from, frames, uses: used }) =>
    used.filter((field) => field in given).map((field) => ({ field, from, to: from + frames })),
  );
  return { ...layer, uses: [...layer.uses, ...uses] };
}

interface Showing {
  readonly format: Format;
  readonly locale: string;
}

const propsOf = ({ data, layer }: Pick<PreviewPerson, 'data' | 'layer'>, { format, locale }: Showing) => ({
  ...{ template, data, content, layer, format, locale },
  brand: view.brand,
});

function Preview() {
  const [format, setFormat] = useState<Format>(formats[0] ?? 'landscape');
  const [locale, setLocale] = useState<string>(template.locales[0]);
  const [place, setPlace] = useState(0);
  const [given, setGiven] = useState<Readonly<Record<string, unknown>>>({});
  const [answers, setAnswers] = useState<Answers>({});
  const [passed, setPassed] = useState<ReadonlySet<string>>(new Set());
  const [frame, setFrame] = useState(0);
  const [still, setStill] = useState(0);
  const player = useRef<PlayerRef>(null);
  const person = view.people[place];
  const data = useMemo(() => ({ ...person?.data, ...given }), [person, given]);
  const layer = useMemo(() => person && withGiven(person.layer, given), [person, given]);
  const story = useMemo(() => layer && storyOf(template, layer, format, locale), [layer, format, locale]);

  useEffect(() => {
    const own = player.current;
    if (!own || !story) return;
    const moved = ({ detail }: { detail: { frame: number } }) => {
      setFrame(detail.frame);
      if (!own.isPlaying()) return setStill(detail.frame);
      if (waitingAt(story, detail.frame, passed).length > 0) return own.pause();
      const here = sceneAt(story.timeline, detail.frame);
      if (!here || detail.frame < here.from + here.frames - 1) return;
      const next = onward(template, story, detail.frame, answers);
      if (next === undefined) own.pause();
      else if (next !== detail.frame + 1) own.seekTo(next);
    };
    const paused = () => setStill(own.getCurrentFrame());
    own.addEventListener('frameupdate', moved);
    own.addEventListener('pause', paused);
    return () => {
      own.removeEventListener('frameupdate', moved);
      own.removeEventListener('pause', paused);
    };
  }, [story, answers, passed]);

  if (!person || !layer || !story) return null;
  const acts: Acts = {
    answer: (id, option) => setAnswers({ ...answers, [id]: option }),
    give: (field, value) => setGiven({ ...given, [field]: value }),
    goTo: (id) => player.current?.seekTo(story.timeline.scenes.find((scene) => scene.id === id)?.from ?? 0),
    pass: (id) => {
      setPassed(new Set([...passed, id]));
      player.current?.play();
    },
  };
  const size = sizeOf(shapeOf(template), format);
  return (
    <>
      <header>
        <h1>{localise(template.title, locale)}</h1>
        <Choice
          name="Person"
          options={view.people.map(({ name }) => name)}
          value={person.name}
          onChange={(name) => setPlace(view.people.findIndex((one) => one.name === name))}
        />
        <Choice name="Format" options={formats} value={format} onChange={(one) => setFormat(one as Format)} />
        <Choice name="Locale" options={template.locales} value={locale} onChange={setLocale} />
        <nav aria-label="Scenes">
          {story.timeline.scenes.map(({ id, from, aside }) => (
            <button
              type="button"
              key={id}
              className={aside ? 'aside' : undefined}
              aria-current={sceneAt(story.timeline, frame)?.id === id}
              onClick={() => player.current?.seekTo(from)}
            >
              {id}
            </button>
          ))}
        </nav>
      </header>
      <div className="stage" data-format={format}>
        <Player
          ref={player}
          component={CandorVideo}
          inputProps={propsOf({ data, layer }, { format, locale })}
          durationInFrames={story.timeline.frames}
          fps={story.timeline.fps}
          compositionWidth={size.width}
          compositionHeight={size.height}
          controls
          acknowledgeRemotionLicense
          style={{ width: '100%' }}
        />
        <div className="over">
          <Overlay shown={shownAt(story, frame)} answers={answers} values={given} acts={acts} />
        </div>
      </div>
      <h2>This moment, for everybody</h2>
      <SideBySide
        scene={sceneAt(story.timeline, still)?.id ?? ''}
        into={still - (sceneAt(story.timeline, still)?.from ?? 0)}
        format={format}
        given={given}
      />
    </>
  );
}

interface ChoiceProps {
  readonly name: string;
  readonly options: readonly string[];
  readonly value: string;
  readonly onChange: (value: string) => void;
}
function Choice({ name, options, value, onChange }: ChoiceProps) {
  return (
    <label>
      {name}{' '}
      <select value={value} onChange={({ target }) => onChange(target.value)}>
        {options.map((option) => (
          <option key={option}>{option}</option>
        ))}
      </select>
    </label>
  );
}

interface SideProps {
  readonly scene: string;
  /** Frames into the scene. */
  readonly into: number;
  readonly format: Format;
  readonly given: Readonly<Record<string, unknown>>;
}
function SideBySide({ scene, into, format, given }: SideProps) {
  const size = sizeOf(shapeOf(template), format);
  return (
    <div className="many">
      {view.people.flatMap((one) =>
        template.locales.map((locale) => {
          const person = { data: { ...one.data, ...given }, layer: withGiven(one.layer, given) };
          const { timeline } = storyOf(template, person.layer, format, locale);
          const there = timeline.scenes.find(({ id }) => id === scene);
          return (
            <figure key={`${one.name} ${locale}`}>
              <Thumbnail
                component={CandorVideo}
                inputProps={propsOf(person, { format, locale })}
                frameToDisplay={(there?.from ?? 0) + Math.min(into, (there?.frames ?? 1) - 1)}
                durationInFrames={timeline.frames}
                fps={timeline.fps}
                compositionWidth={size.width}
                compositionHeight={size.height}
                style={{ width: '100%' }}
              />
              <figcaption>
                {one.name}, {locale}
              </figcaption>
            </figure>
          );
        }),
      )}
    </div>
  );
}

const root = document.getElementById('root');
if (root) createRoot(root).render(<Preview />);
