/**
 * What a viewer does: open, switch, withdraw, dispute, correct, "not me", unsubscribe, erase. Each answers after it is
 * committed; a form is sent back to the page, a program gets JSON.
 */
import express, { type Request, type Response, type Router } from 'express';
import { z } from 'zod';
import {
  correction,
  erase,
  notMe,
  openPerson,
  type Person,
  switchFields,
  switchMeasuring,
  unsubscribe,
  withdraw,
} from '../../consent/index.ts';
import type { PageAssets } from '../assets.ts';
import { acted, problem, refuse } from './answers.ts';
import { back, keep, send } from './keeping.ts';
import { takeEvents, takeVote, tally } from './measuring.ts';
import { answerOpened, openedBy } from './opening.ts';
import { sendErased } from './receipts.ts';
import { carried, hasGpc, isForeign, isForm } from './request.ts';
import { type Looked, manifestOf, mayDecide, show, type ViewerDeps } from './shown.ts';
import { wishOf } from './video.ts';

export type TokenRequest = Request<{ token: string }>;
export type Handler = (request: TokenRequest, response: Response, looked: Looked) => Promise<void> | void;
/** Looks the link up, answers 410 where it has ended, and hands over. */
export type WithLink = (handle: Handler) => (request: TokenRequest, response: Response) => Promise<void>;

const BODY_LIMIT = '64kb';
const body = [express.json({ limit: BODY_LIMIT }), express.urlencoded({ extended: false, limit: BODY_LIMIT })];

const choicesSchema = z.strictObject({ fields: z.record(z.string(), z.boolean()) });
const textsSchema = z.record(z.string(), z.unknown());

export function addActs(router: Router, d: ViewerDeps, assets: PageAssets, withLink: WithLink): void {
  /** Never for another site's page. */
  const acts = (path: string, handle: Handler): void => {
    router.post(
      `/v/:token/${path}`,
      ...body,
      withLink(async (request, response, looked) => {
        if (isForeign(request, d.settings.publicUrl)) {
          return refuse(request, response, assets, 'foreign-origin', looked.token);
        }
        if (looked.looking) return refuse(request, response, assets, 'only-looking', looked.token);
        await handle(request, response, looked);
      }),
    );
  };

  /** Only for who has said that the link is theirs. */
  const decides =
    (handle: Handler): Handler =>
    async (request, response, looked) => {
      if (await mayDecide(d, looked)) await handle(request, response, looked);
      else refuse(request, response, assets, 'session-needed', looked.token);
    };

  acts('open', async (request, response, looked) => {
    const { answer, keep } = readBody(request);
    const opened = await openedBy(d, request, response, looked, assets, answer);
    if (!opened) return;
    await startDrawing(d, { ...looked, session: opened.session, personal: true }, request);
    answerOpened(d, request, response, looked, opened, keep === 'address');
  });

  const switchNow = async (request: Request, looked: Looked, fields: Record<string, boolean>): Promise<void> => {
    await switchFields(d.storage, looked.link.recipientUuid, fields, d.clock());
    const keys = Object.entries(fields).map(([key, on]) => ({
      name: 'choice' as const,
      key: `${key}:${on ? 'on' : 'off'}`,
    }));
    await tally(d, request, looked, keys);
    await startDrawing(d, looked, request);
  };

  router.put(
    '/v/:token/choices',
    ...body,
    withLink(async (request, response, looked) => {
      if (isForeign(request, d.settings.publicUrl)) return problem(response, 'foreign-origin');
      if (!(await mayDecide(d, looked))) return problem(response, 'session-needed');
      const parsed = choicesSchema.safeParse(request.body);
      if (!parsed.success) return problem(response, 'bad-body');
      const { fields } = parsed.data;
      if (!allKnown(response, looked, Object.keys(fields))) return;
      await switchNow(request, looked, fields);
      response.json(manifestOf(await show(d, looked, wishOf(request, looked)), looked.campaign));
    }),
  );

  acts(
    'choices',
    decides(async (request, response, looked) => {
      const entries = Object.entries(readBody(request));
      const fields = Object.fromEntries(entries.map(([key, value]) => [key, value === 'true' || value === 'on']));
      if (!allKnown(response, looked, Object.keys(fields))) return;
      await switchNow(request, looked, fields);
      const query = new URLSearchParams({ ...carried(request, looked), done: 'choices' });
      response.redirect(303, `/v/${looked.token}?${query}`);
    }),
  );

  acts('withdraw', async (request, response, looked) => {
    const person = await openPerson(d.storage, looked.link.recipientUuid);
    if (person) await withdraw(d.storage, { ...refOf(person), purpose: person.purpose }, d.clock());
    await tally(d, request, looked, [{ name: 'act', key: 'withdrawn' }]);
    acted(request, response, 'withdraw', looked.token, carried(request, looked));
  });

  acts('dispute', async (request, response, looked) => {
    const { field } = readBody(request);
    if (field !== undefined && !allKnown(response, looked, [String(field)])) return;
    const person = await openPerson(d.storage, looked.link.recipientUuid);
    const fields = field === undefined ? {} : { fields: [String(field)] };
    const { clock, storage } = d;
    if (person)
      await withdraw(storage, { ...refOf(person), purpose: person.purpose, ...fields, disputed: true }, clock());
    acted(request, response, 'dispute', looked.token, carried(request, looked));
  });

  acts('correction', async (request, response, looked) => {
    const field = String(readBody(request).field ?? '');
    if (!allKnown(response, looked, [field])) return;
    await correction(d.storage, looked.link.recipientUuid, field, d.clock());
    acted(request, response, 'correction', looked.token, carried(request, looked));
  });

  acts('not-me', async (request, response, looked) => {
    await notMe(d.storage, looked.link.recipientUuid, d.clock());
    await tally(d, request, looked, [{ name: 'act', key: 'not-me' }]);
    acted(request, response, 'not-me', looked.token, {});
  });

  acts(
    'erase',
    decides(async (request, response, looked) => {
      const person = await openPerson(d.storage, looked.link.recipientUuid);
      await tally(d, request, looked, [{ name: 'act', key: 'erased' }]);
      const erased = person && (await erase(d.storage, refOf(person), d.clock()));
      await sendErased(d, request, response, looked, {
        campaigns: erased?.campaigns.length ?? 0,
        videos: erased?.videos ?? 0,
      });
    }),
  );

  acts(
    'keep',
    decides(async (request, response, looked) => {
      if (await keep(d, request, response, looked)) await startDrawing(d, looked, request);
    }),
  );
  acts(
    'forms',
    decides((request, response, looked) => send(d, request, response, looked)),
  );
  acts(
    'take-back',
    decides((request, response, looked) => back(d, request, response, looked, assets)),
  );

  acts(
    'measuring',
    decides(async (request, response, looked) => {
      const { on } = readBody(request);
      const wanted = on === true || on === 'true';
      // A browser that asks not to be tracked is taken at its word, whatever is pressed on the page.
      if (wanted && hasGpc(request)) return refuse(request, response, assets, 'gpc', looked.token);
      await switchMeasuring(d.storage, looked.link.recipientUuid, wanted, d.clock());
      if (!isForm(request)) return void response.json({ measuring: wanted });
      response.redirect(303, `/v/${looked.token}?${new URLSearchParams(carried(request, looked))}#measuring`);
    }),
  );

  // Counted without a person: the link alone will do.
  acts('events', (request, response, looked) => takeEvents(d, request, response, looked));
  acts('votes', (request, response, looked) => takeVote(d, request, response, looked));

  // RFC 8058: a mail program posts here for its reader; whoever has the link may, from anywhere, and no redirect follows.
  router.post(
    '/v/:token/unsubscribe',
    ...body,
    withLink(async (request, response, looked) => {
      if (looked.looking) return refuse(request, response, assets, 'only-looking', looked.token);
      await unsubscribe(d.storage, looked.link.recipientUuid, d.clock());
      const oneClick = readBody(request)['List-Unsubscribe'] === 'One-Click';
      const ownForm = request.is('application/x-www-form-urlencoded') && request.headers.accept?.includes('text/html');
      if (oneClick || !ownForm) response.json({ done: 'unsubscribe' });
      else acted(request, response, 'unsubscribe', looked.token, carried(request, looked));
    }),
  );
}

const readBody = (request: Request): Record<string, unknown> => textsSchema.catch({}).parse(request.body ?? {});

const refOf = ({ workspaceId, personHash }: Person) => ({ workspaceId, personHash });

/** Ahead of the page that asks for it. What fails here fails again where the video is asked for, and is answered there. */
async function startDrawing(d: ViewerDeps, looked: Looked, request: Request): Promise<void> {
  try {
    const { video } = await show(d, looked, wishOf(request, looked));
    await d.videos.request(video, 'watch');
  } catch (error) {
    const { code = 'unknown' } = error as { code?: string };
    d.log.warn({ room: 'viewer', code, campaign: looked.campaign.id }, 'drawing was not started');
  }
}

/** Answers 400 for what are no fields of the video; names them only where they look like names of fields. */
function allKnown(response: Response, looked: Looked, keys: readonly string[]): boolean {
  const known = new Set(looked.campaign.card.fields.map((field) => field.key));
  const unknown = keys.filter((key) => !known.has(key));
  if (unknown.length === 0) return true;
  const safe = (key: string) => (/^[A-Za-z]\w{0,63}$/.test(key) ? key : 'other');
  const message = 'is no field of this video';
  const issues = unknown.slice(0, 20).map((key) => ({ path: `fields.${safe(key)}`, code: 'unknown-field', message }));
  problem(response, 'unknown-field', issues);
  return false;
}
