/** The title page: a question, and one line that parts into three answers. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Header } from '../../shared/headline.tsx';
import { Leaving, Words } from '../../shared/lines.tsx';
import { layoutOf } from '../layout.ts';
import { helloStory, OFFERS, type SceneOf } from '../stories.ts';
import { FPS, hello, LEAVE } from '../timing.ts';
import { Fork } from './Fork.tsx';

export function Hello(props: SceneOf<'firstName'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const gone = progress(frame, hello.seconds * FPS - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Header brand={props.brand} {...layout.header} frame={frame} />
        <Words
          runs={helloStory(props).title}
          box={layout.poster}
          size={layout.type.poster}
          face="display"
          frame={frame}
          at={hello.title}
        />
        <Fork
          box={layout.fork}
          layout={layout}
          drawn={progress(frame, hello.line, hello.lineTakes, easeInOut)}
          names={OFFERS.map((key) => props.content[key].name)}
          named={progress(frame, hello.names, 14)}
        />
      </Leaving>
    </Page>
  );
}
