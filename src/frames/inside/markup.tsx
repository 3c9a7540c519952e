/** One frame of a picture as markup: Remotion's Thumbnail, rendered without a browser. */
import { Thumbnail } from '@remotion/player';
import type { ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

export interface FrameAt {
  readonly frame: number;
  /** Of the whole composition. */
  readonly frames: number;
  readonly fps: number;
  readonly width: number;
  readonly height: number;
}

function Picture({ picture }: { picture: ReactElement }) {
  return picture;
}

/** @throws whatever the picture throws: a Suspense boundary would swallow it, and leave an empty frame. */
export function markupAt(picture: ReactElement, { frame, frames, fps, width, height }: FrameAt): string {
  return renderToStaticMarkup(
    <Thumbnail
      component={Picture}
      inputProps={{ picture }}
      noSuspense
      frameToDisplay={frame}
      durationInFrames={frames}
      fps={fps}
      compositionWidth={width}
      compositionHeight={height}
    />,
  );
}
