/** Ways in, and pages that say why there is none. */
import { renderDocument } from './document.tsx';
import type { PageView } from './view.ts';

/** Why a try failed. */
export type Failed = keyof typeof WHY;

export interface SignInView extends PageView {
  /** What is asked: address and password, or the code of the second factor. */
  readonly step?: 'code';
  readonly failed?: Failed;
  /** What went well just now. */
  readonly done?: 'new-password';
  /** What the identity provider is called here, where there is one. */
  readonly provider?: string;
}

const WHY = {
  password: 'This e-mail address and password do not fit together.',
  code: 'This code is not right, or was used before. A new one comes every half minute.',
  key: 'This key is not known here, or was revoked.',
  invitation: 'This invitation was used, taken back, or has ended. Ask for a new one.',
  reset: 'This link was used, or has ended. Ask for a new one.',
  'not-invited':
    'Nobody here has invited this account. Ask an admin of your workspace for an invitation to its e-mail address.',
  'email-unverified':
    'The other side has not verified your e-mail address, so that we cannot know whose it is. Verify it there, then come again.',
  'provider-away': 'The other side does not answer. Try again in a moment, or sign in here with your password.',
  'provider-refused': 'The other side did not confirm who you are. Begin again from here.',
} as const;

export const renderSignIn = (view: SignInView): string =>
  renderDocument({
    view,
    title: 'Sign in',
    here: 'campaigns',
    children: (
      <main id="main" className="wrap narrow">
        <h1>{view.step === 'code' ? 'Your second factor' : 'Sign in'}</h1>
        {view.failed && (
          <p role="alert" className="failed">
            {WHY[view.failed]}
          </p>
        )}
        {view.done && (
          <p role="status" className="done">
            Your new password is set, and every open session has ended. Sign in with it.
          </p>
        )}
        {view.step === 'code' ? <CodeForm /> : <Ways provider={view.provider} />}
      </main>
    ),
  });

/** For whoever comes by the address that is printed at start when it opens nothing any more. */
export const renderStartUsed = (view: SignInView): string =>
  renderDocument({
    view,
    title: 'This address works once',
    here: 'campaigns',
    children: (
      <main id="main" className="wrap narrow">
        <h1>This address works once</h1>
        <p role="alert" className="lead">
          It was used before, or the service was started again since it was printed.
        </p>
        <ul className="ways-on">
          <li>
            <b>You have set an e-mail address and a password:</b> sign in with them.
          </li>
          <li>
            <b>Nobody has yet:</b> stop the service and start it again. It prints a new address. Then set both under
            “Your account”, and you need no such address any more.
          </li>
          <li>
            <b>You forgot them:</b> on the service’s own machine <code>npx candor key create NAME</code> makes a key
            that opens the console.
          </li>
        </ul>
        <h2>Sign in</h2>
        <Ways provider={view.provider} />
      </main>
    ),
  });

const CodeForm = () => (
  <>
    <p className="lead">The six digits that your app shows now, or one of your recovery codes.</p>
    <form method="post" action="/console/sign-in/code" className="sign-in">
      <label htmlFor="code">Code</label>
      <input id="code" name="code" inputMode="numeric" autoComplete="one-time-code" maxLength={20} required />
      <button type="submit" className="solid">
        Continue
      </button>
    </form>
  </>
);

const Ways = ({ provider }: { provider: string | undefined }) => (
  <>
    {provider !== undefined && (
      <div className="by-provider">
        <a className="button solid" href="/console/sign-in/provider">
          Sign in with {provider}
        </a>
        <p className="quiet">or</p>
      </div>
    )}
    <form method="post" action="/console/sign-in" className="sign-in">
      <label htmlFor="email">E-mail address</label>
      <input id="email" name="email" type="email" autoComplete="username" maxLength={254} required />
      <label htmlFor="password">Password</label>
      <input id="password" name="password" type="password" autoComplete="current-password" maxLength={128} required />
      <button type="submit" className={provider === undefined ? 'solid' : undefined}>
        Sign in
      </button>
    </form>
    <p className="forgotten">
      <a href="/console/password">Forgot your password?</a>
    </p>
    <details>
      <summary>With an API key</summary>
      <p>
        It opens the console of its workspace in this browser, for twelve hours and with what the key may do. On the
        service’s own machine <code>npx candor key create NAME</code> makes one.
      </p>
      <form method="post" action="/console/sign-in" className="sign-in">
        <label htmlFor="key">API key</label>
        <input id="key" name="key" type="password" autoComplete="off" spellCheck={false} maxLength={200} required />
        <button type="submit">Open the console</button>
      </form>
    </details>
  </>
);

export interface InvitationView extends PageView {
  readonly workspace: string;
  readonly email: string;
  readonly role: string;
  readonly failed?: string;
}

const REFUSED: Readonly<Record<string, string>> = {
  'password-shape': 'A password has 10 to 128 characters.',
  'wrong-credentials': 'This address is known here already: use the password that you have.',
};

export const renderInvitation = (view: InvitationView): string =>
  renderDocument({
    view,
    title: 'Join a workspace',
    here: 'campaigns',
    children: (
      <main id="main" className="wrap narrow">
        <h1>Join {view.workspace}</h1>
        <p className="lead">
          You were invited as {view.role}, with the address {view.email}.
        </p>
        {view.failed && (
          <p role="alert" className="failed">
            {REFUSED[view.failed] ?? 'That did not work. Try again.'}
          </p>
        )}
        <form method="post" className="sign-in">
          <label htmlFor="name">Your name</label>
          <input id="name" name="name" autoComplete="name" maxLength={80} required />
          <label htmlFor="password">Password, at least 10 characters</label>
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
            Join
          </button>
        </form>
      </main>
    ),
  });

/** For a browser that asks for something that is not there, or that failed. */
export const renderProblem = (view: PageView, problem: { status: number; title: string }): string =>
  renderDocument({
    view,
    title: problem.title,
    children: (
      <main id="main" className="wrap narrow">
        <p className="quiet">{problem.status}</p>
        <h1>{problem.title}</h1>
        <p className="lead">
          <a href="/console">To the campaigns</a>
        </p>
      </main>
    ),
  });
