/**
 * A client of the API for programs: `fetch` with types. What calls take and give is read from the service's own routes;
 * at run time nothing of the service is here, so it runs in Node, browsers, Deno and workers alike.
 *
 * ```ts
 * const candor = createClient({ url: 'https://videos.example.com', key: process.env.CANDOR_KEY });
 * const campaign = await candor.post('/v1/campaigns', { body: { name, template, controller, retentionDays: 90 } });
 * for await (const person of candor.items('/v1/campaigns/:id/recipients', { params: { id: campaign.id } })) …
 * ```
 */
import { readEvents } from './events.ts';
import { CandorProblem, problemOf } from './problem.ts';
import type { AnswerOf, Args, Common, EventsPath, ItemOf, Method, PagedPath, PathOf, Upload } from './types.ts';

export { CandorProblem, type ProblemDetails } from './problem.ts';
export type { AnswerOf, EventsPath, ItemOf, Method, PagedPath, PathOf, Upload } from './types.ts';
export { verifyWebhook, type WebhookMessage, WebhookVerificationError } from './webhooks.ts';

export interface ClientOptions {
  /** Where the service is, e.g. `https://videos.example.com`. */
  readonly url: string;
  /** An API key, `cdr_…`. */
  readonly key: string;
  /** Another `fetch`; the global one unless said otherwise. */
  readonly fetch?: typeof fetch;
  /** How often a call is tried again after 429, 503 or a lost connection; 4 unless said otherwise. */
  readonly retries?: number;
}

/** Every call rejects with a `CandorProblem` where the service says no. */
export interface Client {
  get<P extends PathOf<'get'>>(path: P, ...args: Args<'get', P>): Promise<AnswerOf<'get', P>>;
  post<P extends PathOf<'post'>>(path: P, ...args: Args<'post', P>): Promise<AnswerOf<'post', P>>;
  put<P extends PathOf<'put'>>(path: P, ...args: Args<'put', P>): Promise<AnswerOf<'put', P>>;
  patch<P extends PathOf<'patch'>>(path: P, ...args: Args<'patch', P>): Promise<AnswerOf<'patch', P>>;
  delete<P extends PathOf<'delete'>>(path: P, ...args: Args<'delete', P>): Promise<AnswerOf<'delete', P>>;
  /** Everything in a list, page after page. */
  items<P extends PagedPath>(path: P, ...args: Args<'get', P>): AsyncGenerator<ItemOf<P>, void>;
  /** What happens, as it happens, until you leave the loop; a line that breaks is taken up again. */
  events<P extends EventsPath>(path: P, ...args: Args<'get', P>): AsyncGenerator<AnswerOf<'get', P>, void>;
}

interface Call extends Common {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

const AGAIN = new Set([429, 503]);
const FIRST_WAIT_MS = 500;
const LONGEST_WAIT_MS = 60_000;

export function createClient(options: ClientOptions): Client {
  const { key, retries = 4 } = options;
  const base = options.url.replace(/\/+$/, '');
  const ask = options.fetch ?? fetch;

  async function call(method: Method, path: string, given: Call = {}): Promise<Response> {
    const body = bodyOf(given.body);
    const headers = {
      authorization: `Bearer ${key}`,
      ...body.headers,
      ...(method === 'post' ? { 'idempotency-key': given.idempotencyKey ?? crypto.randomUUID() } : {}),
    };
    const init = {
      method: method.toUpperCase(),
      headers,
      signal: given.signal ?? null,
      ...body.init,
    };
    // A stream is gone once it was read. Without a key for it, a second PATCH could undo what came in between.
    const tries = body.once ? 0 : retries;
    for (let tried = 0; ; tried += 1) {
      const sent = await ask(`${base}${addressOf(path, given)}`, init).catch((error: unknown): undefined => {
        if (tried >= tries || given.signal?.aborted || method === 'patch') throw error;
      });
      if (sent?.ok) return sent;
      if (sent && (tried >= tries || !AGAIN.has(sent.status))) throw await problemOf(sent);
      await sent?.body?.cancel();
      await pause(waitOf(sent, tried), given.signal);
    }
  }

  async function answer(method: Method, path: string, given?: Call): Promise<unknown> {
    const response = await call(method, path, given);
    if (response.status === 204) return undefined;
    const text = await response.text();
    return /\bjson\b/.test(response.headers.get('content-type') ?? '') ? JSON.parse(text) : text;
  }

  async function* items(path: string, given: Call = {}): AsyncGenerator<unknown, void> {
    let cursor: unknown = given.query?.cursor;
    do {
      const query = { ...given.query, ...(cursor === undefined ? {} : { cursor }) };
      const page = (await answer('get', path, { ...given, query })) as { items: unknown[]; next?: string };
      yield* page.items;
      cursor = page.next;
    } while (cursor !== undefined);
  }

  async function* events(path: string, given: Call = {}): AsyncGenerator<unknown, void> {
    for (let lost = 0; ; ) {
      const { body } = await call('get', path, given);
      try {
        if (body) for await (const event of readEvents(body)) yield event;
        // The service says so where there is nothing more to come; where it only went away, the next call finds it.
        lost = 0;
      } catch (error) {
        lost += 1;
        if (lost > retries || given.signal?.aborted || error instanceof CandorProblem) throw error;
      }
      await pause(FIRST_WAIT_MS * 2 ** lost, given.signal);
    }
  }

  const verb = (method: Method) => (path: string, given?: Call) => answer(method, path, given);
  return {
    get: verb('get'),
    post: verb('post'),
    put: verb('put'),
    patch: verb('patch'),
    delete: verb('delete'),
    items,
    events,
  } as unknown as Client;
}

function addressOf(path: string, { params = {}, query = {} }: Call): string {
  const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''));
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)] as [string, string]],
  );
  return asked.length > 0 ? `${filled}?${new URLSearchParams(asked)}` : filled;
}

interface Body {
  readonly headers: Readonly<Record<string, string>>;
  readonly init: { readonly body?: BodyInit; readonly duplex?: 'half' };
  /** It can be read once only. */
  readonly once: boolean;
}

const isUpload = (body: object): body is Upload => 'data' in body && 'type' in body && !Array.isArray(body);

function bodyOf(body: unknown): Body {
  if (body === undefined) return { headers: {}, init: {}, once: false };
  if (body === null || typeof body !== 'object' || !isUpload(body)) {
    return { headers: { 'content-type': 'application/json' }, init: { body: JSON.stringify(body) }, once: false };
  }
  const headers = { 'content-type': body.type };
  const { data } = body;
  if (typeof data === 'string' || data instanceof Blob) return { headers, init: { body: data }, once: false };
  const stream = data instanceof ReadableStream ? data : streamOf(data);
  return { headers, init: { body: stream, duplex: 'half' }, once: true };
}

function streamOf(chunks: AsyncIterable<Uint8Array>): ReadableStream<Uint8Array> {
  const reading = chunks[Symbol.asyncIterator]();
  return new ReadableStream({
    pull: async (controller) => {
      const { done, value } = await reading.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    cancel: async () => void (await reading.return?.()),
  });
}

/** What the service asks for in `Retry-After`, else twice as long as before, each by another bit. */
function waitOf(response: Response | undefined, tried: number): number {
  const asked = Number(response?.headers.get('retry-after') ?? Number.NaN);
  const own = FIRST_WAIT_MS * 2 ** tried * (0.75 + Math.random() / 2);
  return Math.min(Number.isFinite(asked) ? asked * 1000 : own, LONGEST_WAIT_MS);
}

function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((done, fail) => {
    const left = () => {
      clearTimeout(timer);
      fail(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', left);
      done();
    }, ms);
    if (signal?.aborted) left();
    else signal?.addEventListener('abort', left, { once: true });
  });
}
