/**
 * Who is signed in to the console: a cookie that names a session of this process. A restart ends it, as does revoking the
 * key it was opened with.
 */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, Response } from 'express';
import type { Caller } from '../auth.ts';

const COOKIE = 'candor_console';
const HOURS_MS = 12 * 3_600_000;
const MOST = 1_000;

const hashOf = (text: string): Buffer => createHash('sha256').update(text).digest();

export class Sessions {
  readonly #open = new Map<string, Caller & { readonly endsAt: number }>();
  readonly #clock: () => Date;
  readonly #secure: boolean;
  #code: Buffer | undefined;

  /** `code`: opens the console once. `secure`: the service is reached over https. */
  constructor(o: { clock: () => Date; code: string | undefined; secure: boolean }) {
    this.#clock = o.clock;
    this.#secure = o.secure;
    this.#code = o.code === undefined ? undefined : hashOf(o.code);
  }

  /** True once, for the right code. */
  redeem(code: string): boolean {
    const right = this.#code !== undefined && timingSafeEqual(this.#code, hashOf(code));
    if (right) this.#code = undefined;
    return right;
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
