/**
 * What runs in the drawing page: puts markup under a canvas, draws it there, and answers what changed since the picture
 * before, as Y′CbCr. The page runs no other script (its policy forbids it); this one comes from outside, by DevTools.
 *
 * `layoutsubtree` and `drawElementImage` are Chromium's HTML-in-canvas (WICG html-in-canvas).
 */

import { pack, packedRoom } from '../packed.ts';
import { patch } from './patch.ts';
import { tilesOf } from './tiles.ts';

/** Rows that are compared and sent together; even, because chroma has half the rows. */
const BAND = 16;

interface Canvas extends HTMLCanvasElement {
  onpaint: (() => void) | null;
  requestPaint(): void;
}
type Context = CanvasRenderingContext2D & { drawElementImage(element: Element, x: number, y: number): unknown };
/** Younger than the compiler's library. */
type Bytes = Uint8Array & { toBase64(): string };

/** Changed rectangles, four numbers each (x, y, width, height), and their planes one after the other: Y, Cb, Cr. */
export interface Change {
  readonly rects: readonly number[];
  /** Packed (`packed.ts`), as base64. */
  readonly planes: string;
}

/** `undefined` as an answer: one of the markup's own pictures does not load. */
export interface Inside {
  draw(markups: readonly string[]): Promise<(Change | undefined)[]>;
  /** One picture as JPEG or PNG, base64, `width` pixels wide. */
  still(markup: string, type: string, width: number): Promise<string | undefined>;
  /** Takes the last picture off the page. */
  clear(): void;
}

function start(canvas: Canvas, root: HTMLElement): Inside {
  const { width, height } = canvas;
  const tiles = tilesOf(width, height);
  const context = canvas.getContext('2d', { alpha: false, willReadFrequently: true }) as Context;
  let shown = new Uint32Array(width * height);
  let next = new Uint32Array(width * height);
  const planes = new Uint8Array(width * height * 1.5);
  const packed = new Uint8Array(packedRoom(planes.length));
  const template = document.createElement('template');
  let turn: Promise<unknown> = Promise.resolve();

  async function show(markup: string): Promise<boolean> {
    template.innerHTML = markup;
    patch(root, template.content);
    void root.offsetHeight;
    if (document.fonts.status === 'loading') await document.fonts.ready;
    const pictures = Array.from(root.querySelectorAll<HTMLImageElement | SVGImageElement>('img, image'));
    const loaded = pictures.length
      ? await Promise.allSettled(pictures.map((picture) => (picture as HTMLImageElement).decode()))
      : [];
    await new Promise<void>((done) => {
      canvas.onpaint = () => done();
      canvas.requestPaint();
    });
    for (const tile of tiles) {
      context.save();
      context.clip(tile);
      context.drawElementImage(root, 0, 0);
      context.restore();
    }
    return loaded.every(({ status }) => status === 'fulfilled');
  }

  async function read(): Promise<void> {
    const frame = new VideoFrame(canvas, { timestamp: 0 });
    const { format } = frame;
    if (format !== 'BGRA' && format !== 'BGRX') throw new Error('the canvas has another pixel format');
    await frame.copyTo(next);
    frame.close();
  }

  /** Finds the changed rectangle of every band, and writes its planes behind what is there already. */
  function compare(): Change {
    const rects: number[] = [];
    let at = 0;
    for (let top = 0; top < height; top += BAND) {
      const rows = Math.min(BAND, height - top);
      let left = width;
      let right = -1;
      let first = -1;
      let last = -1;
      for (let y = top; y < top + rows; y++) {
        const begin = y * width;
        let from = begin;
        const end = begin + width;
        while (from < end && shown[from] === next[from]) from++;
        if (from === end) continue;
        let to = end - 1;
        while (shown[to] === next[to]) to--;
        left = Math.min(left, from - begin);
        right = Math.max(right, to - begin);
        if (first < 0) first = y;
        last = y;
      }
      if (first < 0) continue;
      // Chroma looks one pixel to each side.
      const x = Math.max(0, (left - 1) & ~1);
      const y = first & ~1;
      const w = Math.min(width, (right + 3) & ~1) - x;
      const h = Math.min(height, (last + 2) & ~1) - y;
      rects.push(x, y, w, h);
      at = convert(x, y, w, h, at);
    }
    [shown, next] = [next, shown];
    return { rects, planes: (packed.subarray(0, pack(planes, at, packed)) as Bytes).toBase64() };
  }

  /**
   * BGRA to 8-bit Y′CbCr 4:2:0, BT.709, limited range (Rec. ITU-R BT.709-6, 3.5), in 16.16 fixed point. Chroma is sited
   * left, as H.264 has it: [1 2 1] across, two rows down. Answers where the next rectangle goes.
   */
  function convert(x: number, y: number, w: number, h: number, start: number): number {
    let at = start;
    for (let row = y; row < y + h; row++) {
      let from = row * width + x;
      for (let i = 0; i < w; i++) {
        const p = next[from++] as number;
        planes[at++] = (1_081_344 + 11_966 * ((p >> 16) & 255) + 40_254 * ((p >> 8) & 255) + 4_064 * (p & 255)) >> 16;
      }
    }
    let blue = at;
    let red = at + (w * h) / 4;
    for (let row = y; row < y + h; row += 2) {
      const upper = row * width;
      const lower = upper + width;
      for (let column = x; column < x + w; column += 2) {
        const before = column > 0 ? column - 1 : 0;
        const a = next[upper + before] as number;
        const b = next[upper + column] as number;
        const c = next[upper + column + 1] as number;
        const d = next[lower + before] as number;
        const e = next[lower + column] as number;
        const f = next[lower + column + 1] as number;
        // Two of four channels at once: red and blue cannot run into each other, eight times 255 is below 2^16.
        const rb =
          (a & 0xff00ff) + 2 * (b & 0xff00ff) + (c & 0xff00ff) + (d & 0xff00ff) + 2 * (e & 0xff00ff) + (f & 0xff00ff);
        const g =
          ((a >> 8) & 255) +
          2 * ((b >> 8) & 255) +
          ((c >> 8) & 255) +
          ((d >> 8) & 255) +
          2 * ((e >> 8) & 255) +
          ((f >> 8) & 255);
        const r8 = rb >>> 16;
        const b8 = rb & 0xffff;
        planes[blue++] = (67_371_008 - 6_596 * r8 - 22_188 * g + 28_784 * b8) >> 19;
        planes[red++] = (67_371_008 + 28_784 * r8 - 26_145 * g - 2_639 * b8) >> 19;
      }
    }
    return red;
  }

  /** One call after the other: a picture is read before the next one is shown. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const answer = turn.then(work);
    turn = answer.catch(() => {});
    return answer;
  }

  return {
    draw: (markups) =>
      inTurn(async () => {
        const changes: (Change | undefined)[] = [];
        for (const markup of markups) {
          const whole = await show(markup);
          await read();
          changes.push(whole ? compare() : undefined);
        }
        return changes;
      }),
    still: (markup, type, to) =>
      inTurn(async () => {
        if (!(await show(markup))) return undefined;
        const scaled = new OffscreenCanvas(to, Math.round((height * to) / width));
        const brush = scaled.getContext('2d', { alpha: false });
        if (!brush) throw new Error('no second canvas');
        brush.imageSmoothingQuality = 'high';
        brush.drawImage(canvas, 0, 0, scaled.width, scaled.height);
        const blob = await scaled.convertToBlob({ type, quality: 0.85 });
        return (new Uint8Array(await blob.arrayBuffer()) as Bytes).toBase64();
      }),
    clear() {
      root.replaceChildren();
      template.innerHTML = '';
      context.fillRect(0, 0, width, height);
      // No pixel is 0, they are opaque: the next picture is sent whole.
      for (const pixels of [shown, next, planes]) pixels.fill(0);
    },
  };
}

Object.assign(globalThis, {
  candor: start(document.querySelector('canvas') as Canvas, document.getElementById('root') as HTMLElement),
});
