/** `links.csv`: everybody's addresses under the names that a mailing system merges, page by page. */
import { once } from 'node:events';
import type { Response } from 'express';
import { csvLine, ESPS, type EspId, LINK_COLUMNS, type LinkColumn } from '../../delivery/email/index.ts';
import type { Links } from '../../delivery/index.ts';
import { localeOf } from '../../videos/index.ts';
import type { Rooms } from '../registry.ts';
import type { Campaign } from '../viewer/shown.ts';
import { pictureQuery } from './view.ts';

const PAGE = 500;

/** Which columns there are: pictures only where they are personal; all of them for a system that is not known. */
export function columnsOf(espId: EspId, spec: Campaign['spec']): LinkColumn[] {
  const shared = (name: LinkColumn) => (name === 'poster' || name === 'animation') && spec[name] !== 'personal';
  return LINK_COLUMNS.filter((name) => espId === 'generic' || !shared(name));
}

interface Sending {
  readonly rooms: Rooms;
  readonly workspaceId: string;
  readonly campaign: Campaign;
  readonly esp: EspId;
  readonly signal: AbortSignal;
  /** Asked before each page. */
  readonly stillKnown: () => Promise<boolean>;
}

/** Answers with the file. Who is excluded has no links and is not in it. Bounded memory, whatever the audience. */
export async function sendLinks({ rooms, workspaceId, campaign, ...o }: Sending, response: Response): Promise<void> {
  const esp = ESPS[o.esp];
  const columns = columnsOf(o.esp, campaign.spec);
  response.attachment(`links-${o.esp}.csv`).type('text/csv; charset=utf-8');
  response.write(csvLine([esp.idColumn ?? 'id', ...columns.map((name) => esp.columns[name])]));
  let cursor: string | undefined;
  do {
    const page = await rooms.campaigns.recipients(workspaceId, campaign.id, cursor, PAGE);
    const linked = page.items.filter(({ status }) => status !== 'excluded');
    const uuids = linked.map(({ uuid }) => uuid);
    const [links, locales] = await Promise.all([rooms.delivery.linksFor(uuids), localesOf(rooms, campaign, uuids)]);
    const lines = linked.flatMap(({ uuid, id }) => {
      const theirs = links.get(uuid);
      if (!theirs) return [];
      const values = valuesOf(theirs, locales.get(uuid) ?? '');
      return [csvLine([id, ...columns.map((name) => values[name])])];
    });
    cursor = page.next;
    if (!response.write(lines.join(''))) await once(response, 'drain', { signal: o.signal });
    // A key that was taken back gives out no more; a file that is cut off says so.
    if (cursor && !(await o.stillKnown())) return void response.destroy();
  } while (cursor && !o.signal.aborted);
  response.end();
}

const valuesOf = (links: Links, language: string): Record<LinkColumn, string> => ({
  watch: links.watch,
  stop: links.unsubscribe,
  poster: `${links.poster}${pictureQuery('poster')}`,
  animation: `${links.animation}${pictureQuery('animation')}`,
  language,
});

/** The language of each person's video. */
async function localesOf({ storage }: Rooms, { card, spec }: Campaign, uuids: readonly string[]) {
  if (uuids.length === 0) return new Map<string, string>();
  const rows = await storage.db
    .selectFrom('recipients')
    .select(['uuid', 'locale'])
    .where('uuid', 'in', uuids)
    .execute();
  return new Map(rows.map(({ uuid, locale }) => [uuid, localeOf(card, locale, spec.locale)]));
}
