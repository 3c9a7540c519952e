/**
 * A column that is shifted shows people each other's data. They say so with "not me": when too many do, every link of the
 * campaign becomes general by itself, before somebody of the sender has read the first complaint.
 */
import { sql } from 'kysely';
import type { Deps } from './deps.ts';
import { stopPersonal } from './state.ts';

/** So many people are enough in any campaign. */
const PEOPLE = 10;
/** In a smaller one, more than this part of its people; one person alone is a link that reached somebody else. */
const PART = 0.01;
const FEWEST = 2;

export interface Stopped {
  readonly campaignId: string;
  readonly workspaceId: string;
  readonly name: string;
  /** How many people had opened their link by then. */
  readonly opened: number;
}

/** Stops personal videos where too many people said "not me" since they were last allowed. Answers which campaigns. */
export async function stopByNotMe(d: Deps): Promise<Stopped[]> {
  const { rows } = await sql<{ id: string; workspace_id: string; name: string; people: string; said: string }>`
    select c.id, c.workspace_id, c.spec->>'name' as name, said.people as said,
      (select count(*) from recipients r where r.campaign_id = c.id and not r.preview) as people
    from campaigns c
    join lateral (
      select count(distinct a.person_hash) as people from keys.acts a
      join recipients r on r.campaign_id = c.id and r.person_hash = a.person_hash and not r.preview
      where a.campaign_id = c.id and a.kind = 'not-me'
        and (c.personal_allowed_at is null or a.at > c.personal_allowed_at)
    ) said on said.people >= ${FEWEST}
    where c.personal_stopped_at is null and c.status <> 'cancelled'
      and c.id in (select campaign_id from keys.acts where kind = 'not-me')`.execute(d.storage.db);
  const stopped: Stopped[] = [];
  for (const { id, workspace_id, name, people, said } of rows) {
    if (Number(said) < PEOPLE && Number(said) <= Number(people) * PART) continue;
    const { opened } = await stopPersonal(d, workspace_id, id, 'not-me');
    d.log.warn({ room: 'campaigns', campaign: id }, 'personal videos were stopped: too many people said "not me"');
    stopped.push({ campaignId: id, workspaceId: workspace_id, name, opened });
  }
  return stopped;
}
