/** Every frame of a video with scenes and layer in one React tree, as JSON: what the joined markup must equal. */
import { Thumbnail } from '@remotion/player';
import { renderToStaticMarkup } from 'react-dom/server';
import type { LayerProps } from '../../../remotion/layer.ts';
import { timeline } from '../../../remotion/shape.ts';
import { CandorVideo, type CandorVideoProps } from '../../../remotion/video.tsx';
import template from '../fixtures/good/tiny/template.tsx';

const [, , data = '{}', layerJson = '{}'] = process.argv;
const layer = JSON.parse(layerJson) as LayerProps;
const props = {
  template: template as unknown as CandorVideoProps['template'],
  data: JSON.parse(data),
  content: { greeting: 'Hello' },
  brand: { name: 'Northlight' },
  format: 'landscape',
  locale: 'en',
  layer,
} satisfies CandorVideoProps;
const { frames, fps } = timeline(props.template, layer, 'en');
const all = Array.from({ length: frames }, (_, frame) =>
  renderToStaticMarkup(
    <Thumbnail
      component={CandorVideo}
      inputProps={props}
      noSuspense
      frameToDisplay={frame}
      durationInFrames={frames}
      fps={fps}
      compositionWidth={320}
      compositionHeight={180}
    />,
  ).replace(';opacity:0"', '"'),
);
process.stdout.write(JSON.stringify(all));
