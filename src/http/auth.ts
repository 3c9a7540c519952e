/**
 * Who asks: an API key in `Authorization: Bearer …`, which belongs to one workspace, or a member who is signed in to the
 * console, from a page of the console alone.
 */
import type { Request } from 'express';
import { type Actor, findKey, type Permission, permissionsOf, type Role, type SignedIn } from '../accounts/index.ts';
import type { Storage } from '../storage/index.ts';
import { Problem } from './problems.ts';
import { isForeign } from './same-origin.ts';

export interface Caller {
  readonly workspaceId: string;
  readonly actor: Actor;
  readonly permissions: readonly Permission[];
  /** Of a member; a key has none. */
  readonly role?: Role;
  /** The member's session; a key has none. */
  readonly member?: SignedIn;
  /** Whether the key or session still stands: asked now and then while a long answer runs. */
  stillKnown(): Promise<boolean>;
}

/** Finds the member behind a request's cookie. */
export interface Sessions {
  find(request: Request): Promise<Caller | undefined>;
}

const BEARER = /^Bearer +([\x21-\x7e]{1,200})$/i;

/** Throws `unauthorized`, `foreign-origin`. */
export async function authenticate(storage: Storage, sessions: Sessions, request: Request): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization === undefined) {
    const member = await sessions.find(request);
    if (!member) throw unauthorized('Bearer realm="candor"');
    if (isForeign(request)) throw new Problem('foreign-origin');
    return member;
  }
  const presented = BEARER.exec(authorization)?.[1];
  if (presented === undefined) throw unauthorized('Bearer realm="candor"');
  const caller = await keyCaller(storage, presented);
  if (!caller) throw unauthorized('Bearer realm="candor", error="invalid_token"');
  return caller;
}

/** The key's caller, or `undefined` for one that is unknown, ended or revoked. */
export async function keyCaller(storage: Storage, presented: string): Promise<Caller | undefined> {
  const found = await findKey(storage, presented);
  return (
    found && {
      workspaceId: found.workspaceId,
      actor: { kind: 'key', id: found.id, name: found.name },
      permissions: found.scopes,
      stillKnown: async () => (await findKey(storage, presented)) !== undefined,
    }
  );
}

/** A member in the workspace that is open in their session. `again` finds the session anew. */
export function memberCaller(member: SignedIn, again: () => Promise<SignedIn | undefined>): Caller {
  const { id, role, people } = member.open;
  return {
    workspaceId: id,
    actor: { kind: 'member', id: member.userId, name: member.name },
    permissions: permissionsOf(role, people),
    ...{ role, member },
    stillKnown: async () => {
      const now = (await again())?.open;
      return now?.id === id && now.role === role && now.people === people;
    },
  };
}

const unauthorized = (challenge: string): Problem =>
  new Problem('unauthorized', { headers: { 'WWW-Authenticate': challenge } });
