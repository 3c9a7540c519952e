/** The disclosure layer, frame by frame, drawn apart from any template's code, and joined over a scene's markup. */
import type { LayerProps } from '../../remotion/layer.ts';
import type { Format } from '../../remotion/template.ts';
import { buildHost, buildLayer } from './build.ts';
import { Confined, ConfinedError } from './confined.ts';
import { FrameError } from './errors.ts';
import { type Drawn, drawnSchema } from './protocol.ts';
import type { TemplateCard } from './types.ts';
import { sha256 } from './variants.ts';

/** Layers kept: they depend on no person, so few are in use at a time. */
const KEPT = 12;

export interface LayerRequest {
  readonly card: TemplateCard;
  readonly layer: LayerProps;
  readonly format: Format;
  readonly locale: string;
}

export class Layers {
  readonly #confined: Confined;
  readonly #kept = new Map<string, Promise<Drawn>>();

  constructor(confined: Confined) {
    this.#confined = confined;
  }

  static async open(cacheDir: string, deadline: number): Promise<Layers> {
    const [host, { path: bundle }] = await Promise.all([buildHost(cacheDir), buildLayer(cacheDir)]);
    return new Layers(new Confined({ host, bundle, deadline }));
  }

  /** Every frame of the layer, the statement scene's too; drawn once for all who share it. */
  async all(r: LayerRequest): Promise<Drawn> {
    const key = sha256(JSON.stringify([shapeOf(r.card), r.layer, r.format, r.locale]));
    const known = this.#kept.get(key) ?? this.#draw(r);
    this.#kept.delete(key);
    this.#kept.set(key, known);
    known.catch(() => this.#kept.delete(key));
    if (this.#kept.size > KEPT) this.#kept.delete(this.#kept.keys().next().value ?? '');
    return known;
  }

  one(r: LayerRequest, frame: number): Promise<Drawn> {
    return this.#draw(r, [frame]);
  }

  close(): Promise<void> {
    return this.#confined.close();
  }

  async #draw({ card, layer, format, locale }: LayerRequest, frames?: number[]): Promise<Drawn> {
    const job = { op: 'layer', shape: shapeOf(card), layer: { ...layer }, format, locale } as const;
    const drawn = drawnSchema.safeParse(await this.#confined.ask({ ...job, ...(frames && { frames }) }));
    if (!drawn.success) throw new ConfinedError('template-failed');
    return drawn.data;
  }
}

/** Of a card what the layer depends on; nothing of a build or a machine, so that layers stay shared. */
function shapeOf({ fps, formats, locales, fields, scenes }: TemplateCard) {
  return {
    ...{ fps, formats, locales },
    fields: fields.map(({ key, label, source }) => ({ key, label, source })),
    scenes: scenes.map(({ id, title, from, frames, uses }) => ({ id, title, from, frames, uses })),
  };
}

/** Remotion's three boxes around a picture. */
const BOXES = /^(<div[^>]*><div[^>]*><div[^>]*>)(.*)(<\/div><\/div><\/div>)$/s;

/** Puts the layer after the scene inside the same boxes: the markup that scenes and layer in one tree would give. */
export function join(scene: string, layer: string): string {
  const [, open, under, close] = BOXES.exec(scene) ?? [];
  const [, , over] = BOXES.exec(layer) ?? [];
  if (open === undefined || under === undefined || over === undefined) throw new FrameError('template-failed');
  return `${open}${under}${over}${close}`;
}
