/**
 * Where a webhook may go: to public addresses alone, by https. Asked when a target is saved and again for every try; what a
 * name resolved to is what is connected to, so no second answer of a name server comes in between.
 *
 * The WHATWG URL parser brings decimal, octal, hexadecimal, shortened, full-width and percent-encoded spellings of an
 * IPv4 address to one form; what is left to judge is that form, or a name.
 */
import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';
import { TargetError } from './errors.ts';

export interface Address {
  readonly address: string;
  readonly family: number;
}

/** All addresses of a name. Rejects where there are none. */
export type Resolve = (name: string) => Promise<readonly Address[]>;

export interface TargetRules {
  /** For development and tests: `http` and `https` to this machine's loopback, beside everything else. */
  readonly loopback: boolean;
  readonly resolve: Resolve;
}

export const resolveName: Resolve = (name) => lookup(name, { all: true, verbatim: true });

const LONGEST = 2048;
/** Names that are never public (RFC 6761, 6762, 8375, 9476, and what networks use for themselves). */
const INTERNAL_NAMES =
  /(^|\.)(localhost|localdomain|local|internal|intranet|lan|home|corp|private|test|invalid|onion|alt|home\.arpa)$/;
/** Global unicast (RFC 4291): every other IPv6 address is special, or embeds an IPv4 address. */
const GLOBAL = ipaddr.parseCIDR('2000::/3') as [ipaddr.IPv6, number];

/** The address as it was understood. Throws a `TargetError` that says which rule it breaks. */
export async function checkTarget(text: string, rules: TargetRules): Promise<URL> {
  const url = parseTarget(text, rules.loopback);
  await addressesOf(url, rules);
  return url;
}

/** Shape, scheme, port and host, as far as they can be judged without asking a name server. */
export function parseTarget(text: string, loopback: boolean): URL {
  const url = text.length <= LONGEST ? URL.parse(text) : null;
  // Parsers differ in what they make of a backslash, a tab or a line end in an address.
  if (url?.hash !== '' || /[\\\s]/.test(text) || hasControl(text)) throw new TargetError('url-shape');
  const host = hostOf(url);
  const own = loopback && isLoopback(host);
  if (url.protocol !== 'https:' && !(own && url.protocol === 'http:')) throw new TargetError('url-https');
  if (url.username !== '' || url.password !== '') throw new TargetError('url-credentials');
  if (own) return url;
  const port = Number(url.port || 443);
  if (port !== 443 && port < 1024) throw new TargetError('url-port');
  const literal = isIP(host) !== 0;
  if (literal ? !isPublic(host) : !host.includes('.') || INTERNAL_NAMES.test(host)) {
    throw new TargetError('url-internal');
  }
  return url;
}

/** Every address of a parsed target, all of them allowed. Throws `url-internal` where one is not, or `url-unresolved`. */
export async function addressesOf(url: URL, { loopback, resolve }: TargetRules): Promise<readonly Address[]> {
  const host = hostOf(url);
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  const found = await resolve(host).catch(() => []);
  if (found.length === 0) throw new TargetError('url-unresolved');
  const own = loopback && isLoopback(host);
  if (!found.every(({ address }) => isPublic(address) || (own && isLoopback(address)))) {
    throw new TargetError('url-internal');
  }
  return found;
}

/** Without brackets and without the dot of the root. */
const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '').replace(/\.+$/, '');

const isLoopback = (host: string): boolean =>
  host === 'localhost' || (ipaddr.isValid(host) && ipaddr.parse(host).range() === 'loopback');

/** Whether an address in its canonical form belongs to the public internet and to one place in it. */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.parse(address);
  if (parsed.range() !== 'unicast') return false;
  return parsed instanceof ipaddr.IPv4 || (parsed.zoneId === undefined && parsed.match(...GLOBAL));
}

function hasControl(text: string): boolean {
  for (const char of text) if (char < ' ' || char === '\x7f') return true;
  return false;
}
