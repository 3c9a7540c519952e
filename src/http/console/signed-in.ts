/** Who a request's cookies say is there: a member with a session in the database, or a key that opened this browser. */
import type { Request, Response } from 'express';
import { type Membership, type People, recordAudit, type Step } from '../../accounts/index.ts';
import type { Storage } from '../../storage/index.ts';
import { type Caller, memberCaller, type Sessions } from '../auth.ts';
import type { KeySessions } from './key-sessions.ts';

export class SignedInSessions implements Sessions {
  readonly #people: People;
  readonly #keys: KeySessions;
  constructor(people: People, keys: KeySessions) {
    this.#people = people;
    this.#keys = keys;
  }

  async find(request: Request): Promise<Caller | undefined> {
    const again = () => this.#people.find(request.headers.cookie);
    const member = await again();
    return member ? memberCaller(member, again) : this.#keys.find(request);
  }
}

export function sendCookies(response: Response, cookies: readonly string[]): void {
  for (const cookie of cookies) response.append('Set-Cookie', cookie);
}

/** The cookie header that a browser would send after this step. */
const cookieOf = ({ cookies }: Step): string => cookies.map((one) => one.split(';')[0]).join('; ');

/** Writes down that somebody came in; the entry stands in the workspace that opens. */
export async function recordSignIn(storage: Storage, people: People, step: Step, how: string): Promise<void> {
  const member = await people.find(cookieOf(step));
  if (!member) return;
  const { open, userId: id, name }: { open: Membership; userId: string; name: string } = member;
  const actor = { kind: 'member', id, name } as const;
  await recordAudit(storage.db, {
    workspaceId: open.id,
    actor,
    action: `sign-in.${how}`,
    target: { kind: 'member', id },
  });
}
