/** Whether a request comes from a page of our own, by what browsers say of themselves. */
import type { Request, Response } from 'express';
import { Problem } from './problems.ts';

/** False for a program that says nothing about where it comes from. */
export function isForeign(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && origin !== 'null' && URL.parse(origin)?.host !== request.get('host');
}

/** No other site's page may act in a member's name. Throws `foreign-origin`. */
export function ownPagesOnly(request: Request, _response: Response, next: () => void): void {
  if (isForeign(request)) throw new Problem('foreign-origin');
  next();
}
