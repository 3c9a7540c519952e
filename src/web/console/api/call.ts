/** Calls of the API from this page: same origin, with the session's cookie; whatever fails is an {@link ApiProblem}. */
import type { Problem } from './types.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Problem details (RFC 9457), thrown. `status` 0: no answer came. */
export class ApiProblem extends Error {
  override name = 'ApiProblem';
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.title);
    this.problem = problem;
  }
  get status(): number {
    return this.problem.status;
  }
  /** The last part of `type`, like `not-launchable`. */
  get code(): string {
    return this.problem.type.split(':').at(-1) ?? '';
  }
}

const UNREACHABLE: Problem = {
  type: 'urn:candor:unreachable',
  title: 'The service does not answer.',
  status: 0,
  detail: 'Check your connection; nothing was lost. This page tries again by itself.',
};

/** What the answer says, in words, whatever answered. */
async function problemOf(response: Response): Promise<Problem> {
  if (response.headers.get('content-type')?.includes('json')) {
    const body = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined;
    if (body?.title && body.type) return body as Problem;
  }
  const title = `The service answered ${response.status}.`;
  return { type: 'about:blank', title, status: response.status, detail: 'Try again; if it stays, ask who runs it.' };
}

export interface Sending {
  readonly body?: unknown;
  /** Sent as it is, in the place of a body. */
  readonly file?: Blob;
  readonly signal?: AbortSignal;
  /** Sent even while the page is being left. */
  readonly keepalive?: boolean;
}

/** A file or a text, not read yet. Throws {@link ApiProblem}. */
export async function fetchFile(path: `/${string}`): Promise<Response> {
  const response = await fetch(path, { credentials: 'same-origin' }).catch(() => {
    throw new ApiProblem(UNREACHABLE);
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return response;
}

/** One call. A body is sent as JSON. Answers `undefined` for 204. Throws {@link ApiProblem}, or as `signal` was aborted. */
export async function call<T>(method: Method, path: `/${string}`, sending: Sending = {}): Promise<T> {
  const { body, file, signal, keepalive } = sending;
  const sent = file ?? (body === undefined ? undefined : JSON.stringify(body));
  const response = await fetch(path, {
    method,
    credentials: 'same-origin',
    headers: {
      accept: 'application/json',
      ...(sent === undefined ? {} : { 'content-type': file?.type ?? 'application/json' }),
    },
    ...(sent === undefined ? {} : { body: sent }),
    ...(signal ? { signal } : {}),
    ...(keepalive ? { keepalive } : {}),
  }).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    throw new ApiProblem(UNREACHABLE);
  });
  if (!response.ok) throw new ApiProblem(await problemOf(response));
  return response.status === 204 ? (undefined as T) : ((await response.json()) as T);
}
