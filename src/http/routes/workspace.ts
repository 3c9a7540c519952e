/** A workspace: what it says of itself, and what was done in it. */
import { z } from 'zod';
import {
  AccountError,
  addMember,
  changeWorkspace,
  createWorkspace,
  LOGO_BYTES,
  LOGO_TYPES,
  listAudit,
  putLogo,
  readWorkspace,
  settingsChangeSchema,
} from '../../accounts/index.ts';
import { route } from '../registry.ts';
import { auditSchema, workspaceSchema } from '../shapes/workspace.ts';
import { ACTOR } from './me.ts';
import { none } from './params.ts';

const TAG = 'Workspace';

const shown = ({ id, name, settings }: Awaited<ReturnType<typeof readWorkspace>>) => ({ id, name, ...settings });

const HASH = '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08';
const SETTINGS = {
  brand: { logo: HASH, colour: '#b4532a' },
  controller: {
    name: 'Northlight Energy',
    address: 'Harbour Street 12, 20457 Hamburg, Germany',
    email: 'privacy@northlight.example',
    privacyUrl: 'https://northlight.example/privacy',
  },
  retentionDays: 90,
};
const EXAMPLE = { id: '7d1f2c0a-93e6-4f4e-a3b5-5d1f0a7c9e42', name: 'Northlight', ...SETTINGS };

export const workspaceRoutes = [
  route({
    method: 'get',
    path: '/v1/workspace',
    needs: 'read',
    tag: TAG,
    summary: 'What this workspace says of itself',
    detail:
      'A campaign that says nothing of controller, brand, legalBasis, processors, retentionDays or embedOn takes it from here when it is made.',
    params: none,
    query: none,
    answer: { status: 200, schema: workspaceSchema, example: EXAMPLE },
    handle: async ({ rooms, workspaceId }) => shown(await readWorkspace(rooms.storage, workspaceId)),
  }),
  route({
    method: 'patch',
    path: '/v1/workspace',
    needs: 'admin',
    tag: TAG,
    summary: 'Change it',
    detail:
      'Keys that are not sent stay, null takes one away. Campaigns that were made before stay as they are. A brand colour must be told from light and from dark paper.',
    params: none,
    query: none,
    body: { kind: 'json', schema: settingsChangeSchema, example: SETTINGS },
    answer: { status: 200, schema: workspaceSchema, example: EXAMPLE },
    handle: async ({ rooms, workspaceId, body }) => shown(await changeWorkspace(rooms.storage, workspaceId, body)),
  }),
  route({
    method: 'put',
    path: '/v1/workspace/logo',
    needs: 'admin',
    tag: TAG,
    summary: 'Your logo',
    detail:
      'PNG, JPEG or SVG, at most 512 KiB and 4000 pixels a side. An SVG is a drawing: nothing in it runs or reaches out.',
    params: none,
    query: none,
    body: {
      kind: 'stream',
      schema: z.string(),
      types: [...LOGO_TYPES],
      example: {
        type: 'image/svg+xml',
        text: '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>',
      },
    },
    answer: { status: 200, schema: z.object({ logo: z.string() }), example: { logo: HASH } },
    problems: ['logo-type', 'logo-too-large', 'logo-active'],
    handle: async ({ rooms, workspaceId, upload }) => {
      const logo = await putLogo(rooms.storage, workspaceId, await bounded(upload.stream));
      const { settings } = await readWorkspace(rooms.storage, workspaceId);
      await changeWorkspace(rooms.storage, workspaceId, { brand: { ...settings.brand, logo } });
      return { logo };
    },
  }),
  route({
    method: 'post',
    path: '/v1/workspaces',
    needs: 'admin',
    tag: TAG,
    summary: 'Another workspace',
    detail: 'Of which you are the first admin. For members, not for keys.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ name: z.string().trim().min(1).max(80) }),
      example: { name: 'Southlight' },
    },
    answer: { status: 201, schema: z.object({ id: z.string() }), example: { id: EXAMPLE.id } },
    problems: ['members-only'],
    handle: async ({ rooms, member, body }) => {
      if (!member) throw new AccountError('members-only');
      const { id } = await createWorkspace(rooms.storage, body.name);
      await addMember(rooms.storage.db, { workspaceId: id, userId: member.userId, role: 'admin', people: true });
      return { id };
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

/** Throws `logo-too-large` before it is whole. */
async function bounded(stream: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  for await (const part of stream) {
    bytes += part.length;
    if (bytes > LOGO_BYTES) throw new AccountError('logo-too-large');
    parts.push(part);
  }
  return Buffer.concat(parts);
}
