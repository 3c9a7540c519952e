/**
 * Letters to members by e-mail, where `SMTP_URL` is set. What they tell of has happened already: no letter holds it up, and
 * one that cannot be sent is a line in the log, without an address.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';
import type { Storage } from '../../storage/index.ts';
import { membersWho, type Reachable } from '../approvers.ts';
import { INVITATION_DAYS } from '../members.ts';
import type { Role } from '../permissions.ts';
import { htmlOf, type Letter, textOf } from './letter.ts';
import * as words from './words.ts';

export interface NoticesOptions {
  readonly storage: Pick<Storage, 'db'>;
  readonly publicUrl: string;
  readonly log: Logger;
  readonly smtpUrl?: string | undefined;
  /** Whom letters come from; `Candor <candor@…>` of the public address where it is absent. */
  readonly from?: string | undefined;
}

interface About {
  readonly workspaceId: string;
  readonly campaign: words.CampaignName;
}

export interface Notices {
  /** Whether letters can be sent. */
  readonly on: boolean;
  /** Whether the mail server took it, within five seconds. */
  invitation(o: { workspace: string; to: string; role: Role; link: string }): Promise<boolean>;
  passwordReset(o: { to: string; link: string }): void;
  /** To everybody who may approve, but whoever asked. */
  approvalAsked(o: About & { by: { id: string; name: string } }): void;
  /** Consent was stated for a whole file: to everybody who may approve, but whoever stated it. */
  consentStated(o: About & { by: { id: string; name: string } }): void;
  /** To whoever asked: the id of a member. */
  approvalDecided(o: About & { by: { name: string }; asked: string; decision: 'approved' | 'rejected' }): void;
  /** To the admins. */
  webhookOff(o: { workspaceId: string }): void;
  /** To everybody who may change campaigns. `opened`: people who had opened their link. */
  stoppedByNotMe(o: About & { opened: number }): void;
  /** Waits a moment for letters that are on their way. */
  close(): Promise<void>;
}

/** A mail server that is slow to say hello is not waited for longer. */
const PATIENCE = { connectionTimeout: 5_000, greetingTimeout: 5_000, socketTimeout: 10_000 };
const ANSWER_MS = 5_000;
const CLOSE_MS = 2_000;

export function openNotices({ storage, publicUrl, log, smtpUrl, from }: NoticesOptions): Notices {
  const sender = from ?? `Candor <candor@${new URL(publicUrl).hostname}>`;
  const transport =
    smtpUrl === undefined ? undefined : createTransport({ url: smtpUrl, ...PATIENCE }, { from: sender });
  const console = `${publicUrl.replace(/\/+$/, '')}/console`;
  const underWay = new Set<Promise<unknown>>();

  /** Never throws. */
  async function send(to: string, kind: string, letter: Letter): Promise<boolean> {
    try {
      await transport?.sendMail({
        ...{ to, subject: letter.subject, text: textOf(letter), html: htmlOf(letter) },
        headers: { 'Auto-Submitted': 'auto-generated' },
      });
      return transport !== undefined;
    } catch (error) {
      failed(kind, error);
      return false;
    }
  }

  // The error's text may hold an address or what the server said of it; its code holds neither.
  const failed = (kind: string, error: unknown) =>
    log.warn({ kind, code: (error as { code?: string }).code ?? 'unknown' }, 'a notice could not be mailed');

  function inBackground<T>(work: Promise<T>): Promise<T> {
    underWay.add(work);
    void work.finally(() => underWay.delete(work)).catch(() => {});
    return work;
  }

  /** A letter each, so that nobody reads who else got it. */
  function tell(kind: string, whom: () => Promise<readonly Reachable[]>, letter: Letter): void {
    if (!transport) return;
    const all = async () => {
      for (const { email } of await whom()) if (email !== undefined) await send(email, kind, letter);
    };
    void inBackground(all().catch((error: unknown) => failed(kind, error)));
  }

  const approversBut = (workspaceId: string, by: { id: string }) => async () =>
    (await membersWho(storage, workspaceId, 'approve')).filter(({ id }) => id !== by.id);

  return {
    on: transport !== undefined,
    invitation: ({ to, ...o }) => {
      if (!transport) return Promise.resolve(false);
      const sent = inBackground(send(to, 'invitation', words.invitation({ ...o, days: INVITATION_DAYS })));
      return Promise.race([sent, sleep(ANSWER_MS, false, { ref: false })]);
    },
    passwordReset: ({ to, link }) =>
      tell('password-reset', async () => [{ id: '', email: to }], words.passwordReset({ link })),
    approvalAsked: ({ workspaceId, campaign, by }) =>
      tell('approval-asked', approversBut(workspaceId, by), words.approvalAsked({ campaign, by: by.name, console })),
    consentStated: ({ workspaceId, campaign, by }) =>
      tell('consent-stated', approversBut(workspaceId, by), words.consentStated({ campaign, by: by.name, console })),
    approvalDecided: ({ workspaceId, campaign, by, asked, decision }) =>
      tell(
        'approval-decided',
        async () => (await membersWho(storage, workspaceId, 'read')).filter(({ id }) => id === asked),
        words.approvalDecided({ campaign, by: by.name, decision, console }),
      ),
    webhookOff: ({ workspaceId }) =>
      tell('webhook-off', () => membersWho(storage, workspaceId, 'admin'), words.webhookOff({ console })),
    stoppedByNotMe: ({ workspaceId, campaign, opened }) =>
      tell(
        'stopped-by-not-me',
        () => membersWho(storage, workspaceId, 'edit'),
        words.stoppedByNotMe({ campaign, opened, console }),
      ),
    close: async () => {
      await Promise.race([Promise.allSettled(underWay), sleep(CLOSE_MS, undefined, { ref: false })]);
      transport?.close();
    },
  };
}
