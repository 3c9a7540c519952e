/** Any frame of the video as elements, from the same scenes and the same layer as the file. Nothing here keeps time. */
import { Thumbnail } from '@remotion/player';
import { Component, type ReactNode } from 'react';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Template } from '../../../../remotion/template.ts';
import { CandorVideo, type CandorVideoProps } from '../../../../remotion/video.tsx';

export interface Drawer {
  /** Draws, and returns when the elements are there. */
  draw(video: Omit<CandorVideoProps, 'template'>, frame: number, frames: number): void;
  close(): void;
}

/** Draws into `place`: as large as that is, or at the video's own size. */
export function drawerIn(
  place: HTMLElement,
  template: Template,
  size: 'fill' | 'own',
  onFail: () => void = () => {},
): Drawer {
  const root = createRoot(place);
  return {
    draw(video, frame, frames) {
      const { width, height } = template.formats[video.format] ?? {};
      if (!width || !height) throw new Error('format: the template has no such format');
      flushSync(() =>
        root.render(
          <Thumbnail
            key={video.format}
            component={Guarded}
            inputProps={{ template, onFail, ...video }}
            noSuspense
            frameToDisplay={Math.min(Math.max(0, frame), frames - 1)}
            durationInFrames={frames}
            fps={template.fps}
            compositionWidth={width}
            compositionHeight={height}
            style={size === 'own' ? { width, height } : { width: '100%', height: '100%' }}
          />,
        ),
      );
    },
    close: () => root.unmount(),
  };
}

/** The picture guards itself: the boundary around it would keep a failure to itself. */
const Guarded = ({ onFail, ...video }: CandorVideoProps & { readonly onFail: () => void }): ReactNode => (
  <Guard onFail={onFail}>
    <CandorVideo {...video} />
  </Guard>
);

class Guard extends Component<{ readonly onFail: () => void; readonly children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };
  static getDerivedStateFromError = (): { failed: boolean } => ({ failed: true });
  override componentDidCatch(): void {
    this.props.onFail();
  }
  override render(): ReactNode {
    return this.state.failed ? null : this.props.children;
  }
}
