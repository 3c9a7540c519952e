/** Who is in this workspace, and who is asked in. */
import { z } from 'zod';
import {
  changeMember,
  invite,
  listInvitations,
  listMembers,
  permissionsOf,
  ROLES,
  readWorkspace,
  removeMember,
  takeBackInvitation,
} from '../../accounts/index.ts';
import { Problem } from '../problems.ts';
import { route, SECRET_SECONDS } from '../registry.ts';
import { resetLink } from '../reset-link.ts';
import { wholeOf } from '../shapes/common.ts';
import { invitationMadeSchema, invitationSchema, memberSchema, passwordLinkSchema } from '../shapes/workspace.ts';
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
    answer: { status: 200, schema: wholeOf(memberSchema), example: { items: [MEMBER] } },
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
    method: 'post',
    path: '/v1/members/:id/password-link',
    needs: 'admin',
    tag: TAG,
    summary: 'A link by which a member sets a new password',
    detail:
      'It works once, within an hour, and ends their open sessions; a second factor is still asked for. Where the service can send mail it goes to the member alone. Else the answer shows it, for you to hand on; never for somebody who may do more than you, or is in other workspaces too.',
    params: memberParams,
    query: none,
    answer: {
      status: 200,
      schema: passwordLinkSchema,
      example: {
        sent: false,
        link: 'https://videos.example.com/console/password/kP0…',
        expiresAt: '2026-05-02T09:00:00.000Z',
      },
    },
    rememberSeconds: SECRET_SECONDS,
    problems: ['unknown-member', 'member-elsewhere', 'no-address', 'scope-beyond-yours'],
    handle: async ({ rooms, workspaceId, permissions, params }) => {
      const member = (await listMembers(rooms.storage, workspaceId)).find(({ id }) => id === params.id);
      if (!member) throw new Problem('unknown-member');
      if (member.email === undefined) throw new Problem('no-address');
      const { resets } = rooms.people;
      if (rooms.notices.on) {
        const made = await resets.linkFor(member.email);
        if (!made) throw new Problem('too-many-requests', { headers: { 'Retry-After': '600' } });
        rooms.notices.passwordReset({ to: member.email, link: resetLink(rooms.settings.publicUrl, made.token) });
        return { sent: true, expiresAt: made.expiresAt.toISOString() };
      }
      if (permissionsOf(member.role, member.people).some((one) => !permissions.includes(one))) {
        throw new Problem('scope-beyond-yours');
      }
      const { token, expiresAt } = await resets.linkForMember(workspaceId, member.id);
      return { sent: false, link: resetLink(rooms.settings.publicUrl, token), expiresAt: expiresAt.toISOString() };
    },
  }),
  route({
    method: 'get',
    path: '/v1/invitations',
    needs: 'admin',
    tag: TAG,
    summary: 'Who was asked in and has not come yet',
    params: none,
    query: none,
    answer: { status: 200, schema: wholeOf(invitationSchema), example: { items: [INVITATION] } },
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
      schema: invitationMadeSchema,
      example: { ...INVITATION, link: 'https://videos.example.com/console/invitations/kP0…', sent: false },
    },
    rememberSeconds: SECRET_SECONDS,
    problems: ['scope-beyond-yours'],
    handle: async ({ rooms, workspaceId, permissions, body }) => {
      if (permissionsOf(body.role, body.people).some((one) => !permissions.includes(one))) {
        throw new Problem('scope-beyond-yours');
      }
      const { token, ...made } = await invite(rooms.storage, workspaceId, body);
      const link = `${rooms.settings.publicUrl}/console/invitations/${token}`;
      const { name: workspace } = await readWorkspace(rooms.storage, workspaceId);
      const sent = await rooms.notices.invitation({ workspace, to: made.email, role: made.role, link });
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
