/** What the video knows, field by field: its mark, what for, from where, agreed when, where in the picture, and a switch. */
import { Fragment, type ReactNode } from 'react';
import type { DisclosedField } from '../../disclosure/types.ts';
import { address, videoAddress } from './address.ts';
import { joined } from './joined.ts';
import { say, sentence } from './say.tsx';
import { Mark } from './stage.tsx';
import { formatTime } from './time.ts';
import type { WatchView } from './view.ts';
import { formatDate, type Words, wordsFor } from './words.ts';

export function Fields({ view }: { view: WatchView }): ReactNode {
  return (
    <ul className="fields">
      {view.disclosure.fields.map((field, index) => (
        <li key={field.key} className="field" data-field={field.key}>
          <Mark index={index} />
          <div>
            <h3 id={`label-${field.key}`}>{field.label}</h3>
            <Sentences view={view} field={field} />
          </div>
          <Switch view={view} field={field} />
        </li>
      ))}
    </ul>
  );
}

function Sentences({ view, field }: { view: WatchView; field: DisclosedField }): ReactNode {
  const words = wordsFor(view.locale);
  const sender = view.disclosure.controller.name;
  const person = view.person;
  const value = person?.values?.[field.key];
  return (
    <>
      {value !== undefined && (
        <p className="value">
          <bdi>{value}</bdi>
        </p>
      )}
      <p>
        {sentence(field.why)} {sentence(field.source)}{' '}
        {person && field.reason && <>{say(words.reasons[field.reason], { sender })} </>}
        {person && !field.reason && !field.used && <>{words.unused} </>}
        {field.where.length > 0 && <Where view={view} field={field} words={words} />}
      </p>
      {person && field.agreedAt && (
        <p>
          {say(words.agreed, { sender, date: formatDate(view.locale, field.agreedAt, view.timeZone) })}{' '}
          <Say view={view} act="dispute" field={field} text={words.didNotAgree} />{' '}
          <Say view={view} act="correction" field={field} text={words.notRight} />
        </p>
      )}
    </>
  );
}

function Where({ view, field, words }: { view: WatchView; field: DisclosedField; words: Words }): ReactNode {
  const parts = joined(field.where);
  const at = (seconds: number): ReactNode => (
    <a href={`${videoAddress(view)}#t=${seconds}`} data-seek={seconds}>
      {formatTime(seconds)}
    </a>
  );
  return (
    <>
      {words.inPicture}{' '}
      {parts.map((part, index) => (
        <Fragment key={part.start}>
          {index > 0 && (index === parts.length - 1 ? ` ${words.and} ` : ', ')}
          {say(words.fromTo, { from: at(part.start), to: formatTime(part.end) })}
        </Fragment>
      ))}
      .
    </>
  );
}

/** A sentence of the viewer's own, as a button that looks like the words it is. */
function Say(props: {
  view: WatchView;
  act: 'dispute' | 'correction';
  field: DisclosedField;
  text: string;
}): ReactNode {
  const { view, act, field, text } = props;
  return (
    <form method="post" action={address(view, act)} className="inline">
      <input type="hidden" name="field" value={field.key} />
      <button type="submit" className="link" aria-describedby={`label-${field.key}`}>
        {text}
      </button>
    </form>
  );
}

function Switch({ view, field }: { view: WatchView; field: DisclosedField }): ReactNode {
  const choice = view.person?.choices.find((one) => one.field === field.key);
  if (!choice || !view.person?.session) return null;
  return (
    <form method="post" action={address(view, 'choices')} data-choices>
      <button
        type="submit"
        className="switch"
        role="switch"
        aria-checked={choice.on}
        aria-labelledby={`label-${field.key}`}
        id={`switch-${field.key}`}
        name={field.key}
        value={choice.on ? 'false' : 'true'}
      />
    </form>
  );
}

/** One button that sets every switch. */
export function AllSwitches({ view }: { view: WatchView }): ReactNode {
  const words = wordsFor(view.locale);
  const choices = view.person?.choices ?? [];
  if (!view.person?.session || choices.length === 0) return null;
  const on = choices.some((choice) => choice.on);
  return (
    <form method="post" action={address(view, 'choices')} data-choices>
      {choices.map((choice) => (
        <input key={choice.field} type="hidden" name={choice.field} value={String(!on)} />
      ))}
      <button type="submit" id="switch-all">
        {on ? words.withoutAnything : words.withEverything}
      </button>
    </form>
  );
}
