/** Who asks, and what was done. */
import { z } from 'zod';
import { listAudit } from '../../accounts/index.ts';
import { Problem } from '../problems.ts';
import { route } from '../registry.ts';
import { auditSchema, meSchema } from '../shapes.ts';
import { none } from './params.ts';

const TAG = 'Workspace';

const ACTOR = { kind: 'member' as const, id: 'b0a3f6e2-5a0d-4a51-8f6a-1c9b8f0d2e11', name: 'Ada Berg' };

export const meRoutes = [
  route({
    method: 'get',
    path: '/v1/me',
    needs: 'read',
    tag: TAG,
    summary: 'Who you are here',
    params: none,
    query: none,
    answer: {
      status: 200,
      schema: meSchema,
      example: {
        actor: ACTOR,
        workspace: { id: '7d1f2c0a-93e6-4f4e-a3b5-5d1f0a7c9e42', name: 'Northlight' },
        role: 'editor',
        permissions: ['read', 'edit'],
      },
    },
    handle: async ({ rooms, workspaceId, actor, role, permissions }) => {
      const workspace = await rooms.storage.db
        .selectFrom('workspaces')
        .select(['id', 'name'])
        .where('id', '=', workspaceId)
        .executeTakeFirst();
      if (!workspace) throw new Problem('not-found');
      return { actor, workspace, ...(role ? { role } : {}), permissions: [...permissions] };
    },
  }),
  route({
    method: 'get',
    path: '/v1/audit',
    needs: 'admin',
    tag: TAG,
    summary: 'Who did what, when',
    detail:
      'The newest first; never values. A person stands in it by a keyed hash, so that the log outlives an erasure. next is the cursor of the following page, and absent on the last.',
    params: none,
    query: z.strictObject({
      cursor: z
        .string()
        .regex(/^[0-9]{1,18}$/)
        .optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    answer: {
      status: 200,
      schema: auditSchema,
      example: {
        items: [
          {
            id: '42',
            at: '2026-05-02T08:00:00.000Z',
            actor: ACTOR,
            action: 'campaigns.launch',
            target: { kind: 'campaign', id: '5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10' },
          },
        ],
      },
    },
    handle: async ({ rooms, workspaceId, query }) => {
      const { items, next } = await listAudit(rooms.storage.db, workspaceId, {
        before: query.cursor,
        limit: query.limit,
      });
      return { items: items.map((one) => ({ ...one, at: one.at.toISOString() })), ...(next ? { next } : {}) };
    },
  }),
];
