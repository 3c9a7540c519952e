/** The first screen: who sent the link, what it could show, and three answers of equal weight. Nothing of a person is in it. */
import type { ReactNode } from 'react';
import { address } from './address.ts';
import { say, sentence } from './say.tsx';
import { Mark } from './stage.tsx';
import type { WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

export function First({ view }: { view: WatchView }): ReactNode {
  const words = wordsFor(view.locale);
  const { first } = words;
  const sender = view.disclosure.controller.name;
  if (view.forAll) return <p className="for-all">{first.usesNothing}</p>;
  return (
    <section className="first" aria-labelledby="question">
      <h2 id="question">{first.question}</h2>
      <p>
        {say(view.locale, first.sent, { sender })}{' '}
        <bdi lang={view.textLocale}>{sentence(view.disclosure.purpose.text)}</bdi>
      </p>
      {view.person ? <p>{words.unlock}</p> : <Could view={view} words={words} />}
      <ul className="answers">
        <li>
          {view.asksCode ? (
            <GetForm view={view} act="open" text={first.me} describedBy="answer-me" />
          ) : (
            <Press view={view} act="open" text={first.me} describedBy="answer-me" />
          )}
          <p id="answer-me">{first.meLine}</p>
        </li>
        <li>
          <GetForm view={view} text={first.general} describedBy="answer-general" more={{ version: 'general' }} />
          <p id="answer-general">{first.generalLine}</p>
        </li>
        <li>
          <Press view={view} act="not-me" text={words.notMe} describedBy="answer-not-me" />
          <p id="answer-not-me">{say(view.locale, first.notMeLine, { sender })}</p>
        </li>
      </ul>
      {!view.person && <p className="fine">{first.nothingYet}</p>}
    </section>
  );
}

/** What the template uses, with its marks: the same for everybody who has such a link. */
function Could({ view, words }: { view: WatchView; words: Words }): ReactNode {
  return (
    <div className="could">
      <p>{words.first.could}</p>
      <ul>
        {view.disclosure.fields.map((field, index) => (
          <li key={field.key}>
            <Mark index={index} />
            <bdi lang={view.textLocale}>{field.label}</bdi>
          </li>
        ))}
      </ul>
    </div>
  );
}

interface ButtonProps {
  readonly view: WatchView;
  readonly text: string;
  readonly describedBy: string;
}

/** One press, one act. */
function Press({ view, act, text, describedBy }: ButtonProps & { readonly act: string }): ReactNode {
  return (
    <form method="post" action={address(view, act)}>
      <button type="submit" aria-describedby={describedBy}>
        {text}
      </button>
    </form>
  );
}

/** A press that changes nothing: it only leads somewhere. */
function GetForm(props: ButtonProps & { act?: string; more?: Readonly<Record<string, string>> }): ReactNode {
  const { view, act, text, describedBy, more = {} } = props;
  return (
    <form method="get" action={act ? `${view.at}/${act}` : view.at}>
      {Object.entries({ ...view.carry, ...more }).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-describedby={describedBy}>
        {text}
      </button>
    </form>
  );
}
