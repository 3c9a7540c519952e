/** Senders’ logos, for everybody: one address for each content, kept for ever. */
import { Router } from 'express';
import { AccountError, type LogoSize, logoSize, readLogo } from '../../accounts/index.ts';
import type { Storage } from '../../storage/index.ts';

const WORKSPACE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
/** A drawing may carry styles of its own, and nothing else; opened by itself it is a document that may do nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
const MOST_SIZES = 1_000;

/** `GET /logos/<workspace>/<hash>`: of those types alone that were taken. */
export function logoRouter(storage: Storage): Router {
  const router = Router();
  router.get('/logos/:workspace/:hash', async ({ params: { workspace, hash } }, response) => {
    if (!WORKSPACE.test(workspace) || !HASH.test(hash)) throw new AccountError('unknown-logo');
    const { bytes, type } = await readLogo(storage, workspace, hash);
    response.set({
      'Cache-Control': 'public, max-age=31536000, immutable',
      'Content-Security-Policy': POLICY,
      'Content-Type': type,
      'X-Content-Type-Options': 'nosniff',
      // Mail programs and other sites show it on their own pages.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    });
    response.end(bytes);
  });
  return router;
}

/** Pixels as it is drawn on pages. */
const HEIGHT = 36;

export interface Logo extends LogoSize {
  /** From the root of the service. */
  readonly src: string;
}

const sizes = new Map<string, LogoSize>();

/** Where a logo is and how large it is drawn, so that a page keeps room for it; `undefined` for one that is not there. */
export async function findLogo(storage: Storage, workspaceId: string, hash: string): Promise<Logo | undefined> {
  const src = `/logos/${workspaceId}/${hash}`;
  const known = sizes.get(src);
  if (known) return { src, ...known };
  const size = await readLogo(storage, workspaceId, hash).then(logoSize, () => undefined);
  if (!size) return undefined;
  if (sizes.size >= MOST_SIZES) sizes.clear();
  const drawn = { width: Math.max(1, Math.round((size.width / size.height) * HEIGHT)), height: HEIGHT };
  sizes.set(src, drawn);
  return { src, ...drawn };
}
