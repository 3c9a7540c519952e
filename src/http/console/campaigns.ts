/** A workspace's campaigns as the console shows them. */
import type { Campaign } from '../../campaigns/index.ts';
import type { CampaignView } from '../../web/console/view.ts';
import type { Rooms } from '../registry.ts';

/** How many people of a demo campaign can be watched from the list. */
const SHOWN = 3;

export async function campaignViews(rooms: Rooms, workspaceId: string): Promise<CampaignView[]> {
  const campaigns = await rooms.campaigns.list(workspaceId);
  return Promise.all(campaigns.map((campaign) => viewOf(rooms, campaign)));
}

async function viewOf(rooms: Rooms, campaign: Campaign): Promise<CampaignView> {
  const { id, name, template, status, counts, progress, createdAt, demo } = campaign;
  return {
    id,
    name,
    template,
    sender: campaign.controller.name,
    status,
    counts,
    progress,
    createdAt,
    demo,
    watch: demo ? await someLinks(rooms, id) : [],
  };
}

async function someLinks({ storage, delivery }: Rooms, campaign: string): Promise<CampaignView['watch']> {
  const people = await storage.db
    .selectFrom('recipients')
    .select(['uuid', 'recipient_id'])
    .where('campaign_id', '=', campaign)
    .where('preview', '=', false)
    .orderBy('recipient_id')
    .limit(SHOWN)
    .execute();
  const links = await delivery.linksFor(people.map((person) => person.uuid));
  return people.flatMap(({ uuid, recipient_id }) => {
    const url = links.get(uuid)?.watch;
    return url ? [{ id: recipient_id, url }] : [];
  });
}
