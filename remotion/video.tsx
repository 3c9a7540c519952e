/** The picture: scenes in their boxes, then the disclosure layer, drawn last in space no scene can reach. */
import type { ReactNode } from 'react';
import { Html5Audio, Sequence } from 'remotion';
import { Layer } from './disclosure/layer.tsx';
import { reserveOf } from './disclosure/reserve.ts';
import { snap } from './kit/motion.ts';
import { type Stage, StageProvider } from './kit/stage.ts';
import type { LayerProps } from './layer.ts';
import { direction } from './localise.ts';
import { shapeOf, type TimelineScene, timeline, type VideoShape } from './shape.ts';
import { type Brand, type Format, type Soundtrack, STATEMENT, type Template } from './template.ts';

/** What every picture of a video depends on, besides its frame. */
export interface PictureProps {
  readonly data: Readonly<Record<string, unknown>>;
  readonly content: Readonly<Record<string, unknown>>;
  readonly brand: Brand;
  readonly format: Format;
  readonly locale: string;
}

export interface CandorVideoProps extends PictureProps {
  readonly template: Template;
  /** Absent: the scenes alone, their space reserved all the same. This is what influence is measured on. */
  readonly layer?: LayerProps;
  /** A soundtrack with addresses for its files: only for Remotion's own renderer. Frames drawn from markup have none. */
  readonly sound?: Soundtrack;
}

const DESIGN_WIDTH: Readonly<Record<Format, number>> = { landscape: 1280, portrait: 1080, square: 1080 };

/** The stage scenes of a template stand on. */
export function stageOf(shape: VideoShape, format: Format, locale: string): Stage {
  const { width, top } = reserveOf(shape, format);
  const scale = width / DESIGN_WIDTH[format];
  return {
    width,
    height: top,
    format,
    fps: shape.fps,
    locale,
    direction: direction(locale),
    px: (length) => snap(length * scale),
    margin: snap((format === 'landscape' ? 88 : 72) * scale),
    fields: shape.fields.map(({ key }) => key),
  };
}

/** Clips a scene to its box. Strict containment also holds what is positioned `fixed`. */
function Box({ stage, children }: { stage: Stage; children: ReactNode }) {
  return (
    <div
      className="candor light"
      lang={stage.locale}
      dir={stage.direction}
      style={{
        position: 'absolute',
        left: 0,
        top: 0,
        width: stage.width,
        height: stage.height,
        overflow: 'hidden',
        contain: 'strict',
        isolation: 'isolate',
      }}
    >
      <StageProvider value={stage}>{children}</StageProvider>
    </div>
  );
}

export interface SceneFrameProps extends PictureProps {
  readonly template: Template;
  readonly scene: string;
}

/** One scene in its box, at the current frame of its own time. It receives the fields it uses and no others. */
export function SceneFrame({ template, scene: id, data, ...rest }: SceneFrameProps) {
  const scene = template.scenes.find((one) => one.id === id);
  if (!scene) throw new Error(`scenes.${id}: the template has no such scene`);
  const own = Object.fromEntries(scene.uses.flatMap((key) => (data[key] === undefined ? [] : [[key, data[key]]])));
  const Component = scene.component;
  return (
    <Box stage={stageOf(shapeOf(template), rest.format, rest.locale)}>
      <Component {...rest} data={own} />
    </Box>
  );
}

/** The whole video. */
export function CandorVideo({ template, layer, sound, ...picture }: CandorVideoProps) {
  const shape = shapeOf(template);
  const { scenes } = timeline(shape, layer, picture.locale);
  return (
    <>
      {scenes
        .filter(({ id }) => id !== STATEMENT)
        .map(({ id, from, frames }) => (
          <Sequence key={id} from={from} durationInFrames={frames} layout="none">
            <SceneFrame template={template} scene={id} {...picture} />
          </Sequence>
        ))}
      {layer && <Layer shape={shape} layer={layer} format={picture.format} locale={picture.locale} />}
      {sound && <Sound sound={sound} scenes={scenes} fps={shape.fps} />}
    </>
  );
}

function Sound({ sound, scenes, fps }: { sound: Soundtrack; scenes: readonly TimelineScene[]; fps: number }) {
  return (
    <>
      <Html5Audio src={sound.bed} />
      {sound.cues.map(({ scene, at, file }) => (
        <Sequence
          key={`${scene} ${at} ${file}`}
          from={(scenes.find(({ id }) => id === scene)?.from ?? 0) + Math.round(at * fps)}
          layout="none"
        >
          <Html5Audio src={file} />
        </Sequence>
      ))}
    </>
  );
}
