/** Entry of the layer's bundle: any frame of the disclosure layer as markup. No template's code is in it. */
import { Layer } from '../../../remotion/disclosure/layer.tsx';
import type { LayerProps } from '../../../remotion/layer.ts';
import { sizeOf, timeline, type VideoShape } from '../../../remotion/shape.ts';
import type { Format } from '../../../remotion/template.ts';
import type { LayerJob } from '../protocol.ts';
import { markupAt } from './markup.tsx';
import type { RealmApi } from './realm.ts';

let draw: ((frame: number) => string) | undefined;

const api: RealmApi = {
  open(json) {
    const job = JSON.parse(json) as LayerJob;
    const shape = job.shape as unknown as VideoShape;
    const layer = job.layer as unknown as LayerProps;
    const format = job.format as Format;
    const { frames } = timeline(shape, layer, job.locale);
    const picture = <Layer shape={shape} layer={layer} format={format} locale={job.locale} />;
    draw = (frame) => markupAt(picture, { frame, frames, fps: shape.fps, ...sizeOf(shape, format) });
    return JSON.stringify({ frames, words: '' });
  },
  frame: (index) => draw?.(index),
  close() {
    draw = undefined;
  },
};

Object.assign(globalThis, { candor: api });
