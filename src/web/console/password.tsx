/** A forgotten password: asking for a link, and setting a new one by it. */
import { renderDocument } from './document.tsx';
import type { PageView } from './view.ts';

export interface ForgottenView extends PageView {
  /** Whether this service sends mail; else an admin has the link. */
  readonly mails: boolean;
  /** It was asked for just now. */
  readonly asked: boolean;
}

export const renderForgotten = (view: ForgottenView): string =>
  renderDocument({
    view,
    title: 'A new password',
    children: (
      <main id="main" className="wrap narrow">
        <h1>A new password</h1>
        {view.asked ? <Asked /> : view.mails ? <Ask /> : <ByAdmin />}
        <p className="forgotten">
          <a href="/console">Back to signing in</a>
        </p>
      </main>
    ),
  });

const Asked = () => (
  <p role="status" className="lead">
    If somebody signs in with this address, a link is on its way to it. It works once, within an hour.
  </p>
);

const ByAdmin = () => (
  <p className="lead">
    This service sends no mail. An admin of your workspace has a link for you: in its settings, under Members.
  </p>
);

const Ask = () => (
  <>
    <p className="lead">We send a link to the address that you sign in with.</p>
    <form method="post" action="/console/password" className="sign-in">
      <label htmlFor="email">E-mail address</label>
      <input id="email" name="email" type="email" autoComplete="username" maxLength={254} required />
      <button type="submit" className="solid">
        Send the link
      </button>
    </form>
  </>
);

export interface NewPasswordView extends PageView {
  /** Too short or too long. */
  readonly failed: boolean;
}

export const renderNewPassword = (view: NewPasswordView): string =>
  renderDocument({
    view,
    title: 'Set a new password',
    children: (
      <main id="main" className="wrap narrow">
        <h1>Set a new password</h1>
        {view.failed && (
          <p role="alert" className="failed">
            A password has 10 to 128 characters.
          </p>
        )}
        <p className="lead">It ends every session that is open now. A second factor is still asked for.</p>
        <form method="post" className="sign-in">
          <label htmlFor="password">New password, at least 10 characters</label>
          <input
            id="password"
            name="password"
            type="password"
            autoComplete="new-password"
            minLength={10}
            maxLength={128}
            required
          />
          <button type="submit" className="solid">
            Set it
          </button>
        </form>
      </main>
    ),
  });
