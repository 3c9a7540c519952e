/** The frame around every page a viewer sees. */
import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { direction } from '../../../remotion/localise.ts';
import { Icon } from '../icon.tsx';
import { say } from './say.tsx';
import type { Controller, PageView } from './view.ts';
import { wordsFor } from './words.ts';

interface DocumentProps {
  readonly view: PageView;
  readonly title: string;
  readonly head?: ReactNode;
  /** The page runs without the script; only the watch page has use for it. */
  readonly script?: boolean;
  readonly children: ReactNode;
}

/** A whole HTML page. Nothing is inline: neither script nor style. */
export function renderDocument({ view, title, head, script, children }: DocumentProps): string {
  const markup = renderToStaticMarkup(
    <html lang={view.locale} dir={direction(view.locale)}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex" />
        <meta name="referrer" content="no-referrer" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <Icon />
        <link rel="stylesheet" href={view.assets.style} />
        {script && <script type="module" src={view.assets.script} />}
        {head}
      </head>
      <body>{children}</body>
    </html>,
  );
  return `<!doctype html>${markup}`;
}

/** Who is responsible, with every way to reach them. */
export function ControllerCard({ view, controller }: { view: PageView; controller: Controller }): ReactNode {
  const words = wordsFor(view.locale);
  const outside = { rel: 'noopener noreferrer', target: '_blank' };
  return (
    <address>
      <b>
        <bdi>{controller.name}</bdi>
      </b>
      <span>
        <bdi>{controller.address}</bdi>
      </span>
      <span>
        <a href={`mailto:${controller.email}`}>{controller.email}</a>
        {controller.phone && <a href={`tel:${controller.phone.replace(/[^+\d]/g, '')}`}>{controller.phone}</a>}
      </span>
      <span>
        <a href={controller.privacyUrl} {...outside}>
          {say(view.locale, words.privacy, { sender: controller.name })}
        </a>
        {controller.imprintUrl && (
          <a href={controller.imprintUrl} {...outside}>
            {words.imprint}
          </a>
        )}
      </span>
    </address>
  );
}
