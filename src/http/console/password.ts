/** A forgotten password, and a new one by a link. Who is known here is not told. */
import { Router } from 'express';
import type { Logger } from 'pino';
import { AccountError } from '../../accounts/index.ts';
import { renderForgotten, renderNewPassword } from '../../web/console/password.tsx';
import { renderSignIn, type SignInView } from '../../web/console/sign-in.tsx';
import type { PageAssets } from '../assets.ts';
import type { Rooms } from '../registry.ts';
import { resetLink } from '../reset-link.ts';
import { ownPagesOnly } from '../same-origin.ts';
import { allowing, form, texts } from './form.ts';

export interface PasswordPages {
  readonly rooms: Rooms;
  readonly assets: PageAssets;
  /** What every sign-in page says. */
  readonly signIn: Omit<SignInView, 'failed' | 'step'>;
}

export function passwordPages({ rooms, assets, signIn }: PasswordPages): Router {
  const { people, notices, limits, log } = rooms;
  const router = Router();
  const forgotten = { assets, signedIn: false, mails: notices.on };
  const page = { assets, signedIn: false };

  router.get('/console/password', (_request, response) => {
    response.type('html').send(renderForgotten({ ...forgotten, asked: false }));
  });

  router.post('/console/password', ownPagesOnly, form, limits.ofSignIn, (request, response) => {
    const { email } = texts(request.body);
    // Answered before it is looked up: how long that takes would tell whether somebody is known.
    response.type('html').send(renderForgotten({ ...forgotten, asked: notices.on }));
    if (notices.on && email !== '') void mailLink(rooms, email).catch((error: unknown) => failed(log, error));
  });

  router.get('/console/password/:token', async (request, response) => {
    if (await people.resets.holds(request.params.token)) {
      return void response.type('html').send(renderNewPassword({ ...page, failed: false }));
    }
    response
      .status(410)
      .type('html')
      .send(renderSignIn({ ...signIn, failed: 'reset' }));
  });

  router.post('/console/password/:token', ownPagesOnly, form, limits.ofSignIn, async (request, response) => {
    const token = String(request.params.token);
    try {
      const set = await allowing('unknown-reset', async () => {
        await people.resets.use(token, texts(request.body).password);
        return true;
      });
      if (!set)
        return void response
          .status(410)
          .type('html')
          .send(renderSignIn({ ...signIn, failed: 'reset' }));
      response.type('html').send(renderSignIn({ ...signIn, done: 'new-password' }));
    } catch (error) {
      if (!(error instanceof AccountError) || error.code !== 'password-shape') throw error;
      response
        .status(422)
        .type('html')
        .send(renderNewPassword({ ...page, failed: true }));
    }
  });

  return router;
}

async function mailLink({ people, notices, settings }: Rooms, email: string): Promise<void> {
  const made = await people.resets.linkFor(email);
  if (made) notices.passwordReset({ to: email, link: resetLink(settings.publicUrl, made.token) });
}

const failed = (log: Logger, error: unknown): void =>
  log.warn({ code: (error as { code?: string }).code ?? 'unknown' }, 'a link for a new password could not be made');
