/** Who asks: an API key in `Authorization: Bearer …`, which belongs to one workspace. */
import type { Request } from 'express';
import { findKey } from '../accounts/index.ts';
import type { Storage } from '../storage/index.ts';
import { Problem } from './problems.ts';

export interface Caller {
  readonly workspaceId: string;
  /** Whether the key still stands: asked now and then while a long answer runs. */
  stillKnown(): Promise<boolean>;
}

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

/** Throws `unauthorized`. */
export async function authenticate(storage: Storage, request: Request): Promise<Caller> {
  const presented = BEARER.exec(request.headers.authorization ?? '')?.[1];
  const found = presented === undefined ? undefined : await findKey(storage, presented);
  if (!found || presented === undefined) {
    const challenge =
      presented === undefined ? 'Bearer realm="candor"' : 'Bearer realm="candor", error="invalid_token"';
    throw new Problem('unauthorized', { headers: { 'WWW-Authenticate': challenge } });
  }
  return {
    workspaceId: found.workspaceId,
    stillKnown: async () => (await findKey(storage, presented)) !== undefined,
  };
}
