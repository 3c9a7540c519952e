/** Test links: what a team sends itself before it launches. */
import { z } from 'zod';
import type { TestLink } from '../../campaigns/index.ts';
import { audienceRowSchema } from '../../consent/index.ts';
import { Problem } from '../problems.ts';
import { type Rooms, route, SECRET_SECONDS } from '../registry.ts';
import { testLinkSchema } from '../shapes/audience.ts';
import { pageOf } from '../shapes/common.ts';
import { campaignParams, none, paging } from './params.ts';

const TAG = 'Tests';

const EXAMPLE = {
  id: '0d3f2b1a-7a44-4f0e-9d0a-0c4b3a7d1e55',
  label: 'Longest name',
  status: 'planned' as const,
  watchUrl: 'https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg',
  createdAt: '2026-05-02T08:00:00.000Z',
  endsAt: '2026-05-09T08:00:00.000Z',
};

async function withAddresses(rooms: Rooms, tests: readonly TestLink[]): Promise<z.input<typeof testLinkSchema>[]> {
  const links = await rooms.delivery.linksFor(tests.map(({ uuid }) => uuid));
  return tests.flatMap(({ uuid, ...test }) => {
    const watchUrl = links.get(uuid)?.watch;
    return watchUrl ? [{ id: uuid, ...test, watchUrl }] : [];
  });
}

export const testRoutes = [
  route({
    method: 'post',
    path: '/v1/campaigns/:id/tests',
    needs: 'edit',
    tag: TAG,
    summary: 'A test link',
    detail:
      'For one audience row, of which the id is not kept. Good for seven days, at most twenty at a time, marked as a test on the page, in no count and no audience. It needs no https address.',
    params: campaignParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({
        label: z.string().trim().min(1).max(80).describe('What you call it; viewers do not see it'),
        row: audienceRowSchema.describe('As in an audience'),
      }),
      checkedByRoom: true,
      example: {
        label: 'Longest name',
        row: {
          id: 'anybody',
          locale: 'en',
          profile: { firstName: 'Maximiliane-Philippa' },
          consent: [
            {
              recordId: 'test-1',
              purpose: 'personalised-video',
              fields: ['firstName'],
              givenAt: '2026-05-01T10:00:00Z',
            },
          ],
        },
      },
    },
    answer: { status: 201, schema: testLinkSchema, example: EXAMPLE },
    problems: ['unknown-campaign', 'invalid-row', 'too-many-tests', 'wrong-status'],
    rememberSeconds: SECRET_SECONDS,
    handle: async ({ rooms, workspaceId, params, body }) => {
      const parsed = z.object({ label: z.string().trim().min(1).max(80), row: z.unknown() }).safeParse(body);
      if (!parsed.success) {
        const message = 'has 1 to 80 characters';
        throw new Problem('invalid-request', { errors: [{ path: 'label', code: 'invalid-label', message }] });
      }
      const made = await rooms.campaigns.addTest(workspaceId, params.id, parsed.data);
      const [test] = await withAddresses(rooms, [made]);
      if (!test) throw new Problem('unknown-test');
      return test;
    },
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/tests',
    needs: 'read',
    tag: TAG,
    summary: 'Every test link',
    detail: 'The newest first; those that have ended are gone.',
    params: campaignParams,
    query: paging,
    answer: { status: 200, schema: pageOf(testLinkSchema), example: { items: [EXAMPLE] } },
    problems: ['unknown-campaign', 'invalid-cursor'],
    handle: async ({ rooms, workspaceId, params, query }) => {
      const page = await rooms.campaigns.tests(workspaceId, params.id, query);
      return { ...page, items: await withAddresses(rooms, page.items) };
    },
  }),
  route({
    method: 'delete',
    path: '/v1/campaigns/:id/tests/:test',
    needs: 'edit',
    tag: TAG,
    summary: 'End a test link',
    detail: 'With everything that was held for it.',
    params: campaignParams.extend({ test: z.uuid().describe('Id of a test link') }),
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-campaign', 'unknown-test'],
    handle: async ({ rooms, workspaceId, params }) => {
      await rooms.campaigns.removeTest(workspaceId, params.id, params.test);
    },
  }),
];
