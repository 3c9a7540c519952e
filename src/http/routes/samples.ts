/** What people will see: telling samples of the template, and, with the right to see people, one person's own video. */
import { z } from 'zod';
import { openLook } from '../../delivery/index.ts';
import { liveAddresses } from '../live.ts';
import { Problem } from '../problems.ts';
import { route, SECRET_SECONDS } from '../registry.ts';
import { samplesSchema } from '../shapes/campaigns.ts';
import { campaignParams, none, recipientParams } from './params.ts';

export const sampleRoutes = [
  route({
    method: 'get',
    path: '/v1/campaigns/:id/samples',
    needs: 'read',
    tag: 'Tests',
    summary: 'Telling people, to draw live',
    detail:
      'Nobody; everybody of the template’s sample; made-up people at the ends of what the fields let in; each locale; each scene off the linear way. Nobody’s data. With the addresses of the script and the style sheet that draw them; layer is the measured disclosure of the campaign as it is saved.',
    params: campaignParams,
    query: z.strictObject({ format: z.enum(['landscape', 'portrait', 'square']).optional() }),
    answer: { status: 200, schema: samplesSchema },
    problems: ['unknown-campaign', 'unknown-template'],
    handle: async ({ rooms, workspaceId, params, query }) => {
      const found = await rooms.campaigns.samples(workspaceId, params.id, query.format);
      const people = found.people.map((one) => ({ ...one, row: { ...one.row }, layer: { ...one.layer } }));
      return { ...found, people, ...liveAddresses(found.template) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/recipients/:rid/look',
    needs: 'people',
    tag: 'People',
    summary: 'Look at a person’s own video',
    detail:
      'An address that shows their version for fifteen minutes. Nothing can be changed through it, and it counts nowhere. It is in the audit log, and the person’s own page says when you looked, in which role, and whether values were shown.',
    params: recipientParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({
        values: z.boolean().default(false).describe('Show what is held beside the video as well'),
      }),
      example: { values: false },
    },
    answer: {
      status: 200,
      schema: z.object({ watchUrl: z.url(), endsAt: z.string().describe('ISO 8601, UTC') }),
      example: {
        watchUrl: 'https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg',
        endsAt: '2026-05-02T08:15:00.000Z',
      },
    },
    problems: ['unknown-campaign', 'unknown-recipient', 'no-video'],
    rememberSeconds: SECRET_SECONDS,
    handle: async ({ rooms, workspaceId, params, body, role }) => {
      const { uuid, status } = await rooms.campaigns.recipient(workspaceId, params.id, params.rid);
      if (status === 'excluded') throw new Problem('no-video');
      const now = rooms.clock();
      const look = await openLook(rooms.storage.db, { uuid, role: role ?? 'key', withValues: body.values, now });
      if (!look) throw new Problem('unknown-recipient');
      const base = rooms.settings.publicUrl.replace(/\/+$/, '');
      return { watchUrl: `${base}/v/${look.token}`, endsAt: look.endsAt.toISOString() };
    },
  }),
];
