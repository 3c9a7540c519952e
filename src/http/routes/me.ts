/** Who asks: themselves, their second factor, their sessions, the workspace that is open to them. */
import { z } from 'zod';
import { AccountError, readWorkspace, type SignedIn } from '../../accounts/index.ts';
import { route, SECRET_SECONDS } from '../registry.ts';
import { meSchema, secondFactorSchema } from '../shapes/workspace.ts';
import { none } from './params.ts';

const TAG = 'You';

export const ACTOR = { kind: 'member' as const, id: 'b0a3f6e2-5a0d-4a51-8f6a-1c9b8f0d2e11', name: 'Ada Berg' };
const WORKSPACE = { id: '7d1f2c0a-93e6-4f4e-a3b5-5d1f0a7c9e42', name: 'Northlight' };

const ME = {
  ...{ actor: ACTOR, workspace: WORKSPACE, role: 'editor' as const, permissions: ['read' as const, 'edit' as const] },
  ...{ email: 'ada@northlight.example', secondFactor: true, workspaces: [{ ...WORKSPACE, role: 'editor' as const }] },
};

/** Throws `members-only`. */
function memberOf({ member }: { readonly member?: SignedIn }): SignedIn {
  if (!member) throw new AccountError('members-only');
  return member;
}

const password = z.string().max(1000);
const done = z.object({ done: z.literal(true) });
const DONE = { done: true } as const;

export const meRoutes = [
  route({
    method: 'get',
    path: '/v1/me',
    needs: 'read',
    tag: TAG,
    summary: 'Who you are here',
    params: none,
    query: none,
    answer: { status: 200, schema: meSchema, example: ME },
    handle: async ({ rooms, workspaceId, actor, role, permissions, member }) => {
      const { id, name } = await readWorkspace(rooms.storage, workspaceId);
      return {
        ...{ actor, workspace: { id, name }, permissions: [...permissions] },
        ...(role ? { role } : {}),
        ...(member?.email ? { email: member.email } : {}),
        ...(member
          ? {
              secondFactor: member.secondFactor,
              workspaces: member.memberships.map((one) => ({ id: one.id, name: one.name, role: one.role })),
            }
          : {}),
      };
    },
  }),
  route({
    method: 'patch',
    path: '/v1/me',
    needs: 'read',
    tag: TAG,
    summary: 'Your name, e-mail address and password',
    detail:
      'A first address and a first password are set together. Changing either asks for the current password; a new password ends your other sessions. For members, not for keys.',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z
        .strictObject({
          name: z.string().trim().min(1).max(80),
          email: z.email().max(254),
          password,
          currentPassword: password,
        })
        .partial(),
      example: { name: 'Ada Berg' },
    },
    answer: { status: 200, schema: done, example: DONE },
    problems: ['members-only', 'email-taken', 'password-shape', 'password-needed', 'wrong-credentials'],
    handle: async ({ rooms, body: { currentPassword, name, email, password: wanted }, ...call }) => {
      await rooms.people.change(memberOf(call), {
        ...(name === undefined ? {} : { name }),
        ...(email === undefined ? {} : { email }),
        ...(wanted === undefined ? {} : { password: wanted }),
        ...(currentPassword === undefined ? {} : { current: currentPassword }),
      });
      return DONE;
    },
  }),
  route({
    method: 'put',
    path: '/v1/me/workspace',
    needs: 'read',
    tag: TAG,
    summary: 'Open another workspace that you are in',
    detail: 'In this session. For members, not for keys.',
    params: none,
    query: none,
    body: { kind: 'json', schema: z.strictObject({ id: z.uuid() }), example: { id: WORKSPACE.id } },
    answer: { status: 200, schema: done, example: DONE },
    problems: ['members-only', 'unknown-workspace'],
    handle: async ({ rooms, body, ...call }) => {
      await rooms.people.switchTo(memberOf(call), body.id);
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/v1/me/second-factor',
    needs: 'read',
    tag: TAG,
    summary: 'Begin a second factor',
    detail:
      'An address for an app that shows codes (TOTP, RFC 6238), and codes for the day on which it is lost. It counts once a code was confirmed.',
    params: none,
    query: none,
    body: { kind: 'json', schema: z.strictObject({ password }), example: { password: '…' } },
    answer: { status: 200, schema: secondFactorSchema },
    problems: ['members-only', 'password-needed', 'wrong-credentials'],
    rememberSeconds: SECRET_SECONDS,
    handle: ({ rooms, body, ...call }) => rooms.people.beginSecondFactor(memberOf(call), body.password),
  }),
  route({
    method: 'post',
    path: '/v1/me/second-factor/confirm',
    needs: 'read',
    tag: TAG,
    summary: 'Confirm it by a code',
    params: none,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
      example: { code: '123456' },
    },
    answer: { status: 200, schema: done, example: DONE },
    problems: ['members-only', 'wrong-credentials'],
    handle: async ({ rooms, body, setCookies, ...call }) => {
      setCookies(await rooms.people.confirmSecondFactor(memberOf(call), body.code));
      return DONE;
    },
  }),
  route({
    method: 'post',
    path: '/v1/me/second-factor/end',
    needs: 'read',
    tag: TAG,
    summary: 'Sign in without a second factor again',
    params: none,
    query: none,
    body: { kind: 'json', schema: z.strictObject({ password }), example: { password: '…' } },
    answer: { status: 200, schema: done, example: DONE },
    problems: ['members-only', 'wrong-credentials'],
    handle: async ({ rooms, body, setCookies, ...call }) => {
      setCookies(await rooms.people.endSecondFactor(memberOf(call), body.password));
      return DONE;
    },
  }),
  route({
    method: 'delete',
    path: '/v1/me/sessions',
    needs: 'read',
    tag: TAG,
    summary: 'Sign out everywhere',
    detail: 'Every session of yours ends; this one too, unless but says otherwise.',
    params: none,
    query: z.strictObject({ but: z.literal('this').optional().describe('this: stay signed in here') }),
    answer: { status: 204, schema: z.void() },
    problems: ['members-only'],
    handle: async ({ rooms, query, ...call }) => {
      const member = memberOf(call);
      await (query.but ? rooms.people.signOutElsewhere(member) : rooms.people.signOutEverywhere(member));
    },
  }),
];
