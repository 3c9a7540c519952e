/**
 * One line a request: route pattern, method, status, milliseconds, request id. Never the path, the query or who asked;
 * the id is random, made here, and given back in `X-Request-Id`.
 */
import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import type { Logger } from 'pino';

/** Of a caller that left before the answer was sent. */
const LEFT = 499;

export interface Served {
  readonly route: string;
  readonly method: string;
  readonly status: number;
  readonly ms: number;
}

/** The pattern that matched, e.g. `/v1/campaigns/:id`. */
const patternOf = (request: Request): string => {
  const path: unknown = request.route?.path;
  return typeof path === 'string' ? path : 'none';
};

export function accessLog(log: Logger, served: (one: Served) => void): RequestHandler {
  return (request, response, next) => {
    const started = performance.now();
    const id = randomUUID();
    response.locals.requestId = id;
    response.set('X-Request-Id', id);
    response.once('close', () => {
      const one: Served = {
        route: patternOf(request),
        method: request.method,
        status: response.writableFinished ? response.statusCode : LEFT,
        ms: Math.round(performance.now() - started),
      };
      log.info({ ...one, request: id }, 'request');
      served(one);
    });
    next();
  };
}
