/** What a viewer's request says: which session it presents, whether a browser's form sent it, and where it came from. */
import type { Request, Response } from 'express';
import { z } from 'zod';
import type { OpenedSession } from '../../delivery/index.ts';

const COOKIE = 'candor';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** The session in the address, else the one in the cookie. */
export function presentedSession(request: Request): { session: string; inAddress: boolean } | undefined {
  const asked = request.query.session;
  if (typeof asked === 'string' && asked) return { session: asked, inAddress: true };
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return { session: value, inAddress: false };
  }
  return undefined;
}

/**
 * The cookie of a session: for this link's path only. Where it can be `Secure` (https, loopback) it also works in a frame
 * on another site (`SameSite=None; Partitioned`); elsewhere, such as a phone on the local network, it is `Lax`.
 */
export function giveCookie(
  request: Request,
  response: Response,
  publicUrl: string,
  token: string,
  opened: OpenedSession,
): void {
  const secure = request.secure || publicUrl.startsWith('https:') || LOOPBACK.test(hostOf(request));
  const rules = secure ? 'Secure; SameSite=None; Partitioned' : 'SameSite=Lax';
  response.append(
    'Set-Cookie',
    `${COOKIE}=${opened.session}; Path=/v/${token}; Expires=${opened.expiresAt.toUTCString()}; HttpOnly; ${rules}`,
  );
}

const hostOf = (request: Request): string => (request.headers.host ?? '').replace(/:\d+$/, '');

/** A form in a browser is answered with a redirect; programs are answered with JSON. */
export function isForm(request: Request): boolean {
  if (request.is('application/x-www-form-urlencoded') || request.is('multipart/form-data')) {
    return request.accepts(['html', 'json']) === 'html';
  }
  return (request.headers.accept ?? '').includes('text/html');
}

/**
 * Whether a request that changes something was sent by another site's page. What carries its session in its address is
 * nobody else's: whoever can write that address holds the session.
 */
export function isForeign(request: Request, publicUrl: string): boolean {
  if (presentedSession(request)?.inAddress) return false;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'cross-site' || site === 'same-site';
  const { origin } = request.headers;
  // Our own pages send no referrer, so that a browser may name their origin `null`.
  if (origin === undefined || origin === 'null') return false;
  return origin !== URL.parse(publicUrl)?.origin && URL.parse(origin)?.host !== request.headers.host;
}

/** Signals Global Privacy Control: exactly `1`, as its specification has it. */
export const hasGpc = (request: Request): boolean => request.headers['sec-gpc'] === '1';

const querySchema = z.object({
  format: z.enum(['landscape', 'portrait', 'square']).optional().catch(undefined),
  version: z.literal('general').optional().catch(undefined),
  done: z.string().max(20).optional().catch(undefined),
  show: z.literal('data').optional().catch(undefined),
  values: z.literal('1').optional().catch(undefined),
  opened: z.literal('1').optional().catch(undefined),
  locale: z.string().max(20).optional().catch(undefined),
  /** Id of a scene. */
  scene: z.string().max(64).optional().catch(undefined),
  play: z.literal('1').optional().catch(undefined),
  receipt: z.string().max(4000).optional().catch(undefined),
  /** Origin of the page around this one. */
  embed: z.string().max(200).optional().catch(undefined),
});

/** What the address asks for; anything else in it is ignored. */
export const readQuery = (request: Request): z.output<typeof querySchema> => querySchema.parse(request.query);

/** The reader's language among those there are; `undefined` where the browser does not say. */
export function preferredLocale(request: Request, locales: readonly string[]): string | undefined {
  const header = request.headers['accept-language'];
  if (!header || header.trim() === '*') return undefined;
  return request.acceptsLanguages([...locales]) || undefined;
}

/** What every address on the page, and in a playlist, carries on. */
export function carried(request: Request, looked: { readonly session: string | undefined }): Record<string, string> {
  const { format, version, embed } = readQuery(request);
  const presented = presentedSession(request);
  return {
    ...(presented?.inAddress && looked.session ? { session: looked.session } : {}),
    ...(format ? { format } : {}),
    ...(version ? { version } : {}),
    ...(embed ? { embed } : {}),
  };
}
