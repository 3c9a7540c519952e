/** The last page: three ways come together, and the sender says where to go. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Closing } from '../../shared/closing.tsx';
import { Header } from '../../shared/headline.tsx';
import { layoutOf } from '../layout.ts';
import { closeStory, OFFERS, type SceneOf } from '../stories.ts';
import { close } from '../timing.ts';
import { Fork } from './Fork.tsx';

export function Close(props: SceneOf<never>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Header brand={props.brand} {...layout.header} frame={frame} />
      <Fork
        box={layout.joint}
        layout={layout}
        drawn={progress(frame, close.line, close.lineTakes, easeInOut)}
        names={OFFERS.map((key) => props.content[key].name)}
        named={progress(frame, close.line, 14)}
        joining
      />
      <Closing
        {...closeStory(props)}
        brand={props.brand}
        box={layout.closing}
        sizes={layout.type}
        frame={frame}
        at={close.title}
        ctaAt={close.cta}
      />
    </Page>
  );
}
