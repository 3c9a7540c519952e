/** Headers of everything a viewer gets. */
import type { RequestHandler, Response } from 'express';

const policy = (ancestors: readonly string[]): string =>
  [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    "img-src 'self'",
    // The stream's player hands its pictures to the element by an address of the page itself.
    "media-src 'self' blob:",
    "font-src 'self'",
    "connect-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    `frame-ancestors ${["'self'", ...ancestors].join(' ')}`,
  ].join('; ');

/** Under a link everything can be personal: nothing of it is stored on the way, indexed, framed, or told to other sites. */
export const viewerHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    'Cache-Control': 'private, no-store',
    'Content-Security-Policy': policy([]),
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
    'X-Frame-Options': 'SAMEORIGIN',
    'X-Robots-Tag': 'noindex, nofollow, noarchive',
    Vary: 'Cookie, Accept-Language',
  });
  next();
};

/** The page alone may stand in a frame on the sites the campaign names. */
export function allowEmbedding(response: Response, origins: readonly string[]): void {
  if (origins.length === 0) return;
  response.set('Content-Security-Policy', policy(origins)).removeHeader('X-Frame-Options');
}
