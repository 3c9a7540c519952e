/** What a person decided so far, with a way back, and what they sent with forms. */
import type { ReactNode } from 'react';
import { bare } from './about.tsx';
import { address } from './address.ts';
import { formatDate, formatMoment, listParts } from './dates.ts';
import { say } from './say.tsx';
import type { PersonView, WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

interface DecidedProps {
  readonly view: WatchView;
  readonly person: PersonView;
}

/** The inverse of the last switching, one press. */
export function Undo({ view, person }: DecidedProps): ReactNode {
  const { history } = wordsFor(view.locale);
  if (!person.session || !person.undo) return null;
  return (
    <form method="post" action={address(view, 'choices')} data-choices className="inline">
      {Object.entries(person.undo).map(([field, on]) => (
        <input key={field} type="hidden" name={field} value={String(on)} />
      ))}
      <button type="submit" className="link" data-undo>
        {history.undo}
      </button>
    </form>
  );
}

export function History({ view, person }: DecidedProps): ReactNode {
  const words = wordsFor(view.locale);
  const { title, none } = words.history;
  return (
    <details className="history" id="history">
      <summary>{title}</summary>
      {person.history.length === 0 && <p>{none}</p>}
      <ol>
        {person.history.map((one, index) => (
          <li key={`${one.at} ${one.past} ${index}`}>
            <time dateTime={one.at}>{formatMoment(view.locale, one.at, view.timeZone)}</time>
            <span>
              {say(view.locale, words.history.past[one.past], {
                sender: view.disclosure.controller.name,
                fields: <Labels view={view} labels={one.fields} words={words} />,
              })}{' '}
              {index === 0 && <Undo view={view} person={person} />}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Labels(props: { view: WatchView; labels: readonly string[]; words: Words }): ReactNode {
  const { view, labels, words } = props;
  if (labels.length === 0) return words.history.all;
  return listParts(view.locale, labels).map(({ item, text }, index) => (item ? <bdi key={index}>{text}</bdi> : text));
}

/** Forms that were sent, each with a way to take it back. */
export function Entries({ view, person }: DecidedProps): ReactNode {
  const { entries } = wordsFor(view.locale);
  if (person.entries.length === 0) return null;
  const sender = view.disclosure.controller.name;
  return (
    <section className="entries" aria-labelledby="entries-title">
      <h3 id="entries-title">{entries.title}</h3>
      <ul>
        {person.entries.map((entry) => (
          <li key={entry.id}>
            <b>
              <bdi>{entry.label}</bdi>
            </b>
            {entry.value !== undefined && (
              <p className="value">
                <bdi>{entry.value}</bdi>
              </p>
            )}
            <p>
              {say(view.locale, entries.line, {
                why: bare(entry.why),
                date: formatDate(view.locale, entry.sentAt, view.timeZone),
                until: formatDate(view.locale, entry.keptUntil, view.timeZone),
              })}
            </p>
            {person.session && (
              <form method="post" action={address(view, 'take-back')} className="inline">
                <input type="hidden" name="entry" value={entry.id} />
                <button type="submit" className="link">
                  {entries.takeBack}
                </button>
              </form>
            )}
          </li>
        ))}
      </ul>
      <p className="fine">{say(view.locale, entries.takeBackLine, { sender })}</p>
    </section>
  );
}
