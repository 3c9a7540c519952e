/**
 * The registry as a router. Every request goes the same way: key, method, parameters, body, idempotency, handler, answer;
 * whatever is thrown on it becomes problem details.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { type NextFunction, type Request, type Response, Router } from 'express';
import type { Logger } from 'pino';
import { type Answer, jsonAnswer, problemAnswer, send } from './answer.ts';
import { audit, isAudited } from './audited.ts';
import { authenticate, type Caller, type Sessions } from './auth.ts';
import { tell, toProblem } from './failures.ts';
import { pageHeaders } from './headers.ts';
import { DAY_SECONDS, once } from './idempotency.ts';
import { discardRest, type Intake, SenderGone, takeIn } from './intake.ts';
import { check } from './issues.ts';
import { details, Problem, type ProblemDetails } from './problems.ts';
import type { Rooms, Route, Upload } from './registry.ts';

/** A body of JSON: a campaign with all its texts, or one row. */
const JSON_LIMITS = { bytes: 1024 * 1024, patienceMs: 15_000 };
/** An audience. Large ones may take hours, as long as they keep coming. */
const STREAM_LIMITS = { bytes: 4 * 1024 ** 3, patienceMs: 60_000 };
const NO_UPLOAD: Upload = { stream: Readable.from([]), contentType: '' };

/** `sessions`: who is signed in to the console. */
export function apiRouter(rooms: Rooms, sessions: Sessions, routes: readonly Route[], log: Logger): Router {
  const router = Router();
  router.use('/v1', async (request, response, next) => {
    response.set('Cache-Control', 'private, no-store');
    const caller = await authenticate(rooms.storage, sessions, request);
    response.locals.caller = caller;
    await rooms.limits.ofCaller(caller, response);
    next();
  });
  for (const [path, ofPath] of Map.groupBy(routes, (one) => one.path)) {
    for (const one of ofPath)
      router[one.method](path, (request, response) => serve(rooms, one, request, response, log));
    const allow = [
      ...new Set(ofPath.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]))),
    ];
    router.all(path, (request, response) => {
      const headers = { Allow: allow.join(', ') };
      if (request.method !== 'OPTIONS') throw new Problem('method-not-allowed', { headers });
      response.status(204).set(headers).end();
    });
  }
  return router;
}

/** The last handler of the app: a thrown error as problem details, or as a page for a browser that went astray. */
export const answerErrors =
  (log: Logger, page: (problem: ProblemDetails) => string) =>
  (error: unknown, request: Request, response: Response, _next: NextFunction): void => {
    const problem = toProblem(error);
    tell(log, problem, error, response.locals.requestId);
    const answer = problemAnswer(problem, response.locals.requestId);
    const html = !request.path.startsWith('/v1') && request.accepts(['json', 'html']) === 'html';
    if (!html || response.headersSent) {
      send(response, answer);
      return;
    }
    pageHeaders(request, response, () => {});
    send(response, { ...answer, type: 'text/html; charset=utf-8', body: page(details(problem.code, problem.extra)) });
  };

async function serve(rooms: Rooms, route: Route, request: Request, response: Response, log: Logger): Promise<void> {
  const caller = response.locals.caller as Caller;
  if (!caller.permissions.includes(route.needs)) throw new Problem('forbidden');
  const left = new AbortController();
  response.once('close', () => left.abort());
  const setCookies = (cookies: readonly string[]) => cookies.forEach((one) => void response.append('Set-Cookie', one));
  const call = { ...readAddress(route, request), ...caller, rooms, signal: left.signal, setCookies };
  if ('stream' in route) return route.stream({ ...call, body: undefined, upload: NO_UPLOAD }, response);
  const body = await readBody(route, request);
  const work = async (): Promise<Answer> => {
    try {
      const sent = body.value();
      const value = await route.handle({ ...call, body: sent, upload: body.upload ?? NO_UPLOAD });
      if (isAudited(route, call.query))
        await audit(rooms.storage, route, { caller, params: call.params, body: sent, answer: value });
      return jsonAnswer(route.answer.status, value);
    } catch (thrown) {
      const error = body.intake?.failure ?? thrown;
      if (left.signal.aborted || error instanceof SenderGone) throw thrown;
      const problem = toProblem(error);
      tell(log, problem, error, response.locals.requestId);
      return problemAnswer(problem, response.locals.requestId);
    }
  };
  try {
    send(response, await remembered(rooms, route, request, call, body, work, response));
  } catch (error) {
    // Nobody is there to be answered.
    if (left.signal.aborted || error instanceof SenderGone) return void response.destroy();
    throw error;
  } finally {
    discardRest(request);
  }
}

async function remembered(
  rooms: Rooms,
  route: Route,
  request: Request,
  { workspaceId, signal }: { workspaceId: string; signal: AbortSignal },
  body: Body,
  work: () => Promise<Answer>,
  response: Response,
): Promise<Answer> {
  const key = request.get('idempotency-key');
  if (route.method !== 'post' || key === undefined) return work();
  const fingerprint = async () =>
    createHash('sha256')
      .update(`${request.method} ${request.originalUrl}\n`)
      .update(await body.digest())
      .digest();
  const rememberSeconds = route.rememberSeconds ?? DAY_SECONDS;
  const { answer, replayed } = await once(
    rooms.storage,
    { workspaceId, key, rememberSeconds, fingerprint, signal },
    work,
  );
  if (replayed) response.set('Idempotent-Replayed', 'true');
  return answer;
}

function readAddress(
  route: Route,
  request: Request,
): { params: Record<string, unknown>; query: Record<string, unknown> } {
  const params = route.params.safeParse(request.params);
  if (!params.success) throw new Problem('not-found');
  const query = check(route.query, request.query);
  if ('issues' in query) throw new Problem('invalid-request', { errors: query.issues });
  return { params: params.data, query: query.value };
}

interface Body {
  /** Checked, or thrown as a problem. */
  value(): unknown;
  digest(): Promise<Buffer>;
  readonly upload?: Upload;
  readonly intake?: Intake;
}

/** Throws for a body that is of the wrong type, too large or too slow; what is in it is looked at in `value`. */
async function readBody(route: Route, request: Request): Promise<Body> {
  if (route.method === 'get') return { value: () => undefined, digest: async () => Buffer.alloc(0) };
  const encoding = request.get('content-encoding');
  if (encoding !== undefined && encoding !== 'identity') throw new Problem('unsupported-media-type');
  const streamed = route.body?.kind === 'stream';
  const limits = streamed ? STREAM_LIMITS : JSON_LIMITS;
  const type = request.get('content-type') ?? '';
  if (route.body?.kind === 'stream') {
    if (!request.is([...route.body.types])) throw new Problem('unsupported-media-type');
  }
  if (Number(request.get('content-length') ?? 0) > limits.bytes) {
    throw new Problem('too-large');
  }
  const intake = takeIn(request, limits);
  if (streamed) {
    return {
      value: () => undefined,
      digest: () => intake.digest(),
      upload: { stream: intake.reader(), contentType: type },
      intake,
    };
  }
  const bytes = await intake.whole().catch((error: unknown) => {
    throw intake.failure ?? error;
  });
  if (bytes.length > 0 && route.body && !request.is(['json', '+json'])) throw new Problem('unsupported-media-type');
  return { value: () => checkedBody(route, bytes), digest: () => intake.digest() };
}

function checkedBody(route: Route, bytes: Buffer): unknown {
  if (route.body?.kind !== 'json') {
    if (bytes.length === 0 || /^\s*(\{\s*\})?\s*$/.test(bytes.toString())) return undefined;
    throw new Problem('invalid-request', { detail: 'This call takes no body.' });
  }
  const sent = parseJson(bytes);
  if (route.body.checkedByRoom) return sent;
  const body = check(route.body.schema, sent);
  if ('issues' in body) throw new Problem('invalid-request', { errors: body.issues });
  return body.value;
}

const UTF8 = new TextDecoder('utf-8', { fatal: true });

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(UTF8.decode(bytes));
  } catch {
    throw new Problem('bad-json');
  }
}
