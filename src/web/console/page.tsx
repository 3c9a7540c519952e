/** The document that the console's single page lives in: it names its files, and says something until they are there. */
import { renderToStaticMarkup } from 'react-dom/server';
import { Icon } from '../icon.tsx';
import { Signature } from './document.tsx';
import type { Look } from './shell/look-cookie.ts';

export interface ConsolePage {
  /** Tokens and fonts. */
  readonly base: string;
  readonly style: string;
  readonly script: string;
  readonly look: Look;
}

export function renderConsole({ base, style, script, look }: ConsolePage): string {
  const { scheme, density } = look;
  const markup = renderToStaticMarkup(
    <html lang="en" className={scheme === 'system' ? undefined : scheme} data-density={density}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="color-scheme" content="light dark" />
        <title>Candor</title>
        <Icon />
        <link rel="stylesheet" href={base} />
        {/* Under this name the component library looks for a rule that it would write into the page otherwise. */}
        <link rel="stylesheet" href={style} id="react-aria-pressable-style" />
        <script type="module" src={script} />
      </head>
      <body>
        <div id="root">
          <div className="opening">
            <p className="opening-name">
              Candor
              <Signature />
            </p>
            <noscript>
              <p>
                The console needs JavaScript. Everything it does can be done by API as well: see the reference at /docs.
              </p>
            </noscript>
          </div>
        </div>
      </body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}
