/** What a campaign may know of how it is watched: counts without persons. */
import { z } from 'zod';
import { publishedCounts } from '../../delivery/index.ts';
import { route } from '../registry.ts';
import { campaignParams, none } from './params.ts';

const counts = z.record(z.string(), z.int());

export const analyticsRoutes = [
  route({
    method: 'get',
    path: '/v1/campaigns/:id/analytics',
    needs: 'read',
    tag: 'Campaigns',
    summary: 'How it is watched',
    detail:
      'Counts without persons, rounded down to tens; what is below ten is left out. Polls are always counted, the rest where the campaign measures and the browser does not ask otherwise (Sec-GPC: 1). By scene, field, option or act; "all" where there is nothing to tell apart.',
    params: campaignParams,
    query: none,
    answer: {
      status: 200,
      schema: z.object({
        measured: z.boolean().describe('Whether the campaign measures'),
        counts: z.record(z.string(), counts),
      }),
      example: {
        measured: true,
        counts: { opened: { all: 420 }, played: { all: 390 }, watched: { usage: 310 }, act: { withdrawn: 10 } },
      },
    },
    problems: ['unknown-campaign'],
    handle: async ({ rooms, workspaceId, params }) => {
      const campaign = await rooms.campaigns.get(workspaceId, params.id);
      return { measured: campaign.measure, counts: await publishedCounts(rooms.storage.db, campaign.id) };
    },
  }),
];
