/** A workspace's logo: a small picture without anything active in it, named by its content. */
import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { parseFragment } from 'parse5';
import type { Storage } from '../storage/index.ts';
import { AccountError } from './errors.ts';

export const LOGO_TYPES = ['image/png', 'image/jpeg', 'image/svg+xml'] as const;
export type LogoType = (typeof LOGO_TYPES)[number];
export const LOGO_BYTES = 512 * 1024;
const MOST_PIXELS = 4000;

/** What a drawing is made of; whatever else is in an SVG is refused. */
const DRAWING = new Set(
  `svg g defs title desc path rect circle ellipse line polyline polygon text tspan textPath use symbol clipPath mask
   pattern marker linearGradient radialGradient stop filter feGaussianBlur feOffset feBlend feColorMatrix feFlood feMerge
   feMergeNode feComposite metadata`
    .split(/\s+/)
    .map((name) => name.toLowerCase()),
);

const fileOf = (workspaceId: string, hash: string): string => `logos/${workspaceId}/${hash}`;

/**
 * Stores it under its SHA-256, in hex, which is the answer. The type is read from the bytes, whatever was said.
 * Throws `logo-type`, `logo-too-large`, `logo-active`.
 */
export async function putLogo(storage: Storage, workspaceId: string, bytes: Buffer): Promise<string> {
  if (bytes.length > LOGO_BYTES) throw new AccountError('logo-too-large');
  const type = logoType(bytes);
  if (!type) throw new AccountError('logo-type');
  if (type === 'image/svg+xml') checkDrawing(bytes.toString('utf8'));
  else if (Math.max(...pixels(bytes, type)) > MOST_PIXELS) throw new AccountError('logo-too-large');
  const hash = createHash('sha256').update(bytes).digest('hex');
  await storage.files.put(fileOf(workspaceId, hash), bytes);
  return hash;
}

/** Throws `unknown-logo`. */
export async function readLogo(
  storage: Storage,
  workspaceId: string,
  hash: string,
): Promise<{ bytes: Buffer; type: LogoType }> {
  const bytes = await storage.files
    .get(fileOf(workspaceId, hash))
    .then((stream: Readable) => buffer(stream))
    .catch(() => undefined);
  const type = bytes && logoType(bytes);
  if (!bytes || !type) throw new AccountError('unknown-logo');
  return { bytes, type };
}

export interface LogoSize {
  readonly width: number;
  readonly height: number;
}

/** Width and height, of which the proportion alone counts for a drawing; 1 by 1 for one that says neither. */
export function logoSize({ bytes, type }: { readonly bytes: Buffer; readonly type: LogoType }): LogoSize {
  if (type !== 'image/svg+xml') {
    const [width, height] = pixels(bytes, type);
    return { width, height };
  }
  const [root] = parseFragment(bytes.toString('utf8')).childNodes.filter(({ nodeName }) => nodeName === 'svg');
  const said = (name: string) => (root as Node | undefined)?.attrs?.find((one) => one.name === name)?.value ?? '';
  const [, , ...box] = said('viewBox')
    .trim()
    .split(/[\s,]+/)
    .map(Number);
  const own = [Number.parseFloat(said('width')), Number.parseFloat(said('height'))];
  const found = [box, said('width').endsWith('%') ? [] : own].find(
    (pair) => pair.length === 2 && pair.every((side) => Number.isFinite(side) && side > 0),
  );
  const [width = 1, height = 1] = found ?? [];
  return { width, height };
}

function logoType(bytes: Buffer): LogoType | undefined {
  if (bytes.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return 'image/png';
  if (bytes.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return 'image/jpeg';
  const text = bytes
    .subarray(0, 4096)
    .toString('utf8')
    .replace(/^\uFEFF/, '');
  return /^\s*(<\?xml[^>]*\?>\s*)?(<!--[\s\S]*?-->\s*)*<svg[\s>]/i.test(text) ? 'image/svg+xml' : undefined;
}

/** Width and height: of PNG from IHDR (PNG, 11.2.1), of JPEG from its frame header (ITU-T T.81, B.2.2). */
function pixels(bytes: Buffer, type: 'image/png' | 'image/jpeg'): [number, number] {
  if (type === 'image/png') {
    if (bytes.length < 24 || bytes.toString('latin1', 12, 16) !== 'IHDR') throw new AccountError('logo-type');
    return [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  }
  for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  throw new AccountError('logo-type');
}

interface Node {
  readonly nodeName: string;
  readonly tagName?: string;
  readonly attrs?: readonly { readonly name: string; readonly value: string }[];
  readonly childNodes?: readonly Node[];
}

/** Throws `logo-active`. */
function checkDrawing(text: string): void {
  // What a parser of XML would make of these, one of HTML does not see.
  if (/<!DOCTYPE|<!ENTITY|<!\[CDATA\[|<\?(?!xml\s)/i.test(text)) throw new AccountError('logo-active');
  const check = (node: Node): void => {
    if (node.tagName !== undefined && !DRAWING.has(node.tagName.toLowerCase())) throw new AccountError('logo-active');
    for (const { name, value } of node.attrs ?? []) {
      const reaches = /^(xlink:)?(href|src)$/i.test(name) && !/^#/.test(value.trim());
      const calls = /url\((?!\s*['"]?#)/i.test(value) || /@import|expression\(|javascript:|\\/i.test(value);
      if (/^on/i.test(name) || reaches || calls) throw new AccountError('logo-active');
    }
    for (const child of node.childNodes ?? []) check(child);
  };
  check(parseFragment(text) as unknown as Node);
}
