/** Senders’ logos, for everybody: one address for each content, kept for ever. */
import { Router } from 'express';
import { AccountError, type LogoSize, type LogoType, logoSize, readLogo } from '../../accounts/index.ts';
import type { Storage } from '../../storage/index.ts';

const WORKSPACE = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const HASH = /^[0-9a-f]{64}$/;
/** A drawing may carry styles of its own, and nothing else; opened by itself it is a document that may do nothing. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";
const MOST_KNOWN = 1_000;

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

/** Pixels as it is drawn: no higher, and no wider. */
const HEIGHT = 36;
const WIDTH = 160;

interface Drawn extends LogoSize {
  readonly type: LogoType;
}
export interface Logo extends Drawn {
  /** From the root of the service. */
  readonly src: string;
}

const known = new Map<string, Drawn>();

/** Where a logo is and how large it is drawn, so that a page keeps room for it; `undefined` for one that is not there. */
export async function findLogo(storage: Storage, workspaceId: string, hash: string): Promise<Logo | undefined> {
  const src = `/logos/${workspaceId}/${hash}`;
  const drawn = known.get(src) ?? (await readLogo(storage, workspaceId, hash).then(drawnAs, () => undefined));
  if (!drawn) return undefined;
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(src, drawn);
  return { src, ...drawn };
}

function drawnAs(logo: { readonly bytes: Buffer; readonly type: LogoType }): Drawn {
  const { width, height } = logoSize(logo);
  const scale = Math.min(HEIGHT / height, WIDTH / width);
  const whole = (side: number) => Math.max(1, Math.round(side * scale));
  return { type: logo.type, width: whole(width), height: whole(height) };
}
