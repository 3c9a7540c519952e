/** Progress as it happens. */
import { sendProgress } from '../progress.ts';
import { route } from '../registry.ts';
import { progressSchema } from '../shapes/campaigns.ts';
import { campaignParams, none } from './params.ts';

export const eventRoutes = [
  route({
    method: 'get',
    path: '/v1/campaigns/:id/events',
    needs: 'read',
    tag: 'Campaigns',
    summary: 'Progress as it happens',
    detail:
      'Server-sent events (text/event-stream): one event progress at once and one at every change, until you leave. Each holds the whole state, so that nothing is lost by joining late.',
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: progressSchema },
    problems: ['unknown-campaign'],
    stream: async ({ rooms, workspaceId, params, signal, stillKnown }, response) => {
      const read = () => rooms.campaigns.get(workspaceId, params.id);
      const goesOn = async () => (await stillKnown()) && (await read()) !== undefined;
      await sendProgress(rooms.campaigns, { campaigns: [await read()], signal, goesOn }, response);
    },
  }),
];
