/** The statement set in type: which words stand where, on as many pages as they need. Nothing is cut. */
import { widthOf } from '../kit/advance.ts';
import { clean } from '../kit/clean.ts';
import { type Fitted, fit } from '../kit/fit.ts';
import { snap } from '../kit/motion.ts';
import type { LayerProps } from '../layer.ts';
import { remember } from '../remember.ts';
import type { Format } from '../template.ts';
import type { Reserve } from './reserve.ts';
import { countWords, statementWords } from './statement.ts';

/** One thing on a page; `top` in pixels from the page's top edge, set by {@link setPages}. */
export type Block = { readonly top: number; readonly height: number; readonly words: number } & (
  | { readonly kind: 'sentence'; readonly text: Fitted }
  | { readonly kind: 'field'; readonly mark: number; readonly label: Fitted; readonly rest: Fitted }
  | { readonly kind: 'row'; readonly head: Fitted; readonly text: Fitted }
);

export interface StatementPages {
  readonly pages: readonly (readonly Block[])[];
  /** Size of the body's type and what follows from it, pixels. */
  readonly size: number;
  /** Where text begins beside heads, from the start edge of the measure; 0 when it stands under them. */
  readonly indent: number;
  /** The same beside marks. */
  readonly aside: number;
  readonly margin: number;
}

/** Sizes of the body's type to try, largest first, in sizes of the marker's type: the marker's own is the smallest that is legible. */
const SIZES = [1.3, 1.2, 1.1, 1];
const LEADING = 1.34;
/** Space for a mark beside its field where the sheet is narrow, in sizes. */
const HANGING = 1.7;

/** Sets the statement for a format. Depends on locale, format and layer alone. */
export function setPages(layer: LayerProps, locale: string, format: Format, reserve: Reserve): StatementPages {
  return pagesOf(layer)(reserve, locale, format);
}

const pagesOf = remember((layer: LayerProps) =>
  remember((reserve: Reserve, locale: string, format: Format) => setLargest(layer, locale, format, reserve)),
);

function setLargest(layer: LayerProps, locale: string, format: Format, reserve: Reserve): StatementPages {
  for (const scale of SIZES) {
    const set = setAt(layer, locale, format, reserve, snap(reserve.size * scale));
    if (set.pages.length === 1 || scale === 1) return set;
  }
  throw new Error('unreachable: SIZES ends with 1');
}

function setAt(layer: LayerProps, locale: string, format: Format, reserve: Reserve, size: number): StatementPages {
  const words = statementWords(layer, locale);
  const stacked = format === 'portrait';
  const measure = reserve.width - 2 * reserve.margin;
  const heads = Math.max(...words.rows.map(({ head }) => widthOf(clean(head), 'text') * size));
  const indent = stacked ? 0 : snap(Math.min(heads + size * 1.2, measure * 0.36));
  const width = measure - indent;
  const beside = measure - (format === 'landscape' ? indent : HANGING * size);
  const gap = snap(size * (stacked ? 0.55 : 0.38));
  const blocks: Block[] = [];
  let top = 0;
  const put = (block: Block, after: number): void => {
    blocks.push({ ...block, top });
    top += block.height + after;
  };

  const opening = fit(words.sentence, {
    face: 'display',
    size: snap(size * 1.72),
    width: measure,
    lines: stacked ? 5 : 3,
    balance: true,
  });
  put(
    { kind: 'sentence', text: opening, top, height: opening.height, words: countWords(words.sentence) },
    snap(size * 1.15),
  );
  for (const [index, { mark, label, rest }] of words.fields.entries()) {
    const name = fit(label, { face: 'reading', size, width: beside, lineHeight: LEADING });
    const last = name.lines.at(-1)?.width ?? 0;
    const more = fit(rest, { face: 'reading', size, width: beside, lineHeight: LEADING });
    // Name and reason share a line where both fit on it; else the reason stands under the name.
    const together = name.lines.length === 1 && more.lines.length === 1 && last + size * 0.3 + more.width <= beside;
    const height = together ? name.height : name.height + more.height;
    const after = index === words.fields.length - 1 ? snap(size * 1.15) : gap;
    put({ kind: 'field', mark, label: name, rest: more, top, height, words: countWords(`${label} ${rest}`) }, after);
  }
  for (const { head, text } of words.rows) {
    const name = fit(head, {
      face: 'text',
      size,
      width: stacked ? measure : indent - size * 0.6,
      lineHeight: LEADING,
    });
    const said = fit(text, { face: 'reading', size, width, lineHeight: LEADING, balance: true });
    const height = stacked ? name.height + said.height : Math.max(name.height, said.height);
    put({ kind: 'row', head: name, text: said, top, height, words: countWords(`${head} ${text}`) }, gap);
  }
  const edge = Math.round(reserve.margin * (stacked ? 1.2 : 0.7));
  const room = reserve.height - 2 * edge - (format === 'landscape' ? 0 : footOf(reserve) * 0.6);
  return {
    pages: paged(blocks, room).map((page) => sunk(page, edge, room)),
    size,
    indent,
    aside: measure - beside,
    margin: reserve.margin,
  };
}

/** Height of the line at the bottom that holds the sign. */
export const footOf = (reserve: Reserve): number => reserve.leading + reserve.size;

/** Blocks onto as few pages as hold them, filled evenly. */
function paged(blocks: readonly Block[], room: number): Block[][] {
  const fewest = filled(blocks, room);
  // A new page begins with the rows where that costs none.
  const rows = blocks.findIndex(({ kind }) => kind === 'row');
  const parted = [blocks.slice(0, rows), blocks.slice(rows)].map((part) => filled(part, room));
  if (fewest.length > 1 && parted.flat().length === fewest.length) return parted.flat();
  let low = 0;
  let high = room;
  let best = fewest;
  while (fewest.length > 1 && high - low > 2) {
    const middle = (low + high) / 2;
    const tried = filled(blocks, middle);
    if (tried.length === fewest.length && tried.every((page) => heightOf(page) <= middle)) {
      best = tried;
      high = middle;
    } else low = middle;
  }
  return best;
}

function filled(blocks: readonly Block[], room: number): Block[][] {
  const pages: Block[][] = [];
  for (const block of blocks) {
    const page = pages.at(-1);
    if (page && heightOf([...page, block]) <= room) page.push(block);
    else pages.push([block]);
  }
  return pages;
}

function heightOf(page: readonly Block[]): number {
  const last = page.at(-1);
  return last ? last.top + last.height - (page[0]?.top ?? 0) : 0;
}

/** Puts a page's blocks a little above the middle, as the first page of a book begins. */
function sunk(page: readonly Block[], edge: number, room: number): Block[] {
  const from = edge + Math.max(0, (room - heightOf(page)) * 0.42);
  return page.map((block) => ({ ...block, top: snap(block.top - (page[0]?.top ?? 0) + from) }));
}

/** Which page is open at a frame of the statement scene: each stands as long as its words take. */
export function pageAt(
  pages: readonly (readonly Block[])[],
  frame: number,
  frames: number,
): { page: number; from: number } {
  const weights = pages.map((page) => page.reduce((sum, { words }) => sum + words, 0) + 3);
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  let from = 0;
  let sum = 0;
  for (const [page, weight] of weights.entries()) {
    sum += weight;
    const to = page === weights.length - 1 ? frames : Math.round((frames * sum) / all);
    if (frame < to) return { page, from };
    from = to;
  }
  return { page: Math.max(0, pages.length - 1), from };
}
