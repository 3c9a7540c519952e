/** What the video knows, field by field: its mark, what for, from where, agreed when, where in the picture, and a switch. */
import { Fragment, type ReactNode } from 'react';
import type { DisclosedField } from '../../disclosure/types.ts';
import { address, videoAddress } from './address.ts';
import { formatDate, listParts } from './dates.ts';
import { joined } from './joined.ts';
import { say, sentence } from './say.tsx';
import { Mark } from './stage.tsx';
import { formatTime } from './time.ts';
import type { WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

export function Fields({ view }: { view: WatchView }): ReactNode {
  return (
    <ul className="fields">
      {view.disclosure.fields.map((field, index) => (
        <li key={field.key} className="field" data-field={field.key}>
          <Mark index={index} />
          <div>
            <h3 id={`label-${field.key}`}>
              <bdi lang={view.textLocale}>{field.label}</bdi>
            </h3>
            <Sentences view={view} field={field} />
          </div>
          <Switch view={view} field={field} />
        </li>
      ))}
    </ul>
  );
}

/** What the sender claims is the sender's claim; what the viewer kept is told as their own doing. */
function Sentences({ view, field }: { view: WatchView; field: DisclosedField }): ReactNode {
  const words = wordsFor(view.locale);
  const { person } = view;
  const value = person?.values?.[field.key];
  return (
    <>
      {value !== undefined && (
        <p className="value">
          <bdi>{value}</bdi>
        </p>
      )}
      <p>
        <bdi lang={view.textLocale}>
          {sentence(field.why)} {sentence(field.source)}
        </bdi>{' '}
        {person && <State view={view} field={field} words={words} />}
        {field.where.length > 0 && <Where view={view} field={field} words={words} />}
      </p>
      {person && <Agreed view={view} field={field} words={words} />}
    </>
  );
}

interface FieldProps {
  readonly view: WatchView;
  readonly field: DisclosedField;
  readonly words: Words;
}

function State({ view, field, words }: FieldProps): ReactNode {
  const sender = view.disclosure.controller.name;
  if (field.from === 'viewer' && (field.reason === 'absent' || field.reason === 'not-declared')) {
    return `${words.ownAbsent} `;
  }
  if (field.reason) return <>{say(view.locale, words.reasons[field.reason], { sender })} </>;
  return field.used ? null : `${words.unused} `;
}

function Agreed({ view, field, words }: FieldProps): ReactNode {
  const sender = view.disclosure.controller.name;
  const isHeld = view.person?.choices.some((one) => one.field === field.key) ?? false;
  if (!field.agreedAt && !isHeld) return null;
  const date = field.agreedAt && formatDate(view.locale, field.agreedAt, view.timeZone);
  const own = field.from === 'viewer';
  return (
    <p>
      {date && <>{say(view.locale, own ? words.own : words.agreed, { sender, date })} </>}
      {date && !own && <Say view={view} act="dispute" field={field} text={words.didNotAgree} />}{' '}
      {!own && <Say view={view} act="correction" field={field} text={words.notRight} />}
    </p>
  );
}

function Where({ view, field, words }: FieldProps): ReactNode {
  const parts = joined(field.where);
  const at = (seconds: number): ReactNode => (
    <a href={`${videoAddress(view)}#t=${seconds}`} data-seek={seconds}>
      {formatTime(seconds)}
    </a>
  );
  let next = 0;
  return (
    <>
      {words.inPicture}{' '}
      {listParts(
        view.locale,
        parts.map(({ start }) => String(start)),
      ).map(({ item, text }, index) => {
        const part = item ? parts[next++] : undefined;
        if (!part) return text;
        return (
          <Fragment key={index}>
            {say(view.locale, words.fromTo, { from: at(part.start), to: formatTime(part.end) })}
          </Fragment>
        );
      })}
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
  const words = wordsFor(view.locale);
  const choice = view.person?.choices.find((one) => one.field === field.key);
  if (!choice || !view.person?.session) return null;
  return (
    <form method="post" action={address(view, 'choices')} data-choices className="switching">
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
      <span aria-hidden className="state-word when-on">
        {words.on}
      </span>
      <span aria-hidden className="state-word when-off">
        {words.off}
      </span>
    </form>
  );
}

/** Two buttons of equal weight that set every switch. */
export function AllSwitches({ view }: { view: WatchView }): ReactNode {
  const words = wordsFor(view.locale);
  const choices = view.person?.choices ?? [];
  if (!view.person?.session || choices.length === 0) return null;
  const all = (on: boolean, text: string): ReactNode => (
    <form method="post" action={address(view, 'choices')} data-choices>
      {choices.map((choice) => (
        <input key={choice.field} type="hidden" name={choice.field} value={String(on)} />
      ))}
      <button type="submit" id={on ? 'switch-all-on' : 'switch-all-off'}>
        {text}
      </button>
    </form>
  );
  return (
    <>
      {all(false, words.withoutAnything)}
      {all(true, words.withEverything)}
    </>
  );
}
