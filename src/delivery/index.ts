/** Delivery: links and sessions, and sending what they open. Knows nothing of pages. */
import { isAnswer, relinked } from '../consent/index.ts';
import type { Storage } from '../storage/index.ts';
import type { Videos } from '../videos/index.ts';
import { endLinks, type Found, findLink, type LinkKind, tokensFor } from './links.ts';
import { openReceipts, type Receipts } from './receipts.ts';
import { giveTriesBack, hasSession, type OpenedSession, openSession, TRIES, takeTry } from './sessions.ts';
import { Watchman } from './watchman.ts';

export { type Counted, count, published, publishedCounts, vote } from './counters.ts';
export type { Found, LinkKind } from './links.ts';
export { type Look, looksAt, openLook } from './looks.ts';
export { masterPlaylist, mediaPlaylist } from './playlists.ts';
export type { Checked, Receipts } from './receipts.ts';
export type { OpenedSession } from './sessions.ts';
export { type Sending, send } from './stream.ts';
export type { Watchman } from './watchman.ts';
export { type Arm, difference, type Verdict, type Worth, wilson, worthOf } from './worth.ts';

/** Absolute addresses of one recipient. The pictures are the campaign's own unless the campaign asks for personal ones. */
export interface Links {
  readonly watch: string;
  readonly poster: string;
  readonly animation: string;
  readonly video: string;
  readonly unsubscribe: string;
}

export type LiveLink = Extract<Found, { ended: false }>;

export interface Delivery {
  /** Each recipient's links, made on first demand. Recipients that are gone have no entry. */
  linksFor(uuids: readonly string[]): Promise<Map<string, Links>>;
  /** Ends the old links and sessions and makes new ones. `undefined` when the recipient is gone. */
  relink(uuid: string): Promise<Links | undefined>;
  /** `undefined`: no such token of that kind. */
  find(token: string, kind?: LinkKind): Promise<Found | undefined>;
  /** "This is me": at most twelve hours, no longer than the link. */
  openSession(link: LiveLink): Promise<OpenedSession>;
  /** The same after the sender's question. Five tries a link; `left` after a wrong answer, 0 when they are used up. */
  openWithAnswer(link: LiveLink, answer: string): Promise<OpenedSession | { readonly left: number }>;
  /** How many tries at the sender's question the link has. */
  triesLeft(link: LiveLink): Promise<number>;
  hasSession(link: LiveLink, session: string): Promise<boolean>;
  /** Whether a running response may go on: the link and, where it was used, the session still stand. */
  stillOpen(token: string, session: string | undefined): Promise<boolean>;
  readonly watchman: Watchman;
  readonly receipts: Receipts;
}

export interface DeliveryOptions {
  readonly storage: Storage;
  readonly videos: Videos;
  readonly clock: () => Date;
  /** What links begin with; without a slash at its end. */
  readonly publicUrl: string;
}

export function openDelivery({ storage, clock, publicUrl }: DeliveryOptions): Delivery {
  const { db, keys } = storage;
  const base = publicUrl.replace(/\/+$/, '');

  async function linksFor(uuids: readonly string[]): Promise<Map<string, Links>> {
    const watch = await tokensFor(db, keys, uuids, 'watch', clock());
    const campaigns = await campaignsOf([...watch.keys()]);
    const personal = [...watch.keys()].filter((uuid) => {
      const theirs = campaigns.get(uuid);
      return theirs?.poster === 'personal' || theirs?.animation === 'personal';
    });
    const pictures = await tokensFor(db, keys, personal, 'picture', clock());
    const links = new Map<string, Links>();
    for (const [uuid, token] of watch) {
      const at = `${base}/v/${token}`;
      const theirs = campaigns.get(uuid);
      const picture = (asked: unknown) => (asked === 'personal' && pictures.get(uuid)) || theirs?.pictureId;
      links.set(uuid, {
        watch: at,
        poster: `${base}/p/${picture(theirs?.poster)}/poster.jpg`,
        animation: `${base}/p/${picture(theirs?.animation)}/animation.gif`,
        video: `${at}/video.mp4`,
        unsubscribe: `${at}/unsubscribe`,
      });
    }
    return links;
  }

  async function campaignsOf(uuids: readonly string[]) {
    if (uuids.length === 0) return new Map<string, { pictureId: string; poster: unknown; animation: unknown }>();
    const rows = await db
      .selectFrom('recipients')
      .innerJoin('campaigns', 'campaigns.id', 'recipients.campaign_id')
      .select(['recipients.uuid', 'campaigns.picture_id', 'campaigns.spec'])
      .where('recipients.uuid', 'in', uuids)
      .execute();
    return new Map(
      rows.map(({ uuid, picture_id, spec }) => [
        uuid,
        { pictureId: picture_id, poster: spec.poster, animation: spec.animation },
      ]),
    );
  }

  const find = (token: string, kind: LinkKind = 'watch') => findLink(db, token, kind, clock());

  return {
    linksFor,
    async relink(uuid) {
      await endLinks(db, uuid, clock());
      await relinked(storage, uuid, clock());
      return (await linksFor([uuid])).get(uuid);
    },
    find,
    openSession: (link) => openSession(db, link, clock()),
    async openWithAnswer(link, answer) {
      const left = await takeTry(db, link);
      if (left === undefined) return { left: 0 };
      if (!(await isAnswer(storage, link.recipientUuid, answer))) return { left };
      await giveTriesBack(db, link);
      return openSession(db, link, clock());
    },
    async triesLeft(link) {
      const row = await db.selectFrom('links').select('tries').where('hash', '=', link.linkHash).executeTakeFirst();
      return TRIES - (row?.tries ?? TRIES);
    },
    hasSession: (link, session) => hasSession(db, link, session, clock()),
    async stillOpen(token, session) {
      const link = (await find(token)) ?? (await find(token, 'look'));
      if (!link || link.ended) return false;
      return session === undefined || hasSession(db, link, session, clock());
    },
    watchman: new Watchman(),
    receipts: openReceipts(storage),
  };
}
