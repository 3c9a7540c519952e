/** The frame around every page of the console and the reference. Nothing is inline: neither script nor style. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { Icon } from '../icon.tsx';
import type { PageView } from './view.ts';

interface DocumentProps {
  readonly view: PageView;
  readonly title: string;
  readonly here?: 'campaigns' | 'reference';
  readonly children: ReactNode;
}

export function renderDocument({ view, title, here, children }: DocumentProps): string {
  const markup = renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>{`${title} · Candor`}</title>
        <Icon />
        <link rel="stylesheet" href={view.assets.style} />
        <script type="module" src={view.assets.script} />
      </head>
      <body>
        <a className="skip" href="#main">
          Skip to the content
        </a>
        <header className="top">
          <a className="name" href="/console">
            Candor
            <Signature />
          </a>
          <nav aria-label="Pages">
            <a href="/console" aria-current={here === 'campaigns' ? 'page' : undefined}>
              Campaigns
            </a>
            <a href="/docs" aria-current={here === 'reference' ? 'page' : undefined}>
              Reference
            </a>
            {view.signedIn && (
              <form method="post" action="/console/sign-out">
                <button className="link" type="submit">
                  Sign out
                </button>
              </form>
            )}
          </nav>
        </header>
        {children}
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

/** Four of the marks that personal data carries everywhere. */
export const Signature = (): ReactNode => (
  <span className="signature" aria-hidden="true">
    {[1, 2, 3, 4].map((mark) => (
      <i key={mark} className={`mark mark-${mark}`} />
    ))}
  </span>
);

/** Something to copy. The button appears where the script runs. */
export const Code = ({ label, text }: { label: string; text: string }): ReactNode => (
  <div className="code">
    <p>
      {label}
      <button type="button" className="copy link" hidden>
        Copy
      </button>
    </p>
    {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard */}
    <section className="scroll" tabIndex={0} aria-label={label}>
      <pre>
        <code>{text}</code>
      </pre>
    </section>
  </div>
);
