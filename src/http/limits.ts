/**
 * How often somebody may ask: callers of the API by key or member, sign-ins by address and e-mail, viewers by link. Counted
 * where every process of the service sees it, under keyed hashes: no address and no link is stored or logged.
 */
import type { Request, RequestHandler, Response } from 'express';
import ipaddr from 'ipaddr.js';
import { CompiledQuery } from 'kysely';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { hmac, type Storage } from '../storage/index.ts';
import type { Caller } from './auth.ts';
import { Problem } from './problems.ts';

/** Requests in seconds, for each of what is counted. */
const RULES = {
  api: { points: 3_000, duration: 60 },
  'sign-in': { points: 60, duration: 600 },
  'sign-in-name': { points: 20, duration: 600 },
  viewer: { points: 600, duration: 60 },
} as const;
type Rule = keyof typeof RULES;
export type LimitRules = Readonly<Record<Rule, { readonly points: number; readonly duration: number }>>;

export class Limits {
  readonly #limiters: ReadonlyMap<Rule, RateLimiterPostgres>;
  readonly #rules: LimitRules;
  readonly #secret: Buffer;

  constructor(storage: Storage, rules: Partial<LimitRules> = {}) {
    this.#rules = { ...RULES, ...rules };
    this.#secret = Buffer.from(storage.keys.derive('rate-limits'), 'base64url');
    const storeClient = {
      query: ({ text, values }: { text: string; values: unknown[] }) =>
        storage.db.executeQuery(CompiledQuery.raw(text, values)),
    };
    this.#limiters = new Map(
      (Object.keys(this.#rules) as Rule[]).map((rule) => {
        const { points, duration } = this.#rules[rule];
        const shared = { keyPrefix: rule, points, duration };
        // While the database is away each process counts for itself.
        const insuranceLimiter = new RateLimiterMemory(shared);
        const limiter = new RateLimiterPostgres({
          ...{ ...shared, storeClient, storeType: 'client', tableName: 'rate_limits', tableCreated: true },
          ...{ insuranceLimiter, inMemoryBlockOnConsumed: points + 1, clearExpiredByTimeout: true },
        });
        return [rule, limiter];
      }),
    );
  }

  /** Counts one request and says so in `RateLimit-*`. Throws `too-many-requests`. */
  async count(rule: Rule, who: string, response: Response): Promise<void> {
    const { points } = this.#rules[rule];
    const key = hmac(this.#secret, `rate-limit-${rule}`, who).toString('hex');
    let isRefused = false;
    const result = await this.#limiters
      .get(rule)
      ?.consume(key)
      .catch((refused: unknown) => {
        if (!(refused instanceof RateLimiterRes)) throw refused;
        isRefused = true;
        return refused;
      });
    if (!result) return;
    const reset = Math.max(1, Math.ceil(result.msBeforeNext / 1000));
    response.set({
      'RateLimit-Limit': String(points),
      'RateLimit-Remaining': String(Math.max(0, result.remainingPoints)),
      'RateLimit-Reset': String(reset),
    });
    if (isRefused) {
      throw new Problem('too-many-requests', { headers: { 'Retry-After': String(reset) } });
    }
  }

  readonly ofCaller = ({ actor }: Caller, response: Response): Promise<void> =>
    this.count('api', `${actor.kind}:${actor.id}`, response);

  /** For forms that sign somebody in: by where they come from, and by whom they say they are. */
  readonly ofSignIn: RequestHandler = async (request, response, next) => {
    await this.count('sign-in', addressOf(request), response);
    const email: unknown = request.body?.email;
    if (typeof email === 'string') await this.count('sign-in-name', email.trim().toLowerCase(), response);
    next();
  };

  /** For what viewers send: by link. */
  readonly ofViewer: RequestHandler = async (request, response, next) => {
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!reads) await this.count('viewer', String(request.params.token), response);
    next();
  };
}

/** A proxy beside the service writes the address it was asked from last into `X-Forwarded-For`; from others it is not believed. */
function addressOf(request: Request): string {
  const direct = request.socket.remoteAddress ?? '';
  const beside = ipaddr.isValid(direct) && ipaddr.process(direct).range() !== 'unicast';
  const forwarded = request.get('x-forwarded-for')?.split(',').at(-1)?.trim();
  return beside && forwarded ? forwarded : direct;
}
