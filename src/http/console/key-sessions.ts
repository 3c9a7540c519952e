/**
 * Browsers that an API key opened: a cookie that names a session of this process. A restart ends it, as does the key's
 * end. Members have sessions of their own, in the database.
 */
import { createHash, randomBytes } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Caller } from '../auth.ts';

const COOKIE = 'candor_key';
const HOURS_MS = 12 * 3_600_000;
const MOST = 1_000;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export class KeySessions {
  readonly #open = new Map<string, Caller & { readonly endsAt: number }>();
  readonly #clock: () => Date;
  readonly #secure: boolean;

  /** `secure`: the service is reached over https. */
  constructor(o: { clock: () => Date; secure: boolean }) {
    this.#clock = o.clock;
    this.#secure = o.secure;
  }

  open(response: Response, session: Caller): void {
    const now = this.#clock().getTime();
    for (const [name, one] of this.#open) if (one.endsAt <= now || this.#open.size >= MOST) this.#open.delete(name);
    const token = randomBytes(32).toString('base64url');
    this.#open.set(hashOf(token).toString('hex'), { ...session, endsAt: now + HOURS_MS });
    response.cookie(COOKIE, token, { ...this.#rules(), maxAge: HOURS_MS });
  }

  async find(request: Request): Promise<Caller | undefined> {
    const name = nameOf(request);
    const session = name === undefined ? undefined : this.#open.get(name);
    if (!name || !session) return undefined;
    if (session.endsAt > this.#clock().getTime() && (await session.stillKnown())) return session;
    this.#open.delete(name);
    return undefined;
  }

  close(request: Request, response: Response): void {
    this.#open.delete(nameOf(request) ?? '');
    response.clearCookie(COOKIE, this.#rules());
  }

  #rules() {
    return { httpOnly: true, sameSite: 'strict', secure: this.#secure, path: '/' } as const;
  }
}

function nameOf(request: Request): string | undefined {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [name, value] = part.trim().split('=');
    if (name === COOKIE && value) return hashOf(value).toString('hex');
  }
  return undefined;
}
