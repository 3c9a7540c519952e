/** Beside the video: that this is a test, that the sender looks or has looked, whether watching is noted, what is tried. */
import type { ReactNode } from 'react';
import { address } from './address.ts';
import { formatDate, formatMoment } from './dates.ts';
import { notesWordsFor } from './notes-words.ts';
import { say } from './say.tsx';
import type { WatchView } from './view.ts';

const senderOf = (view: WatchView): string => view.disclosure.controller.name;

/** In front of everything else on the page. */
export function Marked({ view }: { view: WatchView }): ReactNode {
  const words = notesWordsFor(view.locale);
  const sender = senderOf(view);
  return (
    <>
      {view.test && (
        <p className="marked">
          <b className="test">{words.test}</b>{' '}
          {say(view.locale, words.testLine, {
            sender,
            date: formatDate(view.locale, view.test.endsAt, view.timeZone),
          })}
        </p>
      )}
      {view.looking && <p className="marked">{say(view.locale, words.looking, { sender })}</p>}
    </>
  );
}

/** In the frame of the player, so that no picture of it can be taken for the real one. */
export function TestBadge({ view }: { view: WatchView }): ReactNode {
  if (!view.test) return null;
  return <p className="test-badge">{notesWordsFor(view.locale).test}</p>;
}

export function Looks({ view }: { view: WatchView }): ReactNode {
  const words = notesWordsFor(view.locale);
  const looks = view.person?.looks ?? [];
  if (looks.length === 0) return null;
  return (
    <section className="looks" aria-labelledby="looks-title">
      <h3 id="looks-title">{words.looks}</h3>
      <ul>
        {looks.map(({ at, role, withValues }) => (
          <li key={at}>
            {say(view.locale, words.looked[role], {
              sender: senderOf(view),
              date: formatMoment(view.locale, at, view.timeZone),
            })}{' '}
            {withValues && words.withValues}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Starts off; a form like every other choice. */
export function MeasuringSwitch({ view }: { view: WatchView }): ReactNode {
  const words = notesWordsFor(view.locale);
  const { measuring, session } = view.person ?? {};
  if (!measuring || !session) return null;
  const sender = senderOf(view);
  const isOn = measuring.by !== 'off';
  return (
    <section className="measuring" id="measuring" aria-labelledby="measuring-title">
      <h3 id="measuring-title">{words.measuring}</h3>
      {view.gpc ? (
        <p>{words.measuringGpc}</p>
      ) : (
        <>
          <p>
            {say(view.locale, isOn ? words.measuringOn : words.measuringOff, { sender })}{' '}
            {measuring.agreedAt &&
              say(view.locale, words.measuringBy, {
                sender,
                date: formatDate(view.locale, measuring.agreedAt, view.timeZone),
              })}
          </p>
          <form method="post" action={address(view, 'measuring')}>
            <button type="submit" name="on" value={String(!isOn)}>
              {isOn ? words.stopMeasuring : words.letMeasure}
            </button>
          </form>
        </>
      )}
    </section>
  );
}

/** Told to everybody, also to those who have everything in. */
export function TrialNote({ view }: { view: WatchView }): ReactNode {
  if (!view.trial) return null;
  const words = notesWordsFor(view.locale);
  const out = view.disclosure.fields.find(({ reason }) => reason === 'trial');
  return (
    <p className="trial">
      {say(view.locale, words.trial, { sender: senderOf(view) })}{' '}
      {out && view.person?.session && say(view.locale, words.trialOut, { label: out.label })}
    </p>
  );
}
