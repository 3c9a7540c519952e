/** What surrounds the fields: how much is used, who else gets it, until when, what for; and what can be done about it. */
import type { ReactNode } from 'react';
import type { Disclosure } from '../../disclosure/types.ts';
import { address } from './address.ts';
import { formatDate } from './dates.ts';
import { say, sentence } from './say.tsx';
import type { Act, WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

/** The lead: how many things, who else, how long. */
export function Lead({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { disclosure } = view;
  const sender = disclosure.controller.name;
  const used = disclosure.fields.filter((field) => field.used).length;
  return (
    <div className="lead">
      {view.person && <p>{used > 0 ? say(view.locale, words.countUsed, { count: used }) : words.noneUsed}</p>}
      {disclosure.sharedWith.length === 0 && <p>{say(view.locale, words.sharedNobody, { sender })}</p>}
      {disclosure.sharedWith.map((one) => (
        <p key={one.name}>{say(view.locale, words.sharedWith, { sender, name: one.name, why: bare(one.why) })}</p>
      ))}
      <p>
        {view.person
          ? say(view.locale, words.deletedOn, { date: formatDate(view.locale, disclosure.keptUntil, view.timeZone) })
          : say(view.locale, words.deletedAfter, { sender, days: view.retentionDays })}
      </p>
    </div>
  );
}

/** As a part of a sentence that goes on. */
export const bare = (text: string): string => text.trim().replace(/\.$/, '');

/** The rest of what a viewer is told, in a list that can be opened. */
export function Details({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { disclosure } = view;
  const sender = disclosure.controller.name;
  const rows: [string, ReactNode][] = [[words.purpose, sentence(disclosure.purpose.text)]];
  if (disclosure.selectedBecause) rows.push([words.whyYou, sentence(disclosure.selectedBecause)]);
  if (disclosure.legalBasis) rows.push([words.basis, sentence(disclosure.legalBasis)]);
  rows.push([words.language, sentence(disclosure.locale.text)]);
  const helpers = disclosure.processors.map((one) => (
    <p key={one.name}>
      {say(view.locale, words.helps, { sender, name: one.name, place: one.place, why: bare(one.why) })}
    </p>
  ));
  if (helpers.length > 0) rows.push([words.others, helpers]);
  if (view.polls) rows.push([words.polls, words.pollLead]);
  return (
    <dl className="details">
      {rows.map(([name, text]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}

/** What an act stops, what stays, whether it can be undone. */
export function Consequences({
  rights,
  act,
  words,
}: {
  rights: Disclosure['rights'];
  act: Act;
  words: Words;
}): ReactNode {
  const right = rights.find((one) => one.act === act);
  if (!right) return null;
  return (
    <p className="consequences">
      {right.stops} <b>{words.stays}</b> {right.stays} <b>{words.undo}</b> {right.undo}
    </p>
  );
}

/** Withdrawing takes one press; only erasing, which cannot be undone at all, asks once more on a page of its own. */
export function Acts({ view, words, acts }: { view: WatchView; words: Words; acts: readonly Act[] }): ReactNode {
  return (
    <section className="acts" aria-labelledby="change">
      <h2 id="change">{words.change}</h2>
      <ul>
        {acts.map((act) => (
          <li key={act} id={`act-${act}`}>
            {act === 'erase' ? (
              <form method="get" action={`${view.at}/${act}`}>
                {view.carry.session && <input type="hidden" name="session" value={view.carry.session} />}
                <button type="submit">{words.acts[act].name}</button>
              </form>
            ) : (
              <form method="post" action={address(view, act)}>
                <button type="submit">{words.acts[act].name}</button>
              </form>
            )}
            <Consequences rights={view.disclosure.rights} act={act} words={words} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The receipt, as a file and on paper. */
export function Papers({ view }: { view: WatchView }): ReactNode {
  const words = wordsFor(view.locale);
  return (
    <>
      <a className="button" href={address(view, 'receipt.json')} download="receipt.json">
        {words.receipt}
      </a>
      <a className="button" href={address(view, 'receipt')}>
        {words.print}
      </a>
    </>
  );
}
