/** API keys: made, looked at, replaced, revoked. */
import { z } from 'zod';
import {
  AccountError,
  createKey,
  listKeys,
  PERMISSIONS,
  type Permission,
  revokeKey,
  rotateKey,
} from '../../accounts/index.ts';
import { route, SECRET_SECONDS } from '../registry.ts';
import { wholeOf } from '../shapes/common.ts';
import { keyMadeSchema, keySchema } from '../shapes/workspace.ts';
import { none } from './params.ts';

const TAG = 'API keys';
const keyParams = z.object({ id: z.uuid().describe('Id of a key') });
const scopes = z.array(z.enum(PERMISSIONS)).min(1).max(PERMISSIONS.length);

const KEY = {
  ...{ id: 'e1d2c3b4-0a9f-4e8d-9c7b-6a5f4e3d2c1b', name: 'Nightly import', prefix: 'cdr_Q5nIWf' },
  ...{ scopes: ['read' as const, 'edit' as const], createdAt: '2026-05-02T08:00:00.000Z' },
  ...{ lastUsedAt: '2026-05-03T02:00:00.000Z', endsAt: null, revokedAt: null },
};
const MADE = { id: KEY.id, key: 'cdr_…', name: KEY.name, scopes: KEY.scopes };

/** Throws `scope-beyond-yours`. */
function within(mine: readonly Permission[], wanted: readonly Permission[]): void {
  if (wanted.some((one) => !mine.includes(one))) throw new AccountError('scope-beyond-yours');
}

export const keyRoutes = [
  route({
    method: 'get',
    path: '/v1/keys',
    needs: 'admin',
    tag: TAG,
    summary: 'Every key of this workspace',
    params: none,
    query: none,
    answer: { status: 200, schema: wholeOf(keySchema), example: { items: [KEY] } },
    handle: async ({ rooms, workspaceId }) => ({
      items: (await listKeys(rooms.storage, workspaceId)).map((key) => ({
        ...key,
        scopes: [...key.scopes],
        createdAt: key.createdAt.toISOString(),
        lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
        endsAt: key.endsAt?.toISOString() ?? null,
        revokedAt: key.revokedAt?.toISOString() ?? null,
      })),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/keys',
    needs: 'admin',
    tag: TAG,
    summary: 'A new key',
    detail: 'It may do what its scopes say, and never more than whoever makes it. It is shown only in this answer.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ name: z.string().trim().min(1).max(80), scopes }),
      example: { name: KEY.name, scopes: KEY.scopes },
    },
    answer: { status: 201, schema: keyMadeSchema, example: MADE },
    rememberSeconds: SECRET_SECONDS,
    problems: ['scope-beyond-yours'],
    handle: async ({ rooms, workspaceId, permissions, body }) => {
      within(permissions, body.scopes);
      const wanted = PERMISSIONS.filter((one) => body.scopes.includes(one));
      return { ...(await createKey(rooms.storage, workspaceId, body.name, wanted)), name: body.name, scopes: wanted };
    },
  }),
  route({
    method: 'post',
    path: '/v1/keys/:id/rotate',
    needs: 'admin',
    tag: TAG,
    summary: 'A new key in the place of an old one',
    detail: 'With its name and scopes. The old one ends at oldEndsAt, at once where that is absent.',
    params: keyParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ oldEndsAt: z.iso.datetime({ offset: true }).optional() }),
      example: { oldEndsAt: '2026-05-09T08:00:00Z' },
    },
    answer: { status: 200, schema: keyMadeSchema, example: MADE },
    rememberSeconds: SECRET_SECONDS,
    problems: ['unknown-key', 'scope-beyond-yours'],
    handle: async ({ rooms, workspaceId, permissions, params, body }) => {
      const old = (await listKeys(rooms.storage, workspaceId)).find((key) => key.id === params.id);
      if (!old) throw new AccountError('unknown-key');
      within(permissions, old.scopes);
      const ends = body.oldEndsAt === undefined ? undefined : new Date(body.oldEndsAt);
      const made = await rotateKey(rooms.storage, workspaceId, params.id, ends);
      return { ...made, scopes: [...made.scopes] };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/keys/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Revoke a key',
    detail: 'At once, in running answers too.',
    params: keyParams,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-key'],
    handle: async ({ rooms, workspaceId, params }) => {
      if (!(await revokeKey(rooms.storage, workspaceId, params.id))) throw new AccountError('unknown-key');
    },
  }),
];
