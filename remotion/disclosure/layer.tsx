/** The disclosure layer: the marker at the bottom edge, and the statement scene at the end. */
import { useCurrentFrame } from 'remotion';
import type { LayerProps } from '../layer.ts';
import { direction } from '../localise.ts';
import { sceneAt, timeline, type VideoShape } from '../shape.ts';
import { type Format, STATEMENT } from '../template.ts';
import { Marker } from './marker.tsx';
import { StatementPage } from './page.tsx';
import { reserveOf } from './reserve.ts';

export interface LayerViewProps {
  readonly shape: VideoShape;
  readonly layer: LayerProps;
  readonly format: Format;
  readonly locale: string;
}

/** The layer at the current frame of the whole video. Depends on nothing else than its props. */
export function Layer({ shape, layer, format, locale }: LayerViewProps) {
  const frame = useCurrentFrame();
  const reserve = reserveOf(shape, format);
  const here = sceneAt(timeline(shape, layer, locale), frame);
  const statement = here?.id === STATEMENT ? here : undefined;
  const over = statement !== undefined;
  // The marker counts through the scenes alone, as the uses do.
  const own = shape.scenes.find(({ id }) => id === here?.id);
  return (
    <div
      className="candor light"
      lang={locale}
      dir={direction(locale)}
      style={{
        position: 'absolute',
        left: 0,
        right: 0,
        top: over ? 0 : reserve.top,
        height: over ? reserve.height : reserve.reserved,
        overflow: 'hidden',
        contain: 'strict',
        zIndex: 2147483647,
      }}
    >
      {over ? (
        <StatementPage
          layer={layer}
          locale={locale}
          format={format}
          reserve={reserve}
          frame={frame - statement.from}
          frames={statement.frames}
          fps={shape.fps}
        />
      ) : (
        <Marker
          shape={shape}
          layer={layer}
          locale={locale}
          reserve={reserve}
          frame={frame - (here?.from ?? 0) + (own?.from ?? 0)}
        />
      )}
    </div>
  );
}
