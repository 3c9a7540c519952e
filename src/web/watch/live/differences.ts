/**
 * Where two drawings of one frame differ, read from their elements: what was added, taken away, changed in its own looks or
 * words, or moved. Compared are trees that React made from the same components, so that equal parts stand at equal places.
 */

/** In pixels of the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A drawing: its root, and what its places are measured from. */
interface Drawing {
  readonly root: Element;
  readonly from: DOMRect;
}

/** Less than this, in pixels of the video, is no move. */
const MOVED = 0.5;

/**
 * Boxes of everything in `shown` that `other` has not, and of what only `other` has, measured from the roots' corners and in
 * pixels of the roots. Nothing that cannot be seen.
 */
export function differences(shown: Element, other: Element): Box[] {
  const found: Box[] = [];
  const a = { root: shown, from: shown.getBoundingClientRect() };
  const b = { root: other, from: other.getBoundingClientRect() };
  compare(a, shown, b, other, found);
  return found;
}

function compare(a: Drawing, one: Element, b: Drawing, two: Element, found: Box[]): void {
  if (one.isEqualNode(two)) {
    if (one !== a.root && moved(placeOf(a, one), placeOf(b, two))) add(a, one, found);
    else if (one !== a.root && one.childElementCount > 0) descend(a, one, b, two, found);
    return;
  }
  if (one.tagName !== two.tagName || (!sameAttributes(one, two) && hasOwnLook(one))) {
    add(a, one, found) || add(b, two, found);
    return;
  }
  descend(a, one, b, two, found);
}

/**
 * Children that are equal pair up from both ends; of what stands between, those of one kind do, in their order. What is left
 * is only here or only there.
 */
function descend(a: Drawing, one: Element, b: Drawing, two: Element, found: Box[]): void {
  const [ones, twos] = [[...one.childNodes], [...two.childNodes]];
  const ends: [ChildNode, ChildNode][] = [];
  const same = (x: ChildNode | undefined, y: ChildNode | undefined): boolean => !!x && !!y && x.isEqualNode(y);
  while (same(ones[0], twos[0])) ends.push([ones.shift() as ChildNode, twos.shift() as ChildNode]);
  while (same(ones.at(-1), twos.at(-1))) ends.push([ones.pop() as ChildNode, twos.pop() as ChildNode]);
  const { pairs, alone, absent } = paired(ones, twos);
  for (const [x, y] of [...ends, ...pairs]) {
    if (x instanceof Element && y instanceof Element) compare(a, x, b, y, found);
    else if (!x.isEqualNode(y)) add(a, x, found) || add(b, y, found);
  }
  const shows = alone.filter((x) => add(a, x, found)).length > 0;
  // Where something else would stand without the field, that place is what differs.
  if (!shows) for (const y of absent) add(b, y, found);
}

const kindOf = (node: ChildNode): string =>
  node instanceof Element ? `${node.tagName} ${node.getAttribute('class') ?? ''}` : '#text';

/** The longest way through both lists that pairs equal kinds. */
function paired(ones: readonly ChildNode[], twos: readonly ChildNode[]) {
  const kinds = { ones: ones.map(kindOf), twos: twos.map(kindOf) };
  const longest = Array.from({ length: ones.length + 1 }, () => new Array<number>(twos.length + 1).fill(0));
  const at = (i: number, j: number): number => longest[i]?.[j] ?? 0;
  for (let i = ones.length - 1; i >= 0; i -= 1) {
    for (let j = twos.length - 1; j >= 0; j -= 1) {
      const row = longest[i] as number[];
      row[j] = kinds.ones[i] === kinds.twos[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [ChildNode, ChildNode][] = [];
  const alone: ChildNode[] = [];
  const absent: ChildNode[] = [];
  let [i, j] = [0, 0];
  while (i < ones.length || j < twos.length) {
    const [x, y] = [ones[i], twos[j]];
    if (x && y && kinds.ones[i] === kinds.twos[j]) {
      pairs.push([x, y]);
      i += 1;
      j += 1;
    } else if (x && (!y || at(i + 1, j) >= at(i, j + 1))) {
      alone.push(x);
      i += 1;
    } else if (y) {
      absent.push(y);
      j += 1;
    }
  }
  return { pairs, alone, absent };
}

function sameAttributes(one: Element, two: Element): boolean {
  return (
    one.attributes.length === two.attributes.length &&
    [...one.attributes].every(({ name, value }) => two.getAttribute(name) === value)
  );
}

/** A box that only holds others shows nothing by itself; its changed style shows in where they are. */
function hasOwnLook(element: Element): boolean {
  if (element instanceof SVGElement) return !/^(svg|g|defs|clipPath|mask)$/.test(element.tagName);
  if (element.childElementCount === 0) return element.textContent?.trim() !== '' || isPainted(element);
  if ([...element.childNodes].some((node) => node instanceof Text && node.data.trim() !== '')) return true;
  return isPainted(element);
}

function isPainted(element: Element): boolean {
  if (element.tagName === 'IMG') return true;
  const { backgroundColor, backgroundImage, borderTopWidth, borderBottomWidth, boxShadow } = getComputedStyle(element);
  const clear = /^(transparent|rgba\(.*, 0\)|.* \/ 0\))$/.test(backgroundColor) && backgroundImage === 'none';
  return !clear || borderTopWidth !== '0px' || borderBottomWidth !== '0px' || boxShadow !== 'none';
}

const placeOf = ({ from }: Drawing, of: Element | Range): Box => {
  const { left, top, right, bottom } = of.getBoundingClientRect();
  return { left: left - from.left, top: top - from.top, right: right - from.left, bottom: bottom - from.top };
};

const moved = (a: Box, b: Box): boolean =>
  Math.abs(a.left - b.left) > MOVED ||
  Math.abs(a.top - b.top) > MOVED ||
  Math.abs(a.right - b.right) > MOVED ||
  Math.abs(a.bottom - b.bottom) > MOVED;

/** The box of what can be seen of a node: the words of a line, not the empty rest of it. Answers whether there is any. */
function add(drawing: Drawing, node: Node, found: Box[]): boolean {
  const element = node instanceof Element ? node : node.parentElement;
  if (!element || !seen(element, drawing.root)) return false;
  if (node instanceof Element && !hasOwnLook(node)) {
    return [...node.childNodes].filter((child) => add(drawing, child, found)).length > 0;
  }
  const range = document.createRange();
  const words = node instanceof Text || (node instanceof HTMLElement && onlyWords(node));
  if (words) range.selectNodeContents(node);
  const box = placeOf(drawing, words ? range : (node as Element));
  const inside = {
    left: Math.max(0, box.left),
    top: Math.max(0, box.top),
    right: Math.min(drawing.from.width, box.right),
    bottom: Math.min(drawing.from.height, box.bottom),
  };
  const shows = inside.right - inside.left > MOVED && inside.bottom - inside.top > MOVED;
  if (shows) found.push(inside);
  return shows;
}

const onlyWords = (element: HTMLElement): boolean =>
  [...element.childNodes].every((node) => node instanceof Text) && element.textContent?.trim() !== '';

function seen(element: Element, root: Element): boolean {
  for (let at: Element | null = element; at && at !== root; at = at.parentElement) {
    const { opacity, display, clipPath } = getComputedStyle(at);
    if (Number(opacity) === 0 || display === 'none' || /inset\(.*\b100%/.test(clipPath)) return false;
  }
  return true;
}

/** Boxes that touch become one: what a reader sees as one thing has one outline. */
export function merged(boxes: readonly Box[], gap: number): Box[] {
  const all = boxes.map((box) => ({ ...box }));
  for (let again = true; again; ) {
    again = false;
    for (let i = 0; i < all.length; i += 1) {
      for (let j = all.length - 1; j > i; j -= 1) {
        const [a, b] = [all[i] as Box, all[j] as Box];
        const near =
          a.left <= b.right + gap && b.left <= a.right + gap && a.top <= b.bottom + gap && b.top <= a.bottom + gap;
        if (!near) continue;
        all[i] = {
          left: Math.min(a.left, b.left),
          top: Math.min(a.top, b.top),
          right: Math.max(a.right, b.right),
          bottom: Math.max(a.bottom, b.bottom),
        };
        all.splice(j, 1);
        again = true;
      }
    }
  }
  return all;
}
