/** "Show my data in the picture": outlines over the frame that is on screen, in each field's colour and pattern, with its name. */
import type { Outline } from './live/types.ts';

/** So often while it plays; measuring takes a frame's time for each field. */
const PLAYING_MS = 100;
/** Around what it outlines, in pixels. */
const AIR = 5;

export interface XrayWishes {
  readonly layer: HTMLElement;
  /** The frame on screen and what it is made of; `undefined` while that is not known. */
  read(): Promise<readonly Outline[] | undefined>;
  label(field: string): string;
  onFound(fields: readonly string[]): void;
}

export class XrayView {
  readonly #wishes: XrayWishes;
  #on = false;
  #due = 0;
  #drawn = '';
  #busy = false;
  #again = false;

  constructor(wishes: XrayWishes) {
    this.#wishes = wishes;
  }

  get on(): boolean {
    return this.#on;
  }

  set(on: boolean): void {
    this.#on = on;
    this.#wishes.layer.hidden = !on;
    if (on) void this.draw();
  }

  /** Follows the playhead; `playing` keeps it from taking all of the time there is. */
  follow(playing: boolean): void {
    if (!this.#on) return;
    const now = performance.now();
    if (playing && now < this.#due) return;
    this.#due = now + PLAYING_MS;
    void this.draw();
  }

  /** Draws for the frame of now; the last wish wins. */
  async draw(): Promise<void> {
    if (!this.#on) return;
    if (this.#busy) {
      this.#again = true;
      return;
    }
    this.#busy = true;
    try {
      do {
        this.#again = false;
        const outlines = await this.#wishes.read();
        if (outlines && this.#on) this.#put(outlines);
      } while (this.#again);
    } finally {
      this.#busy = false;
    }
  }

  #put(outlines: readonly Outline[]): void {
    const text = JSON.stringify(outlines);
    if (text === this.#drawn) return;
    this.#drawn = text;
    this.#wishes.layer.replaceChildren(...outlines.flatMap((outline) => this.#boxes(outline)));
    this.#apart();
    this.#wishes.onFound(outlines.map(({ field }) => field));
  }

  /** Names that would lie over each other stand over each other, beside each other where there is no room above. */
  #apart(): void {
    const { top } = this.#wishes.layer.getBoundingClientRect();
    const placed: DOMRect[] = [];
    for (const name of this.#wishes.layer.querySelectorAll<HTMLElement>('span')) {
      const own = name.getBoundingClientRect();
      let [x, y] = [0, 0];
      for (const other of placed) {
        const [left, above] = [own.left + x, own.top + y];
        const isClear =
          left >= other.right ||
          left + own.width <= other.left ||
          above >= other.bottom ||
          above + own.height <= other.top;
        if (isClear) continue;
        if (other.top - own.height >= top) y = other.top - own.height - own.top - 2;
        else x = other.right - own.left + 2;
      }
      name.style.transform = `translate(${x}px, ${y}px)`;
      placed.push(name.getBoundingClientRect());
    }
  }

  /** The largest box carries the name. */
  #boxes({ field, mark, rects }: Outline): HTMLElement[] {
    const sizes = rects.map(({ width, height }) => width * height);
    const largest = sizes.indexOf(Math.max(...sizes));
    return rects.map(({ x, y, width, height }, index) => {
      const box = document.createElement('div');
      box.className = 'outline';
      box.dataset.field = field;
      box.style.left = `calc(${x * 100}% - ${AIR}px)`;
      box.style.top = `calc(${y * 100}% - ${AIR}px)`;
      box.style.width = `calc(${width * 100}% + ${2 * AIR}px)`;
      box.style.height = `calc(${height * 100}% + ${2 * AIR}px)`;
      for (const side of ['top', 'bottom', 'start', 'end']) {
        const line = document.createElement('i');
        line.className = `mark mark-${mark + 1} ${side}`;
        box.append(line);
      }
      if (index === largest) {
        const name = document.createElement('span');
        name.textContent = this.#wishes.label(field);
        name.style.background = `var(--mark-${mark + 1})`;
        name.classList.toggle('inside', y < 0.07);
        box.append(name);
      }
      return box;
    });
  }
}
