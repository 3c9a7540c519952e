/** Receipts: the signed file, the page to print, what is given after an erasure, and the page that checks any of them. */
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import { erasureReceipt, receipt } from '../../disclosure/index.ts';
import { renderCheck, renderPaper } from '../../web/watch/receipt.tsx';
import type { ErasureView } from '../../web/watch/view.ts';
import type { PageAssets } from '../assets.ts';
import { acted, problem } from './answers.ts';
import { pageView } from './page.ts';
import { carried, isForm, readQuery } from './request.ts';
import { inLocale, type Looked, type Shown, type ViewerDeps } from './shown.ts';

/** With the link alone it bears no date: every link of a campaign has the same. */
export async function sendReceipt(d: ViewerDeps, response: Response, shown: Shown): Promise<void> {
  const { disclosure, person } = shown;
  const signed = await d.delivery.receipts.sign(receipt(person ? { disclosure, at: d.clock() } : { disclosure }));
  sendFile(response, signed);
}

function sendFile(response: Response, file: object): void {
  response.type('application/ld+json').send(JSON.stringify(file, null, 2));
}

export function sendPaper(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  shown: Shown,
  assets: PageAssets,
): void {
  const { campaign, token } = looked;
  const page = pageView(request, assets, campaign, shown);
  const { title, disclosure } = inLocale(campaign, shown, page.locale);
  const view = {
    ...page,
    ...{ at: `/v/${token}`, carry: carried(request, looked), title, disclosure },
    personal: shown.person !== undefined,
    ...(shown.person ? { madeAt: d.clock().toISOString() } : {}),
    retentionDays: campaign.spec.retentionDays,
    checkAt: `${d.settings.publicUrl}/receipt/check`,
  };
  response.type('html').send(renderPaper(view));
}

/** After an erasure nothing is left that could say what was erased: this answer alone does. */
export async function sendErased(
  d: ViewerDeps,
  request: Request,
  response: Response,
  looked: Looked,
  erased: { readonly campaigns: number; readonly videos: number },
): Promise<void> {
  const { controller } = looked.campaign.spec;
  const made = erasureReceipt({ controller, at: d.clock(), ...erased });
  const { receipts } = d.delivery;
  if (isForm(request)) acted(request, response, 'erase', looked.token, { receipt: await receipts.signature(made) });
  else response.json({ done: 'erase', erased, receipt: await receipts.sign(made) });
}

const erasureSchema = z.object({
  '@type': z.literal('candor:ErasureReceipt'),
  'dct:created': z.iso.datetime(),
  'dct:publisher': z.object({ 'schema:name': z.string() }),
  'candor:erased': z.object({ 'candor:campaigns': z.int(), 'candor:videos': z.int() }),
});

/** The receipt that an ended link's address carries, if it is one of ours. */
export async function erasureIn(d: ViewerDeps, request: Request): Promise<ErasureView | undefined> {
  const { receipt: jws } = readQuery(request);
  const checked = jws ? await d.delivery.receipts.check(jws) : undefined;
  const parsed = erasureSchema.safeParse(checked?.result === 'good' ? checked.receipt : undefined);
  if (!jws || !parsed.success) return undefined;
  const { 'dct:created': at, 'dct:publisher': publisher, 'candor:erased': erased } = parsed.data;
  return {
    sender: publisher['schema:name'],
    at,
    campaigns: erased['candor:campaigns'],
    videos: erased['candor:videos'],
    file: `/receipt/erasure.json?${new URLSearchParams({ receipt: jws })}`,
  };
}

const LIMIT = '256kb';
const pasted = z.object({ receipt: z.string().max(200_000) });

/** `/receipt/…` and the public keys. Nothing that is sent here is kept. */
export function addReceiptPages(router: Router, d: ViewerDeps, assets: PageAssets): void {
  router.get('/receipt/check', (request, response) => {
    response.type('html').send(renderCheck(pageView(request, assets)));
  });
  router.post(
    '/receipt/check',
    express.urlencoded({ extended: false, limit: LIMIT }),
    express.json({ limit: LIMIT }),
    async (request, response) => {
      const parsed = pasted.safeParse(request.body);
      if (!parsed.success) return problem(response, 'bad-body');
      const checked = await d.delivery.receipts.check(parsed.data.receipt);
      if (!isForm(request)) return void response.json(checked);
      const says = checked.result === 'good' ? { says: JSON.stringify(checked.receipt, null, 2) } : {};
      response.type('html').send(renderCheck({ ...pageView(request, assets), result: checked.result, ...says }));
    },
  );
  router.get('/receipt/erasure.json', async (request, response) => {
    const { receipt: jws } = readQuery(request);
    const checked = jws ? await d.delivery.receipts.check(jws) : undefined;
    if (checked?.result !== 'good') return problem(response, 'no-receipt');
    response.attachment('erasure.json');
    sendFile(response, { ...checked.receipt, 'candor:jws': jws });
  });
  router.get('/.well-known/jwks.json', async (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').json(await d.delivery.receipts.keys());
  });
  // https://w3c.github.io/gpc/: that the signal is honoured here.
  router.get('/.well-known/gpc.json', (_request, response) => {
    response.set('Cache-Control', 'public, max-age=3600').json({ gpc: true, lastUpdate: '2026-11-25' });
  });
}
