/** Reads the markup of a scene's frame: is it the tree the template meant, does it stay in its box, does it hold still. */
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from 'parse5';
import { ELEMENTS, MOVING, MOVING_REASON } from './constructs.ts';
import type { Finding } from './finding.ts';

type Told = Omit<Finding, 'scene' | 'field'>;

/**
 * @param markup one frame of a scene, without the disclosure layer
 * @param own tells the addresses that are the template's files or uploaded ones
 */
export function checkMarkup(markup: string, own: (url: string) => boolean): Told[] {
  const tree = parseFragment(markup);
  const meant = [...markup.matchAll(/<(\/?)([a-zA-Z][\w:-]*)[^>]*>/g)].map(([, close, name]) => `${close}${name}`);
  const nesting = compareTags(meant, tagsOf(tree));
  if (nesting !== undefined) return [{ code: 'html-nesting', detail: nesting }];
  const player = elements(tree).find((one) => attribute(one, 'class') === '__remotion-player');
  const boxes = player?.childNodes ?? [];
  const box = boxes[0];
  if (boxes.length !== 1 || !box || !('tagName' in box) || !/\bcandor\b/.test(attribute(box, 'class') ?? ''))
    return [{ code: 'reserved-space', detail: 'the scene draws outside its box' }];
  return [...checkElements(box, own), ...checkText(box), ...checkPlaces(box)];
}

const VOID = new Set('area base br col embed hr img input link meta param source track wbr'.split(' '));

/** Opening and closing tags in the order of the tree. */
function tagsOf(node: Tree.ParentNode): string[] {
  return node.childNodes.flatMap((child) => {
    if (!('tagName' in child)) return [];
    const inner = tagsOf(child);
    return VOID.has(child.tagName) ? [child.tagName] : [child.tagName, ...inner, `/${child.tagName}`];
  });
}

function compareTags(meant: readonly string[], parsed: readonly string[]): string | undefined {
  const at = meant.findIndex((tag, index) => tag.toLowerCase() !== parsed[index]?.toLowerCase());
  if (at < 0 && meant.length === parsed.length) return undefined;
  return `<${meant[at] ?? 'end'}> is not read back where it was written`;
}

function elements(node: Tree.ParentNode): Tree.Element[] {
  return node.childNodes.flatMap((child) => ('tagName' in child ? [child, ...elements(child)] : []));
}

function attribute(element: Tree.Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value;
}

function styleOf(element: Tree.Element): ReadonlyMap<string, string> {
  const parts = (attribute(element, 'style') ?? '').split(';').map((rule) => rule.split(/:(.*)/s));
  return new Map(parts.map(([name = '', value = '']) => [name.trim(), value.trim()]));
}

function checkElements(box: Tree.Element, own: (url: string) => boolean): Told[] {
  return elements(box).flatMap((element) => {
    const told: Told[] = [];
    const { tagName } = element;
    if (Object.hasOwn(ELEMENTS, tagName))
      told.push({ code: 'refused-construct', detail: `<${tagName}>: ${ELEMENTS[tagName]}` });
    for (const name of styleOf(element).keys())
      if (MOVING.test(name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase())))
        told.push({ code: 'refused-construct', detail: `${name}: ${MOVING_REASON}` });
    const source = attribute(element, 'src') ?? (tagName === 'image' ? attribute(element, 'href') : undefined);
    if (tagName === 'img' && source === undefined)
      told.push({ code: 'refused-construct', detail: '<img> without src: use the kit’s `<Picture>`' });
    const addresses = [
      source,
      ...[...(attribute(element, 'style') ?? '').matchAll(/url\(["']?([^"')]+)/g)].map(([, url]) => url),
    ];
    for (const url of addresses)
      if (url !== undefined && !url.startsWith('#') && !own(url))
        told.push({ code: 'foreign-file', detail: `<${tagName}> shows a file that is not the template’s` });
    return told;
  });
}

/** What a missing value looks like when nobody thought of it. */
function checkText(box: Tree.Element): Told[] {
  const broken = /\b(undefined|NaN|null|Infinity)\b|\[object \w+\]|Invalid Date/.exec(textOf(box));
  return broken ? [{ code: 'broken-text', detail: `“${broken[0]}” is on screen` }] : [];
}

function textOf(node: Tree.ParentNode): string {
  return node.childNodes
    .map((child) => ('value' in child ? child.value : 'childNodes' in child ? textOf(child) : ''))
    .join(' ');
}

/**
 * Words that would stand in the marker's space are cut off by the box. Where an element stands is known as far as it is placed
 * by lengths; what flows inside is left to the eye.
 */
function checkPlaces(box: Tree.Element): Told[] {
  const height = pixels(styleOf(box).get('height'));
  if (height === undefined) return [];
  const cut = (element: Tree.Element, top: number): boolean => {
    const style = styleOf(element);
    const placed = style.get('position') === 'absolute' || style.get('position') === 'fixed';
    const own = placed ? (pixels(style.get('top')) ?? placedFromBelow(style, height)) : 0;
    const here = top + (own ?? 0);
    const words = element.childNodes.some((child) => 'value' in child && child.value.trim() !== '');
    if (words && here + 1 > height) return true;
    return element.childNodes.some((child) => 'tagName' in child && cut(child, here));
  };
  return cut(box, 0) ? [{ code: 'reserved-space', detail: 'words stand in the space that belongs to the marker' }] : [];
}

function placedFromBelow(style: ReadonlyMap<string, string>, height: number): number | undefined {
  const bottom = pixels(style.get('bottom'));
  return bottom !== undefined && bottom < 0 ? height - bottom : undefined;
}

function pixels(value: string | undefined): number | undefined {
  const found = value === '0' ? 0 : Number.parseFloat(/^(-?[\d.]+)px$/.exec(value ?? '')?.[1] ?? '');
  return Number.isFinite(found) ? found : undefined;
}
