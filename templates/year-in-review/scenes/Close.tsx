/** The last page: the year turns over into the next one, still to be drawn, and the sender says where to go. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Closing } from '../../shared/closing.tsx';
import { Header } from '../../shared/headline.tsx';
import { layoutOf } from '../layout.ts';
import { closeStory, type SceneOf } from '../stories.ts';
import { close } from '../timing.ts';
import { Daylight } from './Daylight.tsx';

export function Close(props: SceneOf<never>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = closeStory(props);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Header brand={props.brand} {...layout.header} right={[{ text: String(props.content.year + 1) }]} frame={frame} />
      <Daylight
        box={layout.curve}
        layout={layout}
        locale={props.locale}
        axis={1}
        drawn={1 + progress(frame, close.pan, close.panTakes, easeInOut)}
      />
      <Closing
        {...story}
        brand={props.brand}
        box={layout.poster}
        sizes={layout.type}
        frame={frame}
        at={close.title}
        ctaAt={close.cta}
      />
    </Page>
  );
}
