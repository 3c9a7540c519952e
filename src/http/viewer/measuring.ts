/**
 * Counting without persons: `POST events` and `POST votes`. Which link, session or browser a count came from is not kept;
 * with `Sec-GPC: 1`, or in a campaign that does not measure, an event is taken and forgotten.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Current, currentVerdict, noteMeasured } from '../../consent/index.ts';
import { type Counted, count, publishedCounts, vote } from '../../delivery/index.ts';
import { problem } from './answers.ts';
import { measures } from './page.ts';
import { readQuery } from './request.ts';
import type { Campaign, Looked, ViewerDeps } from './shown.ts';

const id = z.string().max(64);
/** What a page may tell of how it is watched. Nothing in it says who, and nothing that a viewer wrote. */
export const eventSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('play') }),
  z.strictObject({ type: z.literal('scene'), scene: id }),
  z.strictObject({ type: z.literal('answer'), interaction: id, option: id }),
  z.strictObject({ type: z.literal('cta'), interaction: id.optional() }),
]);
export type ViewerEvent = z.infer<typeof eventSchema>;
const eventsSchema = z.strictObject({ events: z.array(eventSchema).min(1).max(50) });
const voteSchema = z.strictObject({ poll: id, option: id });

export async function takeEvents(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<void> {
  const parsed = eventsSchema.safeParse(request.body);
  if (!parsed.success) return problem(response, 'bad-body');
  const counted = parsed.data.events.map((event) => toCount(event, looked.campaign));
  if (counted.some((one) => one === undefined)) return problem(response, 'unknown-event');
  const what = counted.flatMap((one) => one ?? []);
  await tally(d, request, looked, what);
  await tallyPerson(d, request, looked, what);
  response.status(204).end();
}

function toCount(event: ViewerEvent, { card }: Campaign): Counted | undefined {
  switch (event.type) {
    case 'play':
      return { name: 'played' };
    case 'scene':
      return event.scene === 'disclosure' || card.scenes.some(({ id }) => id === event.scene)
        ? { name: 'watched', key: event.scene }
        : undefined;
    case 'answer':
      return hasOption(card, ['question'], event.interaction, event.option)
        ? { name: 'answer', key: `${event.interaction}:${event.option}` }
        : undefined;
    case 'cta': {
      const { interaction: key } = event;
      const known = card.interactions.some(({ interaction }) => interaction.kind === 'cta' && interaction.id === key);
      return key === undefined || known ? { name: 'cta', ...(key ? { key } : {}) } : undefined;
    }
  }
}

function hasOption(card: Campaign['card'], kinds: readonly string[], id: string, option: string): boolean {
  const found = card.interactions.find(({ interaction }) => interaction.id === id)?.interaction;
  if (!found || !kinds.includes(found.kind) || (found.kind !== 'question' && found.kind !== 'poll')) return false;
  return found.options.some((one) => one.id === option);
}

/** Programs that say what they are. A scanner that does not is no reader of scripts, and without one nothing is sent. */
const BOT = /bot\b|crawl|spider|slurp|scan|preview|facebookexternalhit|curl|wget|python|httpclient|monitor/i;

/** Counts, where this campaign measures and this browser does not ask otherwise; what is nobody's is not counted. */
export async function tally(d: ViewerDeps, request: Request, looked: Looked, what: readonly Counted[]): Promise<void> {
  if (!counts(request, looked) || what.length === 0) return;
  await count(d.storage.db, looked.campaign.id, isBot(request) ? [{ name: 'uncounted', key: 'bot' }] : what);
}

const isBot = (request: Request): boolean => BOT.test(request.headers['user-agent'] ?? '');

const counts = (request: Request, { link, campaign, looking }: Looked): boolean =>
  measures(request, campaign) && !link.preview && !looking;

/**
 * What a play means for the person whose version it was: which side of a trial it counts for, and, only where that person
 * lets it be noted, what they watched.
 */
async function tallyPerson(d: ViewerDeps, request: Request, looked: Looked, what: readonly Counted[]): Promise<void> {
  const { campaign, link } = looked;
  if (!looked.personal || !counts(request, looked) || isBot(request)) return;
  if (readQuery(request).version === 'general') return;
  const now = d.clock();
  const current = await currentVerdict(d.storage, link.recipientUuid, now);
  if (!current || current.general) return;
  await tally(d, request, looked, sidesOf(current, campaign, what));
  if (current.measuring.by === 'off') return;
  await noteMeasured(
    d.storage.db,
    link.recipientUuid,
    what.flatMap(({ name, key = '' }) =>
      name === 'played' || name === 'watched' || name === 'cta' ? [{ name, key }] : [],
    ),
    now,
  );
}

/** `watched`: it came to the last scene of the linear way. */
function sidesOf({ trial, verdict }: Current, { card }: Campaign, what: readonly Counted[]): Counted[] {
  if (!trial) return [];
  const last = card.scenes.findLast(({ aside }) => !aside)?.id;
  const happened = [
    ...(what.some(({ name }) => name === 'played') ? ['played'] : []),
    ...(what.some(({ name, key }) => name === 'watched' && key === last) ? ['watched'] : []),
    ...(what.some(({ name }) => name === 'cta') ? ['cta'] : []),
  ];
  const { without } = trial;
  const isWithout = without !== undefined && reasonOf(verdict.decisions[without]) === 'trial';
  const sides = isWithout
    ? [`${without}:without`]
    : without === undefined
      ? trial.fields.filter((field) => verdict.decisions[field]?.granted).map((field) => `${field}:with`)
      : [];
  return sides.flatMap((side) => happened.map((one) => ({ name: 'trial' as const, key: `${side}:${one}` })));
}

const reasonOf = (decision: Current['verdict']['decisions'][string] | undefined): string | undefined =>
  decision && !decision.granted ? decision.reason : undefined;

/**
 * `POST votes {poll, option}` → the totals. A vote is what its viewer wants counted, so GPC does not stop it. The answer
 * is the same whether it was the link's first or not.
 */
export async function takeVote(d: ViewerDeps, request: Request, response: Response, looked: Looked): Promise<void> {
  const parsed = voteSchema.safeParse(request.body);
  if (!parsed.success) return problem(response, 'bad-body');
  const { poll, option } = parsed.data;
  if (!hasOption(looked.campaign.card, ['poll'], poll, option)) return problem(response, 'unknown-form');
  const { recipientUuid } = looked.link;
  if (!looked.link.preview) await vote(d.storage.db, { campaignId: looked.campaign.id, recipientUuid }, poll, option);
  response.json(await totals(d, looked));
}

/** By poll and option, in steps of ten; an option that fewer than ten have chosen is not in it. */
export async function totals(d: ViewerDeps, { campaign }: Looked): Promise<{ polls: Record<string, object> }> {
  const { poll: counts = {} } = await publishedCounts(d.storage.db, campaign.id, 'poll');
  const polls: Record<string, Record<string, number>> = {};
  for (const { interaction } of campaign.card.interactions) {
    if (interaction.kind !== 'poll') continue;
    const of = interaction.options.flatMap((option) => {
      const n = counts[`${interaction.id}:${option.id}`];
      return n === undefined ? [] : [[option.id, n] as const];
    });
    polls[interaction.id] = Object.fromEntries(of);
  }
  return { polls };
}
