/** Headers of everything that is not under a viewer's link. Other sites' pages get nothing: there is no CORS. */
import type { RequestHandler } from 'express';

const PAGE_POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "script-src 'self'",
  "img-src 'self'",
  "frame-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');
const DATA_POLICY = "default-src 'none'; frame-ancestors 'none'";

const everywhere = {
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Robots-Tag': 'noindex, nofollow',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
};

/** `https`: the service is reached over it, so that browsers may insist. */
export function securityHeaders(https: boolean): RequestHandler {
  const headers = {
    ...everywhere,
    'Content-Security-Policy': DATA_POLICY,
    ...(https ? { 'Strict-Transport-Security': 'max-age=31536000' } : {}),
  };
  return (_request, response, next) => {
    response.set(headers);
    next();
  };
}

/** For our own pages: own styles, scripts and forms; nothing inline, nothing from elsewhere. */
export const pageHeaders: RequestHandler = (_request, response, next) => {
  response.set({ 'Content-Security-Policy': PAGE_POLICY, 'Cache-Control': 'no-store' });
  next();
};
