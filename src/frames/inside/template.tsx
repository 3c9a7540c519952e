/** Entry of a template's bundle: the template as a card, and any frame of any of its scenes as markup. */
import template from 'candor:template';
import type { Brand, Format } from '../../../remotion/template.ts';
import { SceneFrame } from '../../../remotion/video.tsx';
import type { SceneJob } from '../protocol.ts';
import { rawCard } from './card.ts';
import { markupAt } from './markup.tsx';
import type { RealmApi } from './realm.ts';
import { reseed } from './world.ts';

let draw: ((frame: number) => string) | undefined;

const api: RealmApi = {
  card: () => JSON.stringify(rawCard(template)),
  open(json) {
    const job = JSON.parse(json) as SceneJob;
    const scene = template.scenes.find(({ id }) => id === job.scene);
    const size = template.formats[job.format as Format];
    if (!scene || !size) throw new Error('no such scene or format');
    const props = {
      data: job.data,
      content: template.content.parse(job.content) as Record<string, unknown>,
      brand: job.brand as unknown as Brand,
      format: job.format as Format,
      locale: job.locale,
    };
    const frames = Math.round(scene.seconds * template.fps);
    const picture = <SceneFrame template={template} scene={scene.id} {...props} />;
    draw = (frame) => markupAt(picture, { frame, frames, fps: template.fps, ...size });
    reseed();
    return JSON.stringify({ frames, words: scene.describe(props) });
  },
  frame(index) {
    reseed();
    return draw?.(index);
  },
};

Object.assign(globalThis, { candor: api });
