/** What a thrown error means to whoever asked. What is not listed is ours to mend, and says nothing but its request id. */
import type { Logger } from 'pino';
import { AccountError } from '../accounts/index.ts';
import { CampaignError } from '../campaigns/errors.ts';
import { ConsentError } from '../consent/index.ts';
import { FrameError } from '../frames/index.ts';
import { StorageError } from '../storage/index.ts';
import { VideoError, type VideoProblem } from '../videos/index.ts';
import { TargetError, WebhookError } from '../webhooks/index.ts';
import { Problem, type ProblemCode } from './problems.ts';

const OF_VIDEOS: Readonly<Record<VideoProblem, ProblemCode>> = {
  'unknown-campaign': 'unknown-campaign',
  'unknown-recipient': 'unknown-recipient',
  'unknown-template': 'unknown-template',
  changed: 'unavailable',
  'not-ready': 'unavailable',
  'cannot-draw': 'unavailable',
};

/** Codes of Node and PostgreSQL that say that a part is away for now. */
const AWAY = /^(ECONN|EPIPE|ETIMEDOUT|ENOTFOUND|57P0|53|08)/;

/** Asks again later. */
const later = (): Problem => new Problem('unavailable', { headers: { 'Retry-After': '5' } });

/** A target that breaks a rule is something in the body. */
const ofTarget = ({ code, message }: TargetError): Problem =>
  new Problem('invalid-request', { errors: [{ path: 'url', code, message }] });

export function toProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  if (error instanceof CampaignError) return new Problem(error.code, { errors: error.issues });
  if (error instanceof AccountError) return new Problem(error.code);
  if (error instanceof WebhookError) return new Problem(error.code);
  if (error instanceof TargetError) return ofTarget(error);
  if (error instanceof ConsentError) return new Problem(error.code);
  if (error instanceof VideoError)
    return OF_VIDEOS[error.code] === 'unavailable' ? later() : new Problem(OF_VIDEOS[error.code]);
  if (error instanceof FrameError) {
    return new Problem(error.code === 'unknown-template' ? 'unknown-template' : 'template-failed');
  }
  if (error instanceof StorageError) return new Problem(error.code === 'invalid-cursor' ? error.code : 'internal');
  // The router decodes addresses.
  if (error instanceof URIError) return new Problem('bad-address');
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && AWAY.test(code) ? later() : new Problem('internal');
}

/** Ours are told to the log by code alone: messages and stacks may hold values. */
export function tell(log: Logger, problem: Problem, cause: unknown, request: string): void {
  if (problem.code !== 'internal' && problem.code !== 'unavailable' && problem.code !== 'template-failed') return;
  const { code, name } = (cause ?? {}) as { code?: unknown; name?: unknown };
  log.error({ room: 'http', code: String(code ?? name ?? 'unknown'), request }, 'a request failed');
}
