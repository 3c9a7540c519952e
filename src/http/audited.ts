/**
 * What the audit log gets of a call: everything that changes something and everything that looks at a person. A person
 * stands there by a keyed hash, so that the log outlives an erasure without telling who it was.
 */
import { type AuditTarget, recordAudit } from '../accounts/index.ts';
import { hmac, type Storage } from '../storage/index.ts';
import type { Caller } from './auth.ts';
import type { Route } from './registry.ts';

const VERBS = { get: 'read', post: 'create', put: 'put', patch: 'update', delete: 'delete' } as const;
/** Hex digits of a person's keyed hash: enough to tell people of a workspace apart. */
const PERSON_DIGITS = 16;

/** `POST /v1/campaigns/:id/launch` → `campaigns.launch`; `PATCH /v1/campaigns/:id` → `campaigns.update`. */
export function actionOf({ method, path }: Pick<Route, 'method' | 'path'>): string {
  const parts = path.replace(/^\/v1\//, '').split('/');
  const words = parts.filter((part) => !part.startsWith(':'));
  const onOne = parts.length > 2 && parts.at(-1)?.startsWith(':') === false;
  return [...words, ...(method === 'post' && onOne ? [] : [VERBS[method]])].join('.');
}

/** A dry run changes nothing. */
export const isAudited = (route: Route, query: Readonly<Record<string, unknown>>): boolean =>
  route.audit !== false && query.dryRun !== true && (route.method !== 'get' || route.needs === 'people');

interface Done {
  readonly caller: Caller;
  readonly params: Readonly<Record<string, unknown>>;
  readonly body: unknown;
  readonly answer: unknown;
}

export async function audit(storage: Storage, route: Route, { caller, params, body, answer }: Done): Promise<void> {
  const { workspaceId, actor } = caller;
  const fields = route.method === 'patch' && body !== null && typeof body === 'object' ? Object.keys(body) : undefined;
  await recordAudit(storage.db, {
    workspaceId,
    actor,
    action: actionOf(route),
    target: await targetOf(storage, workspaceId, route, params, answer),
    ...(fields ? { fields } : {}),
  });
}

async function targetOf(
  storage: Storage,
  workspaceId: string,
  route: Route,
  params: Readonly<Record<string, unknown>>,
  answer: unknown,
): Promise<AuditTarget> {
  const person = params.rid ?? (route.path.startsWith('/v1/recipients/') ? params.id : undefined);
  if (typeof person === 'string') {
    const hash = hmac(await storage.keys.workspace(workspaceId), 'audit-person', person).toString('hex');
    return { kind: 'recipient', id: hash.slice(0, PERSON_DIGITS) };
  }
  const kind = route.path.split('/')[2]?.replace(/s$/, '') ?? 'workspace';
  const made = (answer as { id?: unknown } | undefined)?.id;
  const id = params.id ?? (route.answer.status === 201 ? made : undefined);
  return { kind, ...(typeof id === 'string' ? { id } : {}) };
}
