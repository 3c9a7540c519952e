/** Ways in, and pages that say why there is none. */
import { renderDocument } from './document.tsx';
import type { PageView } from './view.ts';

export interface SignInView extends PageView {
  /** Why the last try failed. */
  readonly failed?: 'key' | 'code';
}

const WHY = {
  key: 'This key is not known here, or was revoked.',
  code: 'This address was used before. It opens the console once; the key always does.',
} as const;

export const renderSignIn = (view: SignInView): string =>
  renderDocument({
    view,
    title: 'Sign in',
    here: 'campaigns',
    children: (
      <main id="main" className="wrap narrow">
        <h1>Sign in with an API key</h1>
        <p className="lead">
          It opens the console of its workspace in this browser, for twelve hours. On the service’s own machine{' '}
          <code>npx candor key create NAME</code> makes one.
        </p>
        {view.failed && (
          <p role="alert" className="failed">
            {WHY[view.failed]}
          </p>
        )}
        <form method="post" action="/console/sign-in" className="sign-in">
          <label htmlFor="key">API key</label>
          <input id="key" name="key" type="password" autoComplete="off" spellCheck={false} required />
          <button type="submit" className="solid">
            Open the console
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
