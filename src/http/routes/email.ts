/** The e-mail kit: mailing systems, everybody's links under their names, and the mail that merges them. */
import type { Response } from 'express';
import { z } from 'zod';
import { recordAudit } from '../../accounts/index.ts';
import { ESP_IDS, ESPS, espSchema, mailBlock, mailHtml, mailText } from '../../delivery/email/index.ts';
import { assertMailable } from '../mail/address.ts';
import { mailFormat } from '../mail/format.ts';
import { sendLinks } from '../mail/links.ts';
import { mailLogo } from '../mail/logo.ts';
import { mailView } from '../mail/view.ts';
import { Problem } from '../problems.ts';
import { type Rooms, route } from '../registry.ts';
import { wholeOf } from '../shapes/common.ts';
import { type Campaign, readCampaign } from '../viewer/shown.ts';
import { campaignParams, flag, none } from './params.ts';

const TAG = 'E-mail';
const ADDRESS = ['address-not-https', 'address-no-answer'] as const;

const esp = z
  .enum(ESP_IDS as readonly [keyof typeof ESPS])
  .default('generic')
  .describe('Your mailing system');
const choice = z.strictObject({
  esp,
  locale: z.string().max(20).optional().describe('Of the mail; else the campaign’s'),
  picture: z.enum(['animation', 'poster']).default('animation'),
  preview: flag.describe('1: to look at, with nobody’s links'),
});
/** How a preview is shown. */
const shown = {
  scheme: z.enum(['light', 'dark']).optional().describe('With preview: whatever the reader prefers'),
  pictures: z.enum(['on', 'off']).default('on').describe('With preview: off as many mail programs begin'),
};

/** The campaign, if it is this workspace's; its links must be worth sending unless it is a demo or only looked at. */
async function mailable(rooms: Rooms, workspaceId: string, id: string, preview = false): Promise<Campaign> {
  const { demo } = await rooms.campaigns.get(workspaceId, id);
  const campaign = await readCampaign(rooms, { id });
  if (!campaign) throw new Problem('unknown-campaign');
  if (!demo && !preview) await assertMailable(rooms);
  return campaign;
}

/** Nothing in it runs, and it is nobody's page: it may only be looked at. */
function sendMail(response: Response, type: 'html' | 'text', body: string): void {
  response.set({
    'Content-Security-Policy':
      "sandbox; default-src 'none'; img-src 'self' https: http:; style-src 'unsafe-inline'; frame-ancestors 'self'",
    'X-Content-Type-Options': 'nosniff',
  });
  response.type(type === 'html' ? 'text/html; charset=utf-8' : 'text/plain; charset=utf-8').send(body);
}

interface HowShown {
  readonly scheme?: 'light' | 'dark' | undefined;
  readonly pictures: 'on' | 'off';
}

/** A browser shows a mail as a mail program would that is dark, or loads no pictures. */
function asShown(html: string, { scheme, pictures }: HowShown): string {
  const media = scheme === 'dark' ? 'all' : 'not all';
  const styled = scheme ? html.replace('(prefers-color-scheme:dark)', media) : html;
  return pictures === 'off' ? styled.replaceAll(/ src="[^"]*"/g, ' src="data:,"') : styled;
}

/** The first mail that is opened finds its pictures drawn. */
function drawAhead({ videos }: Rooms, { id, card }: Campaign, locale: string): void {
  const { format } = mailFormat(card);
  const draw = async () => {
    const video = await videos.general(id, { format, locale });
    for (const kind of ['mail', 'animation'] as const) await videos.picture(video, kind);
  };
  draw().catch(() => {});
}

export const emailRoutes = [
  route({
    method: 'get',
    path: '/v1/esps',
    needs: 'read',
    tag: TAG,
    summary: 'Mailing systems',
    detail:
      'How each merges, what its columns are called, what it does to links and how to stop that, with sources and the day they were checked.',
    params: none,
    query: none,
    answer: {
      status: 200,
      schema: wholeOf(espSchema.safeExtend({ id: z.enum(ESP_IDS as readonly [keyof typeof ESPS]) })),
    },
    handle: async () => ({ items: ESP_IDS.map((id) => ({ id, ...ESPS[id] })) }),
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/links.csv',
    needs: 'edit',
    tag: TAG,
    summary: 'Everybody’s links, for your mailing system',
    detail:
      'One line a person, streamed: your id and the links, under the names that the system merges. Pictures have columns only where the campaign chose personal ones. Demo campaigns are exempt from the rules for the public address.',
    params: campaignParams,
    query: z.strictObject({ esp }),
    answer: {
      status: 200,
      type: 'text/csv',
      schema: z.string(),
      example:
        'id,VIDEO,VIDEOSTOP,VIDEOLANG\r\ncust-1001,https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg,https://videos.example.com/v/Q5nIWf2yV3c1kT0uZr8mBg/unsubscribe,en\r\n',
    },
    problems: ['unknown-campaign', ...ADDRESS],
    stream: async ({ rooms, workspaceId, actor, params, query, signal, stillKnown }, response) => {
      const campaign = await mailable(rooms, workspaceId, params.id);
      const target = { kind: 'campaign', id: campaign.id };
      await recordAudit(rooms.storage.db, { workspaceId, actor, action: 'campaigns.links.read', target });
      await sendLinks({ rooms, workspaceId, campaign, esp: query.esp, signal, stillKnown }, response);
    },
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/email.html',
    needs: 'read',
    tag: TAG,
    summary: 'The mail, as HTML',
    detail:
      'A whole mail with your mailing system’s tags in it, or with part=block the part that goes into a design of your own.',
    params: campaignParams,
    query: choice.extend({ part: z.enum(['mail', 'block']).default('mail'), ...shown }),
    answer: { status: 200, type: 'text/html', schema: z.string() },
    problems: ['unknown-campaign', ...ADDRESS],
    stream: async ({ rooms, workspaceId, params, query }, response) => {
      const campaign = await mailable(rooms, workspaceId, params.id, query.preview);
      const { publicUrl } = rooms.settings;
      const logo = await mailLogo(rooms.storage, campaign, query.preview ? '' : publicUrl);
      const view = { ...mailView(campaign, publicUrl, query), ...logo };
      drawAhead(rooms, campaign, view.locale);
      const html = query.part === 'block' ? mailBlock(view) : mailHtml(view);
      sendMail(response, 'html', query.preview ? asShown(html, query) : html);
    },
  }),
  route({
    method: 'get',
    path: '/v1/campaigns/:id/email.txt',
    needs: 'read',
    tag: TAG,
    summary: 'The mail, as plain text',
    detail: 'The twin of the HTML, for the text part of the same mail.',
    params: campaignParams,
    query: choice,
    answer: { status: 200, type: 'text/plain', schema: z.string() },
    problems: ['unknown-campaign', ...ADDRESS],
    stream: async ({ rooms, workspaceId, params, query }, response) => {
      const campaign = await mailable(rooms, workspaceId, params.id, query.preview);
      sendMail(response, 'text', mailText(mailView(campaign, rooms.settings.publicUrl, query)));
    },
  }),
];
