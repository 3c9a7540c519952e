/** The title page: a greeting over the curve of daylight, along which the sun draws the year. */
import { useCurrentFrame } from 'remotion';
import { easeInOut, Page, progress } from '../../../remotion/index.ts';
import { Header } from '../../shared/headline.tsx';
import { Leaving, Words } from '../../shared/lines.tsx';
import { layoutOf } from '../layout.ts';
import { helloStory, type SceneOf } from '../stories.ts';
import { hello, LEAVE } from '../timing.ts';
import { Daylight } from './Daylight.tsx';

export function Hello(props: SceneOf<'firstName'>) {
  const frame = useCurrentFrame();
  const layout = layoutOf(props.format);
  const story = helloStory(props);
  const end = hello.seconds * 30;
  const gone = progress(frame, end - LEAVE, LEAVE, easeInOut);
  return (
    <Page style={{ overflow: 'hidden' }}>
      <Leaving gone={gone}>
        <Header brand={props.brand} {...layout.header} right={story.caption} frame={frame} />
        <Words
          runs={story.title}
          box={layout.poster}
          size={layout.type.poster}
          face="display"
          frame={frame}
          at={hello.title}
        />
      </Leaving>
      <Daylight
        box={layout.curve}
        layout={layout}
        locale={props.locale}
        axis={progress(frame, hello.axis, 30, easeInOut)}
        drawn={progress(frame, hello.sun, hello.sunTakes, easeInOut)}
        gone={gone}
      />
    </Page>
  );
}
