/** What the calls of the API take and give: read from the routes themselves, so that it can never be stale. Types alone. */
import type { ROUTES } from '../http/routes/index.ts';

type Of<R> = R extends { readonly shape?: infer S } ? NonNullable<S> : never;
type Shapes = Of<(typeof ROUTES)[number]>;

export type Method = Shapes['method'];
/** Addresses that take a method. */
export type PathOf<M extends Method> = Extract<Shapes, { method: M }>['path'];
export type ShapeOf<M extends Method, P extends string> = Extract<Shapes, { method: M; path: P }>;
export type AnswerOf<M extends Method, P extends string> = ShapeOf<M, P>['answer'];

/** A whole body that is sent as it is: an audience in a file. */
export interface Upload {
  readonly type: 'text/csv' | 'application/x-ndjson' | 'application/json' | (string & {});
  readonly data: string | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** Where nothing is taken, zod says that every key is `never`. */
type Part<Name extends string, T> = string extends keyof T
  ? unknown
  : Partial<T> extends T
    ? { readonly [K in Name]?: T }
    : { readonly [K in Name]: T };

/** What one call takes, beside what every call may. */
export type Given<S extends Shapes> = Part<'params', S['params']> &
  Part<'query', S['query']> &
  // Nothing, or a list that may as well be a file.
  ([S['body']] extends [void]
    ? unknown
    : S['body'] extends readonly unknown[]
      ? { readonly body: S['body'] | Upload }
      : { readonly body: S['body'] });

export interface Common {
  readonly signal?: AbortSignal;
  /** Of a POST: made for you where you name none, so that trying again never does it twice. */
  readonly idempotencyKey?: string;
}

/** What a call takes: nothing, where it needs nothing. */
export type Args<M extends Method, P extends string> =
  Partial<Given<ShapeOf<M, P>>> extends Given<ShapeOf<M, P>>
    ? [given?: Given<ShapeOf<M, P>> & Common]
    : [given: Given<ShapeOf<M, P>> & Common];

/** Lists that go on behind a cursor. */
export type PagedPath = {
  [P in PathOf<'get'>]: AnswerOf<'get', P> extends { items: unknown[]; next?: string | undefined }
    ? ShapeOf<'get', P>['query'] extends { cursor?: string | undefined }
      ? P
      : never
    : never;
}[PathOf<'get'>];
export type ItemOf<P extends PagedPath> = AnswerOf<'get', P> extends { items: (infer I)[] } ? I : never;

/** Addresses that answer with server-sent events. */
export type EventsPath = Extract<PathOf<'get'>, `${string}/events`>;
