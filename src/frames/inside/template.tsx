/** The base's end of a template: instances of it, the template as a card, and any frame of any of its scenes as markup. */
import { z } from 'zod';
import type { Brand, Format, Template } from '../../../remotion/template.ts';
import { SceneFrame } from '../../../remotion/video.tsx';
import type { SceneJob } from '../protocol.ts';
import { rawCard } from './card.ts';
import { markupAt } from './markup.tsx';
import type { RealmApi } from './realm.ts';
import { type Trusted, trust } from './trusted.ts';
import { reseed } from './world.ts';

/**
 * What a realm with a template answers. Each job has an instance of the template of its own, made by evaluating its modules
 * anew: what it remembers in a module variable can neither reach another person nor hide that a field was used.
 */
export function serveTemplate(modules: Trusted): RealmApi {
  let make: ((module: { exports: { default?: Template } }) => void) | undefined;
  let draw: ((frame: number) => string) | undefined;

  function instance(): Template {
    reseed();
    // Schemas with an id are found by it again: those of an earlier instance are gone.
    z.globalRegistry.clear();
    const module = { exports: {} as { default?: Template } };
    make?.(module);
    const template = module.exports.default;
    if (!template) throw new Error('no template is exported as default');
    return template;
  }

  return {
    load(factory, shared) {
      const trusted = trust(modules);
      make = (module) => factory(trusted.require, module, module.exports);
      if (!shared) return;
      trusted.harden();
      // Schemas settle on their first use what others of their kind share; only then is zod ready to be frozen.
      instance().content.safeParse({});
      trusted.hardenSchemas();
    },
    card: () => JSON.stringify(rawCard(instance())),
    open(json) {
      const job = JSON.parse(json) as SceneJob;
      const template = instance();
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
    close() {
      draw = undefined;
    },
  };
}
