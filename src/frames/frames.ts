/**
 * What a frame is: the templates of a folder, opened; their scenes as fingerprints for subsets of fields; whole videos as pictures.
 * Template code runs in confined processes only; this file asks them and puts the answers together.
 */
import { basename, join as joinPath } from 'node:path';
import type { Logger } from 'pino';
import { timeline } from '../../remotion/shape.ts';
import { Builder } from './build.ts';
import { openTemplate as findTemplate, findTemplates } from './discover.ts';
import { FrameError, Refusal, type RefusedTemplate } from './errors.ts';
import { join, Layers } from './layers.ts';
import { type OpenedTemplate, openTemplate } from './opened.ts';
import { kitPage, type Page } from './page.ts';
import type { Drawn } from './protocol.ts';
import { drawScene, sceneData, sceneOf, sha256 } from './scene.ts';
import { Scenes } from './scenes.ts';
import type {
  FrameSample,
  FrameScene,
  FrameSet,
  Picture,
  PicturePage,
  SceneCard,
  SceneRequest,
  SceneVariant,
  TemplateCard,
  VideoRequest,
  Wanted,
} from './types.ts';

export interface FramesOptions {
  /** Folder or folders whose folders are templates. */
  readonly templates: string | readonly string[];
  /** Of them the folder of this name alone. */
  readonly only?: string;
  readonly cacheDir: string;
  readonly log: Logger;
  /** Says why a card must not be used (e.g. a field of a special category); nothing when it may. */
  readonly admit?: (card: TemplateCard) => string | undefined;
  /** Milliseconds that template code may take for one scene; default 60 s. */
  readonly deadline?: number;
}

export interface Frames {
  /** Every template that loaded, by id. */
  cards(): Promise<readonly TemplateCard[]>;
  /** Every template that did not, and why. */
  refused(): Promise<readonly RefusedTemplate[]>;
  /** Every template's first performance, one after the other, before anybody waits for it. */
  rehearse(): Promise<void>;
  /**
   * Fingerprints without the disclosure layer. Each subset is drawn by code that knows nothing but its values.
   * @throws FrameError
   */
  variants(r: SceneRequest, wanted: readonly Wanted[], signal?: AbortSignal): Promise<readonly SceneVariant[]>;
  /** The whole video as distinct pictures. @throws FrameError */
  frames(r: VideoRequest, signal?: AbortSignal): Promise<FrameSet>;
  /**
   * The first scene alone as distinct pictures: of the layer's `uses` only those in that scene need be known.
   * @throws FrameError
   */
  opening(r: VideoRequest, signal?: AbortSignal): Promise<FrameSet>;
  /** One frame of the whole video; counted from 0. @throws FrameError */
  sampleAt(r: VideoRequest, frame: number, signal?: AbortSignal): Promise<FrameSample>;
  /** Opens one template's folder for a closer look, apart from those that are served; the caller closes it. @throws Refusal */
  inspect(folder: string): Promise<Inspected>;
  close(): Promise<void>;
}

/** A template under the author's eyes: nothing of it is served. */
export interface Inspected extends OpenedTemplate {
  variants: Frames['variants'];
}

/** An order more than a scene takes where every core is busy; only what never ends should meet it. */
const DEADLINE = 60_000;

/** Finds, builds and loads the templates. One that does not load is refused, and harms no other. */
export async function openFrames(o: FramesOptions): Promise<Frames> {
  const builder = await Builder.open(joinPath(o.cacheDir, 'frames'));
  const onApart = ({ id, version }: TemplateCard) =>
    o.log.warn({ code: 'template-remembers', template: id, version }, 'a template is drawn apart from now on');
  const open = { builder, deadline: o.deadline ?? DEADLINE, admit: o.admit, onApart };
  const opened = new Map<string, OpenedTemplate>();
  const refused: RefusedTemplate[] = [];
  const all = await findTemplates([o.templates].flat());
  for (const found of all.filter(({ folder }) => o.only === undefined || basename(folder) === o.only)) {
    try {
      const template = await openTemplate(found, open);
      const { id } = template.card;
      if (opened.has(id)) {
        await template.close();
        throw new Refusal('same-id', `another folder has the template ${id}`);
      }
      opened.set(id, template);
    } catch (cause) {
      if (!(cause instanceof Refusal)) throw cause;
      o.log.warn({ code: cause.code, folder: found.folder }, 'a template did not load');
      refused.push({ folder: found.folder, code: cause.code, detail: cause.message });
    }
  }
  const [layers, page] = await Promise.all([Layers.open(builder, open.deadline), kitPage()]);
  return new OpenFrames(opened, refused, layers, page, open);
}

class OpenFrames implements Frames {
  readonly #opened: ReadonlyMap<string, OpenedTemplate>;
  readonly #refused: readonly RefusedTemplate[];
  readonly #layers: Layers;
  readonly #page: Page;
  readonly #open: Parameters<typeof openTemplate>[1];
  readonly #drawn = new Scenes();

  constructor(
    opened: ReadonlyMap<string, OpenedTemplate>,
    refused: readonly RefusedTemplate[],
    layers: Layers,
    page: Page,
    open: Parameters<typeof openTemplate>[1],
  ) {
    this.#opened = opened;
    this.#refused = refused;
    this.#layers = layers;
    this.#page = page;
    this.#open = open;
  }

  async cards() {
    return [...this.#opened.values()].map(({ card }) => card);
  }

  async refused() {
    return this.#refused;
  }

  async rehearse() {
    for (const template of this.#opened.values()) await template.rehearse();
  }

  async variants(r: SceneRequest, wanted: readonly Wanted[], signal?: AbortSignal) {
    return this.#drawn.variants(this.#template(r), r, wanted, signal);
  }

  async frames(r: VideoRequest, signal?: AbortSignal): Promise<FrameSet> {
    const template = this.#template(r);
    const { card } = template;
    const layer = this.#layers.all({ card, ...r });
    return this.#join(template, r, { scenes: this.#scenes(template, r), own: card.scenes, layer, signal });
  }

  async opening(r: VideoRequest, signal?: AbortSignal): Promise<FrameSet> {
    const template = this.#template(r);
    const { card } = template;
    const scenes = this.#scenes(template, r).slice(0, 1);
    const frames = Array.from({ length: scenes[0]?.frames ?? 0 }, (_, frame) => frame);
    const layer = this.#layers.some({ card, ...r }, frames);
    return this.#join(template, r, { scenes, own: card.scenes.slice(0, 1), layer, signal });
  }

  /** Draws the template's own scenes and puts the layer over them. */
  async #join(
    template: OpenedTemplate,
    r: VideoRequest,
    o: { scenes: FrameScene[]; own: readonly SceneCard[]; layer: Promise<Drawn>; signal: AbortSignal | undefined },
  ): Promise<FrameSet> {
    const drawn = o.own.map(async (scene): Promise<[string, Drawn]> => {
      const { id } = sceneOf(template, r, scene.id);
      const all = this.#drawn.whole(template, r, scene, sceneData(scene, r.data), o.signal).catch((cause) => {
        throw cause instanceof FrameError ? new FrameError(cause.code, id) : cause;
      });
      return [id, await all];
    });
    const [layer, ...scenesDrawn] = await Promise.all([o.layer, ...drawn]);
    const under = new Map(scenesDrawn);
    const pictures: Picture[] = [];
    const known = new Map<string, number>();
    const frames = o.scenes.flatMap((scene) =>
      Array.from({ length: scene.frames }, (_, frame) => {
        const below = under.get(scene.id);
        const over = layer.hashes[scene.from + frame] ?? '';
        const pair = `${below?.hashes[frame] ?? ''} ${over}`;
        const at = known.get(pair) ?? pictures.length;
        if (at === pictures.length) pictures.push(this.#picture(template, scene, below, layer, frame, over));
        known.set(pair, at);
        return at;
      }),
    );
    return { ...this.#pageOf(template, r), scenes: o.scenes, frames, pictures };
  }

  async sampleAt(r: VideoRequest, frame: number, signal?: AbortSignal): Promise<FrameSample> {
    const template = this.#template(r);
    const { card } = template;
    const scene = this.#scenes(template, r).find(({ from, frames }) => frame >= from && frame < from + frames);
    if (!scene) throw new FrameError('bad-request', 'frame');
    const own = card.scenes.find(({ id }) => id === scene.id);
    const [over, under] = await Promise.all([
      this.#layers.some({ card, ...r }, [frame]),
      own &&
        drawScene(template, r, own, sceneData(own, r.data), { markup: true, frames: [frame - scene.from], signal }),
    ]);
    const picture = this.#picture(template, scene, under, over, 0, over.hashes[0] ?? '');
    return { ...this.#pageOf(template, r), ...picture, scene };
  }

  async inspect(folder: string): Promise<Inspected> {
    const found = await findTemplate(folder);
    if (!found) throw new Refusal('file-missing', 'template.ts');
    const opened = await openTemplate(found, this.#open);
    const drawn = new Scenes();
    return Object.assign(opened, {
      variants: (...[r, wanted, signal]: Parameters<Frames['variants']>) => drawn.variants(opened, r, wanted, signal),
    });
  }

  async close(): Promise<void> {
    await Promise.all([this.#layers.close(), ...[...this.#opened.values()].map((template) => template.close())]);
  }

  #template(r: SceneRequest): OpenedTemplate {
    const template = this.#opened.get(r.template);
    if (!template) throw new FrameError('unknown-template');
    if (!template.card.formats[r.format]) throw new FrameError('bad-request', 'format');
    if (!template.card.locales.includes(r.locale)) throw new FrameError('bad-request', 'locale');
    return template;
  }

  #scenes({ card }: OpenedTemplate, r: VideoRequest): FrameScene[] {
    return timeline(card, r.layer, r.locale).scenes.map((scene) => ({
      ...scene,
      opaque: card.scenes.find(({ id }) => id === scene.id)?.opaque ?? false,
    }));
  }

  #pageOf({ card, bundle }: OpenedTemplate, r: VideoRequest): PicturePage {
    const size = card.formats[r.format];
    if (!size) throw new FrameError('bad-request', 'format');
    const { stylesheet, files } = this.#page;
    return { ...size, fps: card.fps, stylesheet, files: { ...files, ...bundle.files } };
  }

  /** The statement scene has nothing under it. */
  #picture(
    { card }: OpenedTemplate,
    scene: FrameScene,
    under: Drawn | undefined,
    layer: Drawn,
    frame: number,
    over: string,
  ): Picture {
    const { look } = this.#page;
    const below = under?.hashes[frame] ?? '';
    if (scene.opaque) return { fingerprint: sha256(`${look} ${card.build} ${below} ${over}`), markup: '' };
    const above = layer.markups[over];
    const markup = under ? join(under.markups[below] ?? '', above ?? '') : above;
    if (markup === undefined) throw new FrameError('template-failed', scene.id);
    return { fingerprint: sha256(`${look} ${markup}`), markup };
  }
}
