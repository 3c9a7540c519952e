/** The demo workspace: one campaign per template, whose sample audience is drawn while you watch. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { createKey, createWorkspace, findKey } from '../accounts/index.ts';
import type { TemplateCard } from '../frames/types.ts';
import type { Service } from './service.ts';

export interface Demo {
  readonly key: string;
  /** Watch links of three people of the sample audiences. */
  readonly watch: readonly string[];
}

const noteSchema = z.object({ workspace: z.uuid(), key: z.string() });

const CONTROLLER = {
  name: 'Northlight Energy',
  address: 'Harbour Street 12, 20457 Hamburg, Germany',
  email: 'privacy@northlight.example',
  privacyUrl: 'https://northlight.example/privacy',
  imprintUrl: 'https://northlight.example/imprint',
};

const CTA = {
  label: { en: 'See my account', de: 'Mein Konto ansehen' },
  url: 'https://northlight.example/account',
};

const SHOWN = 3;

/** Makes the demo at the first start; later starts find it. Its key rests beside the master key, with mode 600. */
export async function createDemo(service: Service, dataDir: string): Promise<Demo> {
  const file = join(dataDir, 'demo.json');
  const note = await readNote(service, file);
  const { workspace, key } = note ?? (await makeWorkspace(service, file));
  const existing = await service.storage.db
    .selectFrom('campaigns')
    .select('template_id')
    .where('workspace_id', '=', workspace)
    .where('demo', '=', true)
    .execute();
  const known = new Set(existing.map((row) => row.template_id));
  for (const card of await service.frames.cards()) {
    if (!known.has(card.id)) await makeCampaign(service, workspace, card);
  }
  return { key, watch: await someLinks(service, workspace) };
}

async function readNote(service: Service, file: string): Promise<z.infer<typeof noteSchema> | undefined> {
  try {
    const note = noteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    return (await findKey(service.storage, note.key)) ? note : undefined;
  } catch {
    return undefined;
  }
}

async function makeWorkspace(service: Service, file: string): Promise<z.infer<typeof noteSchema>> {
  const { id } = await createWorkspace(service.storage, 'Demo');
  const { key } = await createKey(service.storage, id, 'demo');
  writeFileSync(file, JSON.stringify({ workspace: id, key }), { mode: 0o600 });
  return { workspace: id, key };
}

async function makeCampaign(service: Service, workspace: string, card: TemplateCard): Promise<void> {
  const title = typeof card.title === 'string' ? card.title : (card.title.en ?? card.id);
  const campaign = await service.campaigns.create(
    workspace,
    {
      ...{ name: `Demo: ${title}`, template: card.id, controller: CONTROLLER, cta: CTA },
      ...{ retentionDays: 30, delivery: 'prerender' },
    },
    { demo: true },
  );
  const rows = Readable.from([JSON.stringify(card.sample)], { objectMode: false });
  await service.campaigns.importAudience(workspace, campaign.id, rows, 'application/json', { dryRun: false });
  await service.campaigns.launch(workspace, campaign.id);
}

/** One link of each demo campaign in turn, its first people first. */
async function someLinks(service: Service, workspace: string): Promise<string[]> {
  const rows = await service.storage.db
    .selectFrom('recipients')
    .innerJoin('campaigns', 'campaigns.id', 'recipients.campaign_id')
    .select(['recipients.uuid', 'recipients.campaign_id'])
    .where('recipients.workspace_id', '=', workspace)
    .where('campaigns.demo', '=', true)
    .orderBy('campaigns.created_at')
    .orderBy('recipients.recipient_id')
    .execute();
  const byCampaign = Map.groupBy(rows, (row) => row.campaign_id);
  const turns = [...byCampaign.values()].flatMap((people) =>
    people.map((person, turn) => ({ turn, uuid: person.uuid })),
  );
  const chosen = turns.sort((a, b) => a.turn - b.turn).slice(0, SHOWN);
  const links = await service.delivery.linksFor(chosen.map((one) => one.uuid));
  return chosen.flatMap((one) => links.get(one.uuid)?.watch ?? []);
}
