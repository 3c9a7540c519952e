/** What Remotion's own renderer draws: the template's whole video as one composition, on the same stylesheet as the other way. */
import './world.ts';
import template from 'candor-plain-template';
import { Composition, registerRoot } from 'remotion';
import { CandorVideo, type CandorVideoProps } from '../../../remotion/video.tsx';

type Props = Omit<CandorVideoProps, 'template'> & { readonly stylesheet: string };

function Plain({ stylesheet, content, ...video }: Props) {
  const filled = template.content.parse(content) as Props['content'];
  return (
    <>
      <style>{stylesheet}</style>
      <CandorVideo template={template} content={filled} {...video} />
    </>
  );
}

/** Size, length and speed come with each request. */
function Root() {
  const nothing: Props = {
    data: {},
    content: {},
    brand: { name: '' },
    format: 'landscape',
    locale: 'en',
    stylesheet: '',
  };
  // biome-ignore lint/suspicious/noExplicitAny: Remotion wants its props to be an open record
  const component = Plain as any;
  return (
    <Composition
      id="video"
      component={component}
      defaultProps={nothing}
      width={2}
      height={2}
      fps={1}
      durationInFrames={1}
    />
  );
}

registerRoot(Root);
