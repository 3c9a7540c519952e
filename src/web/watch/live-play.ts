/** Live play for the page: its source and the person's values fetched when they are wanted, and what was changed on this device. */
import { h } from './elements.ts';
import type { LiveModule, LivePicture, LiveProps, LiveSource } from './live/types.ts';

type Data = Readonly<Record<string, unknown>>;

export class LivePlay {
  readonly #page: HTMLElement;
  readonly #host: HTMLElement;
  readonly #onFail: () => void;
  #source: LiveSource | undefined;
  /** What the service gave; `undefined` before "this is me". */
  #data: Data = {};
  /** Entered or switched on this device, not confirmed yet. `undefined`: left out. */
  #own: Data = {};
  /** Every value this page was given, so that a switch back needs nobody's answer. */
  #seen: Data = {};
  #picture: Promise<LivePicture | undefined> | undefined;
  /** How often the page took another version. */
  #turn = 0;

  constructor(page: HTMLElement, host: HTMLElement, onFail: () => void) {
    this.#page = page;
    this.#host = host;
    this.#onFail = onFail;
  }

  /** The picture, loaded once; `undefined` where it cannot be had. */
  picture(): Promise<LivePicture | undefined> {
    this.#picture ??= this.#open();
    return this.#picture;
  }

  /** Fetches script and style and runs none of it: it is quick then when it is wanted. */
  async prepare(): Promise<void> {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (connection?.saveData) return;
    const source = this.#source ?? (await this.#current());
    this.#source ??= source;
    if (!this.#source) return;
    document.head.append(
      h('link', { rel: 'modulepreload', href: this.#source.script }),
      h('link', { rel: 'preload', as: 'style', href: this.#source.style }),
    );
  }

  /** Version that is drawn. */
  get version(): string | undefined {
    return this.#source?.version;
  }
  get format(): string | undefined {
    return this.#source?.format;
  }
  has(field: string): boolean {
    return { ...this.#data, ...this.#own }[field] !== undefined;
  }

  /** Draws with these values in place of the service's, at once; `undefined` leaves a field out. */
  async change(values: Data): Promise<void> {
    this.#own = { ...this.#own, ...values };
    const picture = await this.#picture;
    if (picture && this.#source) picture.update(this.#props(this.#source));
  }

  /** As {@link change}: off leaves a field out, on brings back what was there. */
  async switch(fields: Readonly<Record<string, boolean>>): Promise<void> {
    await this.#picture;
    await this.change(
      Object.fromEntries(Object.entries(fields).map(([field, on]) => [field, on ? this.#seen[field] : undefined])),
    );
  }

  /** What was changed here and not confirmed is forgotten. */
  async revert(fields: readonly string[]): Promise<void> {
    this.#own = Object.fromEntries(Object.entries(this.#own).filter(([field]) => !fields.includes(field)));
    const picture = await this.#picture;
    if (picture && this.#source) picture.update(this.#props(this.#source));
  }

  /**
   * Fetches what the service allows now: another version, other values. What is answered takes it, at once.
   * @param settled fields whose change on this device the service knows
   */
  async renewed(settled: readonly string[]): Promise<() => void> {
    this.#turn += 1;
    if (!this.#picture && !this.#source) return () => {};
    const [source, data] = await Promise.all([read<LiveSource>(this.#page.dataset.live), this.#values()]);
    return () => {
      if (!source) return;
      this.#source = source;
      this.#data = data;
      void this.revert(settled);
    };
  }

  async #open(): Promise<LivePicture | undefined> {
    const turn = this.#turn;
    try {
      const [source, data] = await Promise.all([this.#source ?? this.#current(), this.#values()]);
      // What a change brought meanwhile is newer.
      this.#source ??= source;
      if (turn === this.#turn) this.#data = data;
      if (!this.#source) throw new Error('there is no live play');
      const { open } = (await import(/* @vite-ignore */ this.#source.script)) as LiveModule;
      return await open(this.#host, this.#source.style, this.#props(this.#source), () => {
        this.#picture = Promise.resolve(undefined);
        this.#onFail();
      });
    } catch {
      return undefined;
    }
  }

  /** Of the version that the page has when it is there: one that was asked for before a change would show the video before it. */
  async #current(): Promise<LiveSource | undefined> {
    for (;;) {
      const turn = this.#turn;
      const source = await read<LiveSource>(this.#page.dataset.live);
      if (turn === this.#turn) return source;
    }
  }

  #props({ format, locale, brand, content, layer }: LiveSource): LiveProps {
    const data = Object.entries({ ...this.#data, ...this.#own }).filter(([, value]) => value !== undefined);
    const entered = Object.keys(this.#own);
    return { format, locale, brand, content, layer, data: Object.fromEntries(data), entered };
  }

  async #values(): Promise<Data> {
    const values = (await read<{ fields: Data }>(this.#page.dataset.data))?.fields ?? {};
    this.#seen = { ...this.#seen, ...values };
    return values;
  }
}

async function read<T>(address: string | undefined): Promise<T | undefined> {
  if (!address) return undefined;
  const answer = await fetch(address).catch(() => undefined);
  return answer?.ok ? ((await answer.json()) as T) : undefined;
}
