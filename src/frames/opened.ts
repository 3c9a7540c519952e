/** One template, built, run in confined processes of its own, and known by its card. */
import type { Builder, Bundle } from './build.ts';
import { makeCard } from './card.ts';
import { ConfinedError } from './confined.ts';
import type { FoundTemplate } from './discover.ts';
import { Refusal } from './errors.ts';
import { Pool } from './pool.ts';
import { type Drawn, readDrawn, type SceneJob, type Way } from './protocol.ts';
import { rehearse } from './rehearse.ts';
import type { TemplateCard } from './types.ts';

export interface OpenOptions {
  readonly builder: Builder;
  /** Milliseconds for one job of a confined process. */
  readonly deadline: number;
  /** Says why a card must not be used (e.g. a field of a special category); nothing when it may. */
  readonly admit?: ((card: TemplateCard) => string | undefined) | undefined;
  /** Told once when a template turns out to need a realm of its own for every variant. */
  readonly onApart?: (card: TemplateCard) => void;
}

/** Frames of one scene to draw. */
export type SceneWork = Omit<SceneJob, 'op' | 'way'>;

export interface DrawSettings {
  readonly signal?: AbortSignal | undefined;
  /** What the template says of a failure may be told: nobody's data was given to it. */
  readonly reveal?: boolean;
}

export interface OpenedTemplate {
  readonly card: TemplateCard;
  readonly bundle: Bundle;
  /**
   * Draws frames of one scene by code that knows nothing but the job.
   * @throws ConfinedError
   */
  draw(work: SceneWork, o?: DrawSettings): Promise<Drawn>;
  /** Its first performance, once; nobody's video is drawn before it is over. Whoever only wants the card needs none. */
  rehearse(): Promise<void>;
  /** Whether the template was caught remembering, or failing where it may not: it is then drawn apart, each variant in a realm of its own. */
  apart(): Promise<boolean>;
  close(): Promise<void>;
}

/** One in so many variants is judged by a fresh realm. */
const CHECK_EVERY = 64;

/** @throws Refusal with the code and detail a template's author needs. */
export async function openTemplate(found: FoundTemplate, options: OpenOptions): Promise<OpenedTemplate> {
  const { builder } = options;
  const bundle = await builder.template(found.entry);
  const host = await builder.host();
  const pool = new Pool({ host, scripts: [bundle.base, bundle.path], deadline: options.deadline });
  try {
    // At load there is no person yet: what the template says of its failure may be told.
    const raw = await pool.ask({ op: 'card' }, { reveal: true });
    const card = await makeCard(raw, found.folder, bundle.hash);
    const refused = options.admit?.(card);
    if (refused !== undefined) throw new Refusal('not-admitted', refused);
    return new Opened(card, bundle, pool, options.onApart);
  } catch (cause) {
    await pool.close();
    throw asRefusal(cause);
  }
}

class Opened implements OpenedTemplate {
  readonly card: TemplateCard;
  readonly bundle: Bundle;
  readonly #pool: Pool;
  readonly #onApart: OpenOptions['onApart'];
  #rehearsed: Promise<void> | undefined;
  #apart = false;
  #drawn = 0;

  constructor(card: TemplateCard, bundle: Bundle, pool: Pool, onApart: OpenOptions['onApart']) {
    this.card = card;
    this.bundle = bundle;
    this.#pool = pool;
    this.#onApart = onApart;
  }

  rehearse(): Promise<void> {
    this.#rehearsed ??= rehearse(this.card, (work, way) => this.#ask(work, way)).then((remembers) => {
      if (remembers) this.#setApart();
    });
    return this.#rehearsed;
  }

  async draw(work: SceneWork, o?: DrawSettings): Promise<Drawn> {
    await this.rehearse();
    this.#drawn += 1;
    const way = this.#apart ? 'apart' : this.#drawn % CHECK_EVERY === 0 ? 'checked' : 'shared';
    return this.#ask(work, way, o);
  }

  async apart(): Promise<boolean> {
    await this.rehearse();
    return this.#apart;
  }

  close(): Promise<void> {
    return this.#pool.close();
  }

  async #ask(work: SceneWork, way: Way, o?: DrawSettings): Promise<Drawn> {
    const drawn = readDrawn(await this.#pool.ask({ op: 'scene', ...work, way }, o));
    const wanted = work.frames?.length ?? this.card.scenes.find(({ id }) => id === work.scene)?.frames;
    if (!drawn || drawn.hashes.length !== wanted) throw new ConfinedError('template-failed');
    const { apart, ...frames } = drawn;
    if (apart) this.#setApart();
    return frames;
  }

  /** For good: what was found once may be anywhere. */
  #setApart(): void {
    if (!this.#apart) this.#onApart?.(this.card);
    this.#apart = true;
  }
}

function asRefusal(cause: unknown): unknown {
  if (!(cause instanceof ConfinedError)) return cause;
  const code = cause.code === 'template-timeout' ? 'template-timeout' : 'template-failed';
  return new Refusal(code, cause.reveal ?? 'its process ended', { cause });
}
