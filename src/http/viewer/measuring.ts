/**
 * Counting without persons: `POST events` and `POST votes`. Which link, session or browser a count came from is not kept;
 * with `Sec-GPC: 1`, or in a campaign that does not measure, an event is taken and forgotten.
 */
import type { Request, Response } from 'express';
import { z } from 'zod';
import { type Counted, count, publishedCounts, vote } from '../../delivery/index.ts';
import { problem } from './answers.ts';
import { measures } from './page.ts';
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
  await tally(
    d,
    request,
    looked,
    counted.flatMap((one) => one ?? []),
  );
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

/** Counts, where this campaign measures and this browser does not ask otherwise; a preview is nobody's. */
export async function tally(d: ViewerDeps, request: Request, looked: Looked, what: readonly Counted[]): Promise<void> {
  if (!measures(request, looked.campaign) || (await isPreview(d, looked))) return;
  await count(d.storage.db, looked.campaign.id, what);
}

async function isPreview(d: ViewerDeps, { link }: Looked): Promise<boolean> {
  const row = await d.storage.db
    .selectFrom('recipients')
    .select('preview')
    .where('uuid', '=', link.recipientUuid)
    .executeTakeFirst();
  return row?.preview ?? true;
}

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
  if (!(await isPreview(d, looked)))
    await vote(d.storage.db, { campaignId: looked.campaign.id, recipientUuid }, poll, option);
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
