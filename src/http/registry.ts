/**
 * One route is one object: address, shapes, words and handler. The router, `/openapi.json`, `/docs` and the tests are all
 * made from the same list.
 */
import type { Readable } from 'node:stream';
import type { Response } from 'express';
import type { Logger } from 'pino';
import type { z } from 'zod';
import type { Notices, People, Permission } from '../accounts/index.ts';
import type { Campaigns } from '../campaigns/index.ts';
import type { Delivery } from '../delivery/index.ts';
import type { Frames } from '../frames/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Videos } from '../videos/index.ts';
import type { Webhooks } from '../webhooks/index.ts';
import type { Caller } from './auth.ts';
import type { Limits } from './limits.ts';
import type { ProblemCode } from './problems.ts';

/** What handlers work with. */
export interface Rooms {
  readonly storage: Storage;
  readonly campaigns: Campaigns;
  readonly delivery: Delivery;
  readonly videos: Videos;
  readonly frames: Frames;
  readonly people: People;
  readonly notices: Notices;
  readonly limits: Limits;
  readonly webhooks: Webhooks;
  readonly clock: () => Date;
  readonly log: Logger;
  readonly settings: { readonly publicUrl: string };
}

/**
 * Of an answer that shows a secret or a link that lets somebody in: as long as a request that got lost is sent again, and no
 * longer, although it rests sealed.
 */
export const SECRET_SECONDS = 60;

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** A body that is not kept in memory, as it arrives. */
export interface Upload {
  readonly stream: Readable;
  readonly contentType: string;
}

/** One request, checked: of somebody who may make it. */
export interface Call<P, Q, B> extends Caller {
  readonly rooms: Rooms;
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** Of a route that takes a stream; empty elsewhere. */
  readonly upload: Upload;
  /** Aborted when the caller leaves. */
  readonly signal: AbortSignal;
  /** For a session that takes the place of this one. */
  setCookies(cookies: readonly string[]): void;
}

type BodySpec<B extends z.ZodType> =
  | {
      readonly kind: 'json';
      readonly schema: B;
      /** Another room checks it, with the same schema and more than a schema can say: the handler gets what was sent. */
      readonly checkedByRoom?: boolean;
      readonly example: unknown;
    }
  | {
      readonly kind: 'stream';
      readonly schema: B;
      readonly types: readonly string[];
      readonly example: { readonly type: string; readonly text: string };
    };

export interface RouteSpec<P extends z.ZodObject, Q extends z.ZodObject, B extends z.ZodType, A extends z.ZodType> {
  readonly method: Method;
  readonly path: `/v1/${string}`;
  /** What a caller must be allowed; others get 403. */
  readonly needs: Permission;
  /** False where nothing is changed, although it is no GET; see `audited.ts`. */
  readonly audit?: false;
  readonly tag: string;
  readonly summary: string;
  /** More words, for the reference. */
  readonly detail?: string;
  /** Breaking it means that there is no such thing: 404. */
  readonly params: P;
  readonly query: Q;
  readonly body?: BodySpec<B>;
  readonly answer: {
    readonly status: 200 | 201 | 204;
    readonly schema: A;
    readonly example?: unknown;
    /** Media type, where it is not JSON. */
    readonly type?: string;
  };
  /** Beyond those that every call can give. */
  readonly problems?: readonly ProblemCode[];
  /** For how many seconds the answer is kept for `Idempotency-Key`; a day unless said otherwise, see `SECRET_SECONDS`. */
  readonly rememberSeconds?: number;
}

/** Rooms give out what is theirs to change alone. */
type Given<T> = T extends readonly (infer U)[]
  ? readonly Given<U>[]
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T;

interface Answering<P, Q, B, A> {
  handle(call: Call<P, Q, B>): Promise<A>;
}
interface Streaming<P, Q, B> {
  /** Sends by itself, until the caller leaves. */
  stream(call: Call<P, Q, B>, response: Response): Promise<void>;
}

/** What a call looks like from outside; the typed client reads it. Types alone: nothing of it is there at run time. */
export interface Shape {
  readonly method: Method;
  readonly path: `/v1/${string}`;
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly answer: unknown;
}

// biome-ignore lint/suspicious/noExplicitAny: the list holds routes of all shapes; each was checked where it was written
type Any = any;
export type Route<S extends Shape = Shape> = RouteSpec<z.ZodObject, z.ZodObject, z.ZodType, z.ZodType> &
  (Answering<Any, Any, Any, unknown> | Streaming<Any, Any, Any>) & {
    readonly method: S['method'];
    readonly path: S['path'];
    readonly shape?: S;
  };

/** Writes a route down; handler and answer must fit the shapes. */
export function route<
  const M extends Method,
  const Path extends `/v1/${string}`,
  P extends z.ZodObject,
  Q extends z.ZodObject,
  A extends z.ZodType,
  B extends z.ZodType = z.ZodVoid,
>(
  spec: RouteSpec<P, Q, B, A> & { readonly method: M; readonly path: Path } & (
      | Answering<z.output<P>, z.output<Q>, z.output<B>, Given<z.input<A>>>
      | Streaming<z.output<P>, z.output<Q>, z.output<B>>
    ),
): Route<{
  method: M;
  path: Path;
  params: z.input<P>;
  query: z.input<Q>;
  body: z.input<B>;
  answer: z.output<A>;
}> {
  return spec as unknown as Route<Any>;
}

/** `GET /v1/campaigns/:id` → `getCampaignsId`. */
export const operationId = ({ method, path }: Pick<Route, 'method' | 'path'>): string =>
  method +
  path
    .replace(/^\/v1/, '')
    .split(/[/:.-]+/)
    .filter(Boolean)
    .map((part) => part[0]?.toUpperCase() + part.slice(1))
    .join('');
