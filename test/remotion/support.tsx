/** Frames as markup, the way the service makes them. */
import { fileURLToPath } from 'node:url';
import { Thumbnail } from '@remotion/player';
import type { ComponentType } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import {
  CandorVideo,
  type CandorVideoProps,
  type LayerProps,
  shapeOf,
  sizeOf,
  stylesheet,
  type Template,
  timeline,
  type Use,
} from '../../remotion/index.ts';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A layer for a template: every field named, the given uses. */
export function layerOf(
  template: Template,
  uses: readonly Use[],
  statement: Partial<LayerProps['statement']> = {},
): LayerProps {
  return {
    fields: Object.entries(template.fields).map(([key, { label, source, why }], mark) => ({
      key,
      mark,
      label,
      source,
      why,
    })),
    uses,
    statement: {
      controller: 'Northlight Energy',
      purposeText: template.purposeText,
      sharedWith: [],
      retentionDays: 90,
      ...statement,
    },
  };
}

/** Markup of one frame of a component of a given size. */
export function markup<P extends object>(
  component: ComponentType<P>,
  props: P,
  frame: number,
  size: { width: number; height: number; fps: number; frames: number },
): string {
  return renderToStaticMarkup(
    <Thumbnail
      component={component as never}
      inputProps={props as never}
      frameToDisplay={frame}
      compositionWidth={size.width}
      compositionHeight={size.height}
      fps={size.fps}
      durationInFrames={size.frames}
      style={{ width: size.width, height: size.height }}
    />,
  ).replace(/^(<div style="[^"]*);opacity:0"/, '$1"');
}

/** Markup of one frame of a video. */
export function videoFrame(props: CandorVideoProps, frame: number): string {
  const shape = shapeOf(props.template);
  const { frames } = timeline(shape, props.layer, props.locale);
  return markup(CandorVideo, props, frame, { ...sizeOf(shape, props.format), fps: shape.fps, frames });
}

/** A page a frame is put into, with fonts from disk. */
export const document = (body: string): string =>
  `<!doctype html><meta charset="utf-8"><style>html,body{margin:0}${stylesheet((file) => `file://${root}node_modules/${file}`)}</style><body>${body}</body>`;
