/** The disclosure layer, frame by frame, drawn apart from any template's code, and joined over a scene's markup. */
import type { LayerProps } from '../../remotion/layer.ts';
import type { Format } from '../../remotion/template.ts';
import type { Builder } from './build.ts';
import { Confined, ConfinedError } from './confined.ts';
import { FrameError } from './errors.ts';
import { Kept } from './kept.ts';
import { type Drawn, readDrawn } from './protocol.ts';
import { sha256 } from './scene.ts';
import type { TemplateCard } from './types.ts';

/** Of layers: they depend on no person, so few are in use at a time. */
const KEPT_BYTES = 48_000_000;

export interface LayerRequest {
  readonly card: TemplateCard;
  readonly layer: LayerProps;
  readonly format: Format;
  readonly locale: string;
}

export class Layers {
  readonly #confined: Confined;
  readonly #kept = new Kept({ bytes: KEPT_BYTES });
  readonly #underway = new Map<string, Promise<Drawn>>();

  constructor(confined: Confined) {
    this.#confined = confined;
  }

  static async open(builder: Builder, deadline: number): Promise<Layers> {
    const [host, base] = await Promise.all([builder.host(), builder.layer()]);
    return new Layers(new Confined({ host, scripts: [base], deadline }));
  }

  /** Every frame of the layer, the statement scene's too; drawn once for all who share it. */
  async all(r: LayerRequest): Promise<Drawn> {
    const key = sha256(JSON.stringify([shapeOf(r.card), r.layer, r.format, r.locale]));
    const known = this.#kept.get(key) ?? this.#underway.get(key);
    if (known) return known;
    const drawn = this.#draw(r);
    this.#underway.set(key, drawn);
    try {
      this.#kept.set(key, await drawn);
    } finally {
      this.#underway.delete(key);
    }
    return drawn;
  }

  /** The given frames alone, in their order. */
  some(r: LayerRequest, frames: readonly number[]): Promise<Drawn> {
    return this.#draw(r, [...frames]);
  }

  close(): Promise<void> {
    return this.#confined.close();
  }

  async #draw({ card, layer, format, locale }: LayerRequest, frames?: number[]): Promise<Drawn> {
    const job = { op: 'layer', shape: shapeOf(card), layer: { ...layer }, format, locale } as const;
    const drawn = readDrawn(await this.#confined.ask({ ...job, ...(frames && { frames }) }));
    if (!drawn) throw new ConfinedError('template-failed');
    return drawn;
  }
}

/** Of a card what the layer depends on; nothing of a build or a machine, so that layers stay shared. */
function shapeOf({ fps, formats, locales, fields, scenes }: TemplateCard) {
  return {
    ...{ fps, formats, locales },
    fields: fields.map(({ key, label, source }) => ({ key, label, source })),
    scenes: scenes.map(({ id, title, from, frames, uses, aside }) => ({
      ...{ id, title, from, frames, uses },
      ...(aside ? { aside } : {}),
    })),
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
