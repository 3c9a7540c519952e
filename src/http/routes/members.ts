/** Who is in this workspace, and who is asked in. */
import { z } from 'zod';
import {
  changeMember,
  invite,
  listInvitations,
  listMembers,
  permissionsOf,
  ROLES,
  removeMember,
  takeBackInvitation,
} from '../../accounts/index.ts';
import { Problem } from '../problems.ts';
import { route } from '../registry.ts';
import { none } from './params.ts';

const TAG = 'Members';
const memberParams = z.object({
  id: z
    .string()
    .max(100)
    .regex(/^[\w-]+$/)
    .describe('Id of a member'),
});
const invitationParams = z.object({ id: z.uuid().describe('Id of an invitation') });

const memberSchema = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string().optional(),
  role: z.enum(ROLES),
  people: z.boolean().describe('May see a real person’s data and video'),
  secondFactor: z.boolean(),
});
const invitationSchema = z.object({
  id: z.string(),
  email: z.string(),
  role: z.enum(ROLES),
  people: z.boolean(),
  expiresAt: z.iso.datetime(),
});

const MEMBER = {
  ...{ id: 'b0a3f6e2-5a0d-4a51-8f6a-1c9b8f0d2e11', name: 'Ada Berg', email: 'ada@northlight.example' },
  ...{ role: 'approver' as const, people: false, secondFactor: true },
};
const INVITATION = {
  ...{ id: '3c1b0d5e-7c84-4b7e-8f3a-2f4c9f1e6a10', email: 'ben@northlight.example', role: 'editor' as const },
  ...{ people: false, expiresAt: '2026-05-09T08:00:00.000Z' },
};

export const memberRoutes = [
  route({
    method: 'get',
    path: '/v1/members',
    needs: 'read',
    tag: TAG,
    summary: 'Everybody in this workspace',
    params: none,
    query: none,
    answer: { status: 200, schema: z.object({ items: z.array(memberSchema) }), example: { items: [MEMBER] } },
    handle: async ({ rooms, workspaceId }) => ({ items: await listMembers(rooms.storage, workspaceId) }),
  }),
  route({
    method: 'patch',
    path: '/v1/members/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Another role, or the right to see people',
    params: memberParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ role: z.enum(ROLES), people: z.boolean() }).partial(),
      example: { role: 'approver' },
    },
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-member', 'last-admin'],
    handle: ({ rooms, workspaceId, params, body }) => changeMember(rooms.storage, workspaceId, params.id, body),
  }),
  route({
    method: 'delete',
    path: '/v1/members/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Out of this workspace',
    detail: 'At once, in open pages too.',
    params: memberParams,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-member', 'last-admin'],
    handle: ({ rooms, workspaceId, params }) => removeMember(rooms.storage, workspaceId, params.id),
  }),
  route({
    method: 'get',
    path: '/v1/invitations',
    needs: 'admin',
    tag: TAG,
    summary: 'Who was asked in and has not come yet',
    params: none,
    query: none,
    answer: { status: 200, schema: z.object({ items: z.array(invitationSchema) }), example: { items: [INVITATION] } },
    handle: async ({ rooms, workspaceId }) => ({
      items: (await listInvitations(rooms.storage, workspaceId)).map((one) => ({
        ...one,
        expiresAt: one.expiresAt.toISOString(),
      })),
    }),
  }),
  route({
    method: 'post',
    path: '/v1/invitations',
    needs: 'admin',
    tag: TAG,
    summary: 'Ask somebody in',
    detail:
      'A link that works once, within seven days, and is shown only now. Where the service can send mail, it is sent too.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ email: z.email().max(254), role: z.enum(ROLES), people: z.boolean().default(false) }),
      example: { email: INVITATION.email, role: 'editor', people: false },
    },
    answer: {
      status: 201,
      schema: invitationSchema.extend({ link: z.string(), sent: z.boolean() }),
      example: { ...INVITATION, link: 'https://videos.example.com/console/invitations/kP0…', sent: false },
    },
    rememberSeconds: 60,
    problems: ['scope-beyond-yours'],
    handle: async ({ rooms, workspaceId, permissions, body }) => {
      if (permissionsOf(body.role, body.people).some((one) => !permissions.includes(one))) {
        throw new Problem('scope-beyond-yours');
      }
      const { token, ...made } = await invite(rooms.storage, workspaceId, body);
      const link = `${rooms.settings.publicUrl}/console/invitations/${token}`;
      const sent = await rooms.mail.invitation({ to: made.email, link });
      return { ...made, expiresAt: made.expiresAt.toISOString(), link, sent };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/invitations/:id',
    needs: 'admin',
    tag: TAG,
    summary: 'Take an invitation back',
    params: invitationParams,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-invitation'],
    handle: ({ rooms, workspaceId, params }) => takeBackInvitation(rooms.storage, workspaceId, params.id),
  }),
];
