/** Who is in a campaign: a whole audience, one row, and a row to look at first. */
import { z } from 'zod';
import { mappingSchema, type Recipient } from '../../campaigns/index.ts';
import { audienceRowSchema } from '../../consent/index.ts';
import { Problem } from '../problems.ts';
import { type Rooms, route, SECRET_SECONDS } from '../registry.ts';
import { linksSchema, previewSchema, recipientSchema, reportSchema } from '../shapes/audience.ts';
import { pageOf } from '../shapes/common.ts';
import { look, show } from '../viewer/shown.ts';
import { campaignParams, flag, none, paging, recipientParams } from './params.ts';

const TAG = 'Audience';
const PREVIEW_SECONDS = 3600;

const ROW = {
  id: 'cust-1001',
  locale: 'en',
  profile: { firstName: 'Zoë', usageKwh: [210, 190, 170] },
  consent: [
    {
      recordId: 'r-1',
      purpose: 'personalised-video',
      fields: ['firstName', 'usageKwh'],
      givenAt: '2026-05-01T10:00:00Z',
      expiresAt: '2027-05-01T10:00:00Z',
      method: 'web-form',
      noticeUrl: 'https://northlight.example/privacy',
    },
  ],
};
const LINKS = {
  watch: 'https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg',
  poster: 'https://videos.example.com/p/9c1f0a6be2/poster.jpg',
  animation: 'https://videos.example.com/p/9c1f0a6be2/animation.gif',
  video: 'https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg/video.mp4',
  unsubscribe: 'https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg/unsubscribe',
};
const PERSON = { id: 'cust-1001', status: 'ready', progress: 1, links: LINKS };
const WORKBOOKS = [
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.ms-excel.sheet.macroEnabled.12',
];
const MAPPING = {
  header: ['Kundennummer', 'Vorname', 'Jan', 'Feb', 'Mrz', 'Einwilligung', 'Datum'],
  written: { decimal: ',', dateOrder: 'dmy' },
  id: { column: 'Kundennummer' },
  fields: { firstName: { column: 'Vorname' }, usageKwh: { columns: ['Jan', 'Feb', 'Mrz'] } },
  consent: {
    answers: [{ column: 'Einwilligung', fields: ['firstName', 'usageKwh'] }],
    purpose: { value: 'personalised-video' },
    givenAt: { column: 'Datum' },
  },
};
const CSV = [
  'id,locale,firstName,usageKwh,consent_fields,consent_at,consent_purpose,consent_record',
  'cust-1001,en,Zoë,210|190|170,firstName|usageKwh,2026-05-01T10:00:00Z,personalised-video,r-1',
  '',
].join('\n');

/** Nobody who is excluded gets a link: nothing was agreed to, and the campaign wants no general version for them. */
async function withLinks(rooms: Rooms, people: readonly Recipient[]): Promise<z.input<typeof recipientSchema>[]> {
  const linked = people.filter((one) => one.status !== 'excluded');
  const links = await rooms.delivery.linksFor(linked.map((one) => one.uuid));
  return people.map(({ uuid, ...person }) => {
    const theirs = links.get(uuid);
    return { ...person, ...(theirs ? { links: { ...theirs } } : {}) };
  });
}

export const audienceRoutes = [
  route({
    method: 'post',
    path: '/v1/campaigns/:id/audience',
    needs: 'edit',
    tag: TAG,
    summary: 'Send an audience',
    detail:
      'Streamed, row by row. What nobody agreed to is discarded at the gate, before anything is stored, and counted under fields. A bad value withholds its field; only a bad id, shape or line rejects a row, and it alone. The same file again changes nothing. With dryRun=1 nothing is stored; with plan=1 as well it says what would be drawn. A CSV or workbook with columns of your own names takes a mapping.',
    params: campaignParams,
    query: z.strictObject({
      dryRun: flag,
      plan: flag.describe('With dryRun: what would be drawn, and how long that takes'),
      mapping: z.uuid().optional().describe('Id of a mapping of your columns'),
      statement: z.uuid().optional().describe('Id of an approved statement of consent for the whole file'),
      digest: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .optional()
        .describe('SHA-256 of the file, hex; needed with statement'),
      errors: z.coerce.number().int().min(0).max(10_000).optional().describe('How many errors are told; else 100'),
    }),
    body: {
      kind: 'stream',
      schema: z.array(audienceRowSchema),
      types: ['text/csv', 'application/json', 'application/x-ndjson', ...WORKBOOKS],
      example: { type: 'text/csv', text: CSV },
    },
    answer: {
      status: 200,
      schema: reportSchema,
      example: {
        accepted: 1,
        rejected: 0,
        errors: [],
        fields: { firstName: { declared: true, granted: 1, withheld: 0, dropped: 0, refused: 0 } },
      },
    },
    problems: [
      ...(['unknown-campaign', 'csv-header', 'csv-no-id', 'json-not-array', 'empty', 'encoding-unsupported'] as const),
      ...(['xlsx-broken', 'xlsx-old', 'xlsx-too-large'] as const),
      ...(['unknown-mapping', 'mapping-misfit', 'mapping-for-tables'] as const),
      ...(['unknown-statement', 'statement-waiting', 'statement-other-file'] as const),
    ],
    handle: ({ rooms, workspaceId, params, query, upload, signal }) => {
      const { errors: mostErrors, ...options } = query;
      return rooms.campaigns.importAudience(workspaceId, params.id, upload.stream, upload.contentType, {
        ...options,
        mostErrors,
        signal,
      });
    },
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/audience/mappings',
    needs: 'edit',
    tag: TAG,
    summary: 'Say what your columns mean',
    detail:
      'For CSV and workbooks whose columns have names of your own. Remembered for this template; column names themselves are not stored.',
    params: campaignParams,
    query: none,
    body: { kind: 'json', schema: mappingSchema, example: MAPPING },
    answer: { status: 201, schema: z.object({ id: z.uuid().describe('For ?mapping=') }) },
    problems: ['unknown-campaign', 'mapping-misfit'],
    handle: ({ rooms, workspaceId, params, body }) => rooms.campaigns.saveMapping(workspaceId, params.id, body),
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/audience/mappings/recall',
    needs: 'edit',
    audit: false,
    tag: TAG,
    summary: 'What was said of such columns before',
    detail: 'Of the same columns, or of columns most of which are the same. Nothing of what is sent is stored.',
    params: campaignParams,
    query: none,
    body: {
      kind: 'json',
      schema: z.strictObject({ header: z.array(z.string().max(1000)).min(1).max(1000) }),
      example: { header: MAPPING.header },
    },
    answer: {
      status: 200,
      schema: z.object({
        mapping: mappingSchema.optional(),
        exact: z.boolean().describe('Whether it was said of exactly these columns'),
      }),
    },
    problems: ['unknown-campaign'],
    handle: ({ rooms, workspaceId, params, body }) =>
      rooms.campaigns.recallMapping(workspaceId, params.id, body.header),
  }),
  route({
    method: 'put',
    path: '/v1/campaigns/:id/recipients/:rid',
    needs: 'edit',
    tag: TAG,
    summary: 'One person, also into a live campaign',
    detail: 'A row without its id, which stands in the address. The answer holds the links at once.',
    params: recipientParams,
    query: none,
    body: { kind: 'json', schema: audienceRowSchema, checkedByRoom: true, example: { ...ROW, id: undefined } },
    answer: { status: 200, schema: recipientSchema, example: { ...PERSON, status: 'queued', progress: 0 } },
    problems: ['unknown-campaign', 'invalid-row', 'erased'],
    handle: async ({ rooms, workspaceId, params, body }) => {
      const put = await rooms.campaigns.putRecipient(workspaceId, params.id, params.rid, body);
      const [person] = await withLinks(rooms, [put]);
      if (!person) throw new Problem('unknown-recipient');
      return person;
    },
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/recipients',
    needs: 'read',
    tag: TAG,
    summary: 'Everybody, with their links',
    detail:
      'A page at a time: next is the cursor of the following one, and absent on the last. Links are there for those who may see people.',
    params: campaignParams,
    query: paging,
    answer: {
      status: 200,
      schema: pageOf(recipientSchema),
      example: { items: [PERSON], next: 'AQw2…' },
    },
    problems: ['unknown-campaign', 'invalid-cursor'],
    handle: async ({ rooms, workspaceId, permissions, params, query }) => {
      const page = await rooms.campaigns.recipients(workspaceId, params.id, query.cursor, query.limit);
      const items = permissions.includes('people')
        ? await withLinks(rooms, page.items)
        : page.items.map(({ uuid: _, ...person }) => person);
      return { items, ...(page.next === undefined ? {} : { next: page.next }) };
    },
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/recipients/:rid/link',
    needs: 'people',
    tag: TAG,
    summary: 'A new link',
    detail: 'The old one ends, with every session that was opened through it. For a link that reached somebody else.',
    params: recipientParams,
    query: none,
    answer: {
      status: 200,
      schema: z.object({ id: z.string(), links: linksSchema }),
      example: { id: PERSON.id, links: LINKS },
    },
    problems: ['unknown-campaign', 'unknown-recipient'],
    rememberSeconds: SECRET_SECONDS,
    handle: async ({ rooms, workspaceId, params }) => {
      const { uuid } = await rooms.campaigns.recipient(workspaceId, params.id, params.rid);
      const links = await rooms.delivery.relink(uuid);
      if (!links) throw new Problem('unknown-recipient');
      return { id: params.rid, links: { ...links } };
    },
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/recipients/:rid/retry',
    needs: 'edit',
    tag: TAG,
    summary: 'Draw a failed video again',
    params: recipientParams,
    query: none,
    answer: { status: 200, schema: recipientSchema.omit({ links: true }) },
    problems: ['unknown-campaign', 'unknown-recipient', 'not-failed', 'no-video'],
    handle: async ({ rooms, workspaceId, params }) => {
      const { uuid: _, ...person } = await rooms.campaigns.retry(workspaceId, params.id, params.rid);
      return person;
    },
  }),
  route({
    method: 'delete',
    path: '/v1/campaigns/:id/recipients/:rid',
    needs: 'edit',
    tag: TAG,
    summary: 'Out of this campaign',
    detail: 'What was held for it goes. What this person decided stays, so that the same row again finds it.',
    params: recipientParams,
    query: none,
    answer: { status: 204, schema: z.void() },
    problems: ['unknown-campaign', 'unknown-recipient'],
    handle: async ({ rooms, workspaceId, params }) => {
      await rooms.campaigns.removeRecipient(workspaceId, params.id, params.rid);
    },
  }),
  route({
    method: 'post',
    path: '/v1/campaigns/:id/preview',
    needs: 'edit',
    audit: false,
    tag: TAG,
    summary: 'Try one row',
    detail: 'Its own watch page, and what it would disclose. Nothing of it outlives one hour.',
    params: campaignParams,
    query: none,
    body: { kind: 'json', schema: audienceRowSchema, checkedByRoom: true, example: ROW },
    answer: { status: 200, schema: previewSchema },
    problems: ['unknown-campaign', 'invalid-row', 'template-failed'],
    rememberSeconds: PREVIEW_SECONDS,
    handle: async ({ rooms, workspaceId, params, body }) => {
      const { uuid } = await rooms.campaigns.preview(workspaceId, params.id, body);
      const watchUrl = (await rooms.delivery.linksFor([uuid])).get(uuid)?.watch;
      const looked = watchUrl && (await look(rooms, watchUrl.slice(watchUrl.lastIndexOf('/') + 1), undefined));
      if (!looked || 'ended' in looked) throw new Problem('unknown-recipient');
      const { disclosure } = await show(rooms, { ...looked, personal: true }, {});
      return { watchUrl, disclosure };
    },
  }),
];
