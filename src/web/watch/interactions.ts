/**
 * What a viewer can do in the video, over the picture while its time lasts. Where the video waits, it waits as long as it
 * takes. What is chosen stays on this device; what is sent is sent on its button.
 */
import type { Interaction } from '../../../remotion/interactions/schema.ts';
import { direction } from '../../../remotion/localise.ts';
import { type Doing, drawInteraction, type Quiz } from './interaction-parts.ts';
import type { Playback } from './playback.ts';

/** A picture before the end; see `story.ts`. */
const EARLY = 0.08;

const controlsOf = (element: HTMLElement): HTMLElement[] => [
  ...element.querySelectorAll<HTMLElement>('button, input, select, textarea, a'),
];

export class Interactions {
  readonly #layer: HTMLElement;
  readonly #head: Playback;
  readonly #doing: Doing;
  readonly #shown = new Map<string, { readonly drawn: string; readonly element: HTMLElement }>();
  /** Those the video need not wait for any more. */
  readonly #passed = new Set<string>();
  readonly #quiz: Quiz = { right: new Set(), answered: new Set(), all: 0 };
  #all: readonly Interaction[] = [];
  #jumps = 0;
  /** The time at the last look. */
  #last = 0;
  #waits: Interaction | undefined;

  constructor(layer: HTMLElement, head: Playback, doing: Omit<Doing, 'pass' | 'quiz'>) {
    this.#layer = layer;
    this.#head = head;
    this.#doing = { ...doing, quiz: this.#quiz, pass: (interaction) => this.#pass(interaction) };
  }

  /** Texts and times may be new; answers stay, and so does what only moved to another time. */
  take(all: readonly Interaction[], locale: string): void {
    // The video may speak another language than the page around it.
    this.#layer.lang = locale;
    this.#layer.dir = direction(locale);
    this.#quiz.all = all.filter((one) => one.kind === 'question' && one.options.some(({ right }) => right)).length;
    this.#all = all.filter(({ kind }) => kind !== 'chapter');
    const place = this.#placeOfKeyboard();
    for (const [id, { drawn, element }] of this.#shown) {
      const now = this.#all.find((one) => one.id === id);
      if (now && drawn === this.#drawnOf(now)) continue;
      element.remove();
      this.#shown.delete(id);
    }
    this.#waits &&= this.#all.find(({ id }) => id === this.#waits?.id);
    this.follow();
    const again = place && this.#shown.get(place.id)?.element;
    if (again) controlsOf(again)[place.at]?.focus({ preventScroll: true });
  }

  /** All that an interaction's element is made from. What can be sent once somebody said who they are is drawn anew then. */
  #drawnOf({ start: _start, end: _end, ...drawn }: Interaction): string {
    return JSON.stringify([drawn, this.#doing.canSend()]);
  }

  /** Which control of which interaction has the keyboard. */
  #placeOfKeyboard(): { id: string; at: number } | undefined {
    for (const [id, { element }] of this.#shown) {
      const at = controlsOf(element).indexOf(document.activeElement as HTMLElement);
      if (at >= 0) return { id, at };
    }
    return undefined;
  }

  /** Called for every picture. */
  follow(): void {
    // Whoever presses play has passed it over.
    if (this.#waits && !this.#head.paused) {
      this.#passed.add(this.#waits.id);
      this.#waits = undefined;
    }
    const missed = this.#missed();
    if (missed) this.#head.jump(missed.end - EARLY);
    const now = this.#head.time;
    for (const interaction of this.#all) {
      const { id, start, end } = interaction;
      const isShown = this.#shown.has(id);
      const isHeld = this.#holds(interaction);
      const isNow = interaction === missed || (now >= start - 1e-3 && now < end);
      if (isNow && !isShown) this.#show(interaction);
      else if (!isNow && isShown && this.#waits !== interaction) this.#hide(id);
      if (isHeld && isNow && (interaction === missed || now >= end - EARLY)) {
        this.#waits = interaction;
        this.#head.pause();
        this.#layer.querySelector<HTMLElement>(`[data-id="${id}"] :is(button, input, select, textarea, a)`)?.focus({
          preventScroll: true,
        });
      }
    }
    const at = this.#head.time;
    if (this.#waits && (at < this.#waits.start - 1e-3 || at > this.#waits.end)) this.#waits = undefined;
    this.#jumps = this.#head.jumps;
    this.#last = at;
  }

  #holds({ id, hold }: Interaction): boolean {
    return hold && !this.#passed.has(id) && !this.#head.paused;
  }

  /** The first for which the video should have waited, and whose end went by since the last look: machines can be slow. */
  #missed(): Interaction | undefined {
    const now = this.#head.time;
    const from = this.#jumps === this.#head.jumps ? this.#last : this.#head.jumpedTo;
    return this.#all
      .filter((one) => this.#holds(one) && from < one.end && now >= one.end)
      .sort((a, b) => a.end - b.end)[0];
  }

  #show(interaction: Interaction): void {
    const element = drawInteraction(interaction, this.#doing);
    element.dataset.id = interaction.id;
    if (interaction.kind !== 'chapter') {
      const { x, y, width, height } = interaction.box;
      for (const [name, share] of Object.entries({ x, y, w: width, h: height })) {
        element.style.setProperty(`--${name}`, `${share * 100}%`);
      }
    }
    this.#shown.set(interaction.id, { drawn: this.#drawnOf(interaction), element });
    this.#layer.append(element);
    // What passes by itself is not announced into what is being said.
    if (interaction.hold) this.#doing.tell(element.dataset.say ?? '');
  }

  #hide(id: string): void {
    const element = this.#shown.get(id)?.element;
    const hadFocus = element?.contains(document.activeElement);
    element?.remove();
    this.#shown.delete(id);
    if (hadFocus) document.getElementById('play')?.focus({ preventScroll: true });
  }

  /** Goes on, at once where the video waits for it. */
  #pass(interaction: Interaction): void {
    this.#passed.add(interaction.id);
    const waited = this.#waits === interaction;
    this.#waits = undefined;
    if (waited || this.#head.paused) void this.#head.play();
    if (interaction.kind === 'pause') this.#hide(interaction.id);
  }
}
