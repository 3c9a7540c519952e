/**
 * What of the viewer's is in the picture at this moment: as outlines in it, as a line under it, beside the fields, and as the
 * answer to "Why am I seeing this?".
 */
import { button, h } from './elements.ts';
import type { LivePlay } from './live-play.ts';
import { byId } from './page-parts.ts';
import type { Playback } from './playback.ts';
import type { PlayerWords } from './player-words.ts';
import { XrayView } from './xray-view.ts';

export interface ShowingWishes {
  readonly words: PlayerWords;
  readonly video: HTMLVideoElement;
  readonly head: Playback;
  readonly live: LivePlay;
  /** Over the picture, of its size. */
  readonly outlines: HTMLElement;
}

export class Showing {
  readonly #w: ShowingWishes;
  readonly #xray: XrayView;
  readonly #why: HTMLButtonElement;
  readonly #reasons = h('div', { id: 'reasons', class: 'reasons', hidden: true });
  #on = byId('show')?.getAttribute('aria-pressed') === 'true';
  /** The fields whose reasons stand there. */
  #reasoned = '';

  constructor(w: ShowingWishes) {
    this.#w = w;
    const { head, live, video, words } = w;
    this.#xray = new XrayView({
      layer: w.outlines,
      async read() {
        const picture = await live.picture();
        if (!picture || (head.way === 'video' && live.version !== video.dataset.version)) return undefined;
        return picture.outlines(Math.min(Math.floor(head.time * picture.fps + 0.01), picture.frames - 1));
      },
      label: (field) => document.getElementById(`label-${field}`)?.textContent ?? field,
      onFound: () => this.draw(),
    });
    this.#why = button(words.why, () => this.#ask(), {
      id: 'why',
      class: 'link',
      'aria-expanded': 'false',
      'aria-controls': 'reasons',
    });
    byId('tools')?.after(this.#why, this.#reasons);
  }

  get on(): boolean {
    return this.#on;
  }

  /** "Show my data in the picture". */
  set(on: boolean): void {
    this.#on = on;
    const [tags, now] = [byId('tags'), byId('now')];
    byId('show')?.setAttribute('aria-pressed', String(on));
    if (now) now.hidden = !on;
    if (tags) tags.hidden = true;
    this.#xray.set(on);
    // Where live play cannot be had, the names alone say what is in the picture.
    if (on) {
      void this.#w.live.picture().then((picture) => {
        if (tags) tags.hidden = !this.#on || picture !== undefined;
      });
    }
  }

  /** Called for every picture. */
  follow(): void {
    this.draw();
    this.#xray.follow(!this.#w.head.paused);
  }

  /** The picture was drawn from other values. */
  redraw(): void {
    void this.#xray.draw();
  }

  draw(): void {
    const inPicture = this.#inPicture();
    for (const tag of document.querySelectorAll<HTMLElement>('#tags li, #now-list > [data-field]')) {
      tag.hidden = !inPicture.has(tag.dataset.field ?? '');
    }
    for (const field of document.querySelectorAll<HTMLElement>('.field')) {
      field.classList.toggle('playing', this.#on && inPicture.has(field.dataset.field ?? ''));
    }
    const now = byId('now');
    let nothing = byId('now-nothing');
    if (now && !nothing) {
      nothing = h('span', { id: 'now-nothing' }, now.dataset.nothing ?? '');
      now.append(nothing);
    }
    if (nothing) nothing.hidden = inPicture.size > 0;
    this.#reason(inPicture);
  }

  #inPicture(): ReadonlySet<string> {
    const { head, live } = this.#w;
    const at = head.time;
    const inPicture = new Set<string>();
    for (const part of document.querySelectorAll<SVGElement>('#lanes [data-start]')) {
      const { field, start, end } = part.dataset;
      const here = field && at >= Number(start) && at < Number(end);
      if (here && (head.way === 'video' || live.has(field))) inPicture.add(field);
    }
    return inPicture;
  }

  #ask(): void {
    const opens = this.#reasons.hidden;
    if (opens) this.#w.head.pause();
    this.#reasons.hidden = !opens;
    this.#why.setAttribute('aria-expanded', String(opens));
    this.#reasoned = '';
    this.draw();
  }

  /** What the list below says of each field, here for those that are in this picture. */
  #reason(inPicture: ReadonlySet<string>): void {
    const fields = [...inPicture].join(' ');
    if (this.#reasons.hidden || (this.#reasoned === fields && fields !== '')) return;
    this.#reasoned = fields;
    const told = [...inPicture].map((field) => {
      const about = document.querySelector(`.field[data-field="${field}"]`);
      const mark = about?.querySelector('.mark')?.cloneNode() ?? '';
      const why = about?.querySelector('p:not(.value) > bdi')?.textContent ?? '';
      const label = h('a', { href: `#label-${field}` }, byId(`label-${field}`)?.textContent ?? field);
      return h('li', {}, mark, h('p', {}, h('b', {}, label), ' ', why));
    });
    this.#reasons.replaceChildren(told.length > 0 ? h('ul', {}, ...told) : h('p', {}, this.#w.words.whyNothing));
  }
}
