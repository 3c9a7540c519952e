/** `/healthz`: the process answers. `/readyz`: what it stands on answers too. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { sql } from 'kysely';
import type { Logger } from 'pino';
import type { Storage } from '../storage/index.ts';

const PATIENCE_MS = 3_000;
/** Anybody may ask, so an answer is held for a moment. */
const HELD_MS = 2_000;

export type Checks = Readonly<Record<string, () => Promise<unknown>>>;

export const storageChecks = (storage: Storage): Checks => ({
  database: () => sql`select 1`.execute(storage.db),
  files: () => storage.files.check(),
});

export const healthz: RequestHandler = (_request, response) => {
  response.set('Cache-Control', 'no-store').json({ status: 'alive' });
};

/** 200 with every check `ok`, or 503 saying which part does not answer. */
export function readyz(checks: Checks, log: Logger): RequestHandler {
  let held: { readonly until: number; readonly answer: ReturnType<typeof ask> } | undefined;

  async function ask() {
    const asked = Object.entries(checks).map(async ([name, run]) => {
      const late = new AbortController();
      try {
        await Promise.race([
          run(),
          sleep(PATIENCE_MS, undefined, { signal: late.signal, ref: false }).then(() =>
            Promise.reject(new Error('late')),
          ),
        ]);
        return [name, 'ok'] as const;
      } catch (error) {
        log.warn({ room: 'http', code: String((error as { code?: unknown }).code ?? name) }, 'a part does not answer');
        return [name, 'failed'] as const;
      } finally {
        late.abort();
      }
    });
    return Object.fromEntries(await Promise.all(asked));
  }

  return async (_request, response) => {
    if (!held || held.until < performance.now()) held = { until: performance.now() + HELD_MS, answer: ask() };
    const parts = await held.answer;
    const ready = Object.values(parts).every((part) => part === 'ok');
    response
      .status(ready ? 200 : 503)
      .set('Cache-Control', 'no-store')
      .json({ status: ready ? 'ready' : 'not-ready', checks: parts });
  };
}
