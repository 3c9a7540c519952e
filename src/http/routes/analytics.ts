/** What a campaign may know of how it is watched: counts without persons, and what was not counted. */
import type { z } from 'zod';
import { localise } from '../../../remotion/localise.ts';
import type { Campaign } from '../../campaigns/index.ts';
import { type Arm, published, publishedCounts, type Verdict, worthOf } from '../../delivery/index.ts';
import type { TemplateCard } from '../../frames/types.ts';
import { csvLine } from '../csv.ts';
import { type Rooms, route } from '../registry.ts';
import { analyticsSchema } from '../shapes/analytics.ts';
import { campaignParams, none } from './params.ts';

type Analytics = z.input<typeof analyticsSchema>;
type Counts = Awaited<ReturnType<typeof publishedCounts>>;

const DETAIL =
  'Counts without persons, rounded down to tens; what is below ten is left out. Polls are always counted, the rest where the campaign measures and the browser does not ask otherwise (Sec-GPC: 1). A play is not a person: who watches twice is counted twice. By scene, field, option or act; "all" where there is nothing to tell apart.';

const NOTES = {
  'in-tens': 'Numbers are rounded down to tens, and groups below ten are not shown.',
  'plays-not-people': 'Plays are counted, not people: somebody who watches twice is counted twice.',
  'bots-left-out':
    'Opening a link changes and counts nothing, so link scanners and previews are not in it; programs that say what they are are left out too.',
  'gpc-not-counted': 'Browsers that ask not to be tracked (Global Privacy Control) are not counted at all.',
  'esp-may-count':
    'What your e-mail service counts by its own click tracking is neither seen nor stopped here: switch it off for these links.',
  'not-measured': 'This campaign does not measure; what is shown are polls alone.',
  'tests-left-out': 'Previews, test links and whoever of you looked at a video are not in it.',
} as const;

export async function analyticsOf(rooms: Rooms, workspaceId: string, id: string): Promise<Analytics> {
  const campaign = await rooms.campaigns.get(workspaceId, id);
  const card = (await rooms.frames.cards()).find((one) => one.id === campaign.template);
  const counts = await publishedCounts(rooms.storage.db, campaign.id);
  const { uncounted = {}, trial: _, ...told } = counts;
  const [people, gpc] = await Promise.all([peopleOf(rooms, campaign.id), gpcOf(rooms, campaign.id)]);
  const codes = Object.keys(NOTES) as (keyof typeof NOTES)[];
  return {
    measured: campaign.measure,
    people,
    uncounted: {
      ...(gpc === undefined ? {} : { gpc }),
      ...(uncounted.bot === undefined ? {} : { bots: uncounted.bot }),
    },
    counts: told,
    scenes: card ? scenesOf(card, counts) : [],
    choices: card ? choicesOf(card, counts) : [],
    ...(card && campaign.trial ? { trial: trialOf(campaign, card, counts) } : {}),
    notes: codes
      .filter((code) => code !== 'not-measured' || !campaign.measure)
      .map((code) => ({ code, text: NOTES[code] })),
  };
}

async function peopleOf({ storage }: Rooms, campaignId: string): Promise<Analytics['people']> {
  const row = await storage.db
    .selectFrom('recipients')
    .select(({ fn }) => [fn.countAll<string>().as('all'), fn.count<string>('opened_at').as('opened')])
    .where('campaign_id', '=', campaignId)
    .where('preview', '=', false)
    .executeTakeFirstOrThrow();
  const opened = published(Number(row.opened));
  return { all: Number(row.all), ...(opened === undefined ? {} : { opened }) };
}

/** Whose browser asked not to be tracked: they are told to the sender anyway, and nothing else of them is known. */
async function gpcOf({ storage }: Rooms, campaignId: string): Promise<number | undefined> {
  const { count } = await storage.db
    .selectFrom('keys.acts')
    .select(({ fn }) => fn.count<string>('person_hash').distinct().as('count'))
    .where('campaign_id', '=', campaignId)
    .where('kind', '=', 'gpc')
    .executeTakeFirstOrThrow();
  return published(Number(count));
}

function scenesOf(card: TemplateCard, { watched = {}, played = {} }: Counts): Analytics['scenes'] {
  return card.scenes.map(({ id, title, aside }) => {
    const n = watched[id];
    const share = n === undefined || played.all === undefined ? undefined : Math.min(1, n / played.all);
    return {
      ...{ id, title },
      ...(aside ? { aside } : {}),
      ...(n === undefined ? {} : { watched: n }),
      ...(share === undefined ? {} : { share: rounded(share) }),
    };
  });
}

function choicesOf(card: TemplateCard, { choice = {} }: Counts): Analytics['choices'] {
  return card.fields.map(({ key, label }) => {
    const [off, on] = [choice[`${key}:off`], choice[`${key}:on`]];
    return { field: key, label, ...(off === undefined ? {} : { off }), ...(on === undefined ? {} : { on }) };
  });
}

function trialOf(campaign: Campaign, card: TemplateCard, { trial = {} }: Counts): NonNullable<Analytics['trial']> {
  const { fields = [], percent = 0 } = campaign.trial ?? {};
  const arm = (field: string, side: 'with' | 'without'): Arm => {
    const of = (what: string): number => trial[`${field}:${side}:${what}`] ?? 0;
    return { played: of('played'), watched: of('watched'), cta: of('cta') };
  };
  return {
    percent,
    fields: fields.flatMap((key) => {
      const field = card.fields.find((one) => one.key === key);
      if (!field) return [];
      const [withIt, withoutIt] = [arm(key, 'with'), arm(key, 'without')];
      const worth = worthOf(withIt, withoutIt, hasLink(campaign, card));
      const label = localise(field.label, 'en');
      return [
        {
          ...{ field: key, label: field.label, with: withIt, without: withoutIt, verdict: worth.verdict },
          ...(worth.watched ? { watched: points(worth.watched) } : {}),
          ...(worth.cta ? { cta: points(worth.cta) } : {}),
          sentence: sentenceOf(worth.verdict, label),
        },
      ];
    }),
  };
}

const hasLink = (campaign: Campaign, card: TemplateCard): boolean =>
  campaign.cta !== undefined || card.interactions.some(({ interaction }) => interaction.kind === 'cta');

const rounded = (share: number): number => Math.round(share * 1000) / 1000;
const points = ({ difference, low, high }: { difference: number; low: number; high: number }) => ({
  difference: rounded(difference),
  low: rounded(low),
  high: rounded(high),
});

function sentenceOf(verdict: Verdict, label: string): string {
  switch (verdict) {
    case 'costs-nothing':
      return `Dropping “${label}” would cost you nothing: with it or without it, people watch and act alike.`;
    case 'worth-it':
      return `“${label}” is worth asking for: with it, people watch or act more.`;
    case 'unclear':
      return `Whether “${label}” is worth anything cannot be told yet.`;
    case 'too-few':
      return `Too few have watched with and without “${label}” to say anything.`;
  }
}

export const analyticsRoutes = [
  route({
    method: 'get',
    path: '/v1/campaigns/:id/analytics',
    needs: 'read',
    tag: 'Campaigns',
    summary: 'How it is watched',
    detail: DETAIL,
    params: campaignParams,
    query: none,
    answer: {
      status: 200,
      schema: analyticsSchema,
      example: {
        measured: true,
        people: { all: 1200, opened: 440 },
        uncounted: { gpc: 20 },
        counts: { opened: { all: 420 }, played: { all: 390 }, watched: { usage: 310 }, act: { withdrawn: 10 } },
        scenes: [{ id: 'usage', title: 'Your usage', watched: 310, share: 0.795 }],
        choices: [{ field: 'usageKwh', label: 'Your monthly usage', off: 20 }],
        notes: [{ code: 'in-tens', text: NOTES['in-tens'] }],
      },
    },
    problems: ['unknown-campaign'],
    handle: ({ rooms, workspaceId, params }) => analyticsOf(rooms, workspaceId, params.id),
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/analytics.csv',
    needs: 'read',
    tag: 'Campaigns',
    summary: 'How it is watched, as CSV',
    detail: `The same numbers, one a line: name, of what, count. ${DETAIL}`,
    params: campaignParams,
    query: none,
    answer: { status: 200, schema: analyticsSchema.shape.measured.describe('text/csv; charset=utf-8') },
    problems: ['unknown-campaign'],
    stream: async ({ rooms, workspaceId, params }, response) => {
      const { people, uncounted, counts, trial, notes } = await analyticsOf(rooms, workspaceId, params.id);
      const lines = [
        csvLine(['name', 'of', 'count']),
        csvLine(['people', 'all', people.all]),
        ...(people.opened === undefined ? [] : [csvLine(['people', 'opened', people.opened])]),
        ...Object.entries(uncounted).map(([of, n]) => csvLine(['uncounted', of, n])),
        ...Object.entries(counts).flatMap(([name, of]) =>
          Object.entries(of).map(([key, n]) => csvLine([name, key, n])),
        ),
        ...(trial?.fields ?? []).flatMap(({ field, with: one, without: other }) =>
          (['played', 'watched', 'cta'] as const).flatMap((what) => [
            csvLine(['trial', `${field}, with: ${what}`, one[what]]),
            csvLine(['trial', `${field}, without: ${what}`, other[what]]),
          ]),
        ),
        ...notes.map(({ text }) => csvLine(['note', text, undefined])),
      ];
      response
        .status(200)
        .set({ 'Content-Disposition': 'attachment; filename="analytics.csv"', 'Cache-Control': 'private, no-store' })
        .type('text/csv; charset=utf-8')
        .send(lines.join(''));
    },
  }),
];
