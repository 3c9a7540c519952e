/** What an erasure took, and what it could not take. */
import type { ReactNode } from 'react';
import { formatMoment } from './dates.ts';
import { say } from './say.tsx';
import type { ErasureView, PageView } from './view.ts';
import { wordsFor } from './words.ts';

export function Erased({ view, erasure }: { view: PageView; erasure: ErasureView }): ReactNode {
  const { erased } = wordsFor(view.locale);
  const { sender, campaigns, videos } = erasure;
  return (
    <section className="erased" aria-labelledby="erased">
      <h2 id="erased">{erased.title}</h2>
      <p>{say(view.locale, erased.when, { date: formatMoment(view.locale, erasure.at, view.timeZone) })}</p>
      <ul>
        <li>{say(view.locale, erased.campaigns, { count: campaigns, sender })}</li>
        <li>{say(view.locale, erased.videos, { count: videos })}</li>
        <li>{erased.values}</li>
      </ul>
      <h3>{erased.notTitle}</h3>
      <ul>
        {erased.stays.map((one) => (
          <li key={one}>{say(view.locale, one, { sender })}</li>
        ))}
      </ul>
      <p className="fine">{erased.keep}</p>
      <p>
        <a className="button" href={erasure.file} download="erasure.json">
          {erased.download}
        </a>
      </p>
    </section>
  );
}
