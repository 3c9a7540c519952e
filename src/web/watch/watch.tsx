/** The watch page: with the link alone what everybody sees and three equal answers; after "this is me" what it knows about you. */
import type { ReactNode } from 'react';
import { Acts, Details, Lead, Papers } from './about.tsx';
import { address } from './address.ts';
import { ControllerCard, renderDocument } from './document.tsx';
import { AllSwitches, Fields } from './fields.tsx';
import { playerWordsFor } from './player-words.ts';
import { say } from './say.tsx';
import { Stage } from './stage.tsx';
import type { WatchView } from './view.ts';
import { type Words, wordsFor } from './words.ts';

/** The page as HTML. */
export function renderWatch(view: WatchView): string {
  const words = wordsFor(view.locale);
  const head = (
    <>
      <meta property="og:title" content={view.title} />
      <meta property="og:image" content={view.preview} />
      {view.video.state === 'drawing' && (
        <noscript>
          <meta httpEquiv="refresh" content="8" />
        </noscript>
      )}
    </>
  );
  return renderDocument({ view, title: view.title, head, script: true, children: <Watch view={view} words={words} /> });
}

function Watch({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const sender = view.disclosure.controller.name;
  const { person } = view;
  return (
    <div
      className="wrap"
      id="page"
      data-at={view.at}
      data-manifest={address(view, 'manifest.json')}
      data-choices={address(view, 'choices')}
      data-words={JSON.stringify(playerWordsFor(view.locale))}
      data-live={address(view, 'live.json')}
      data-data={view.person?.session ? address(view, 'data.json') : ''}
    >
      <a className="skip" href="#knows">
        {words.skip}
      </a>
      <header>
        <p>
          <b>
            <bdi>{sender}</bdi>
          </b>{' '}
          {person ? words.madeForYou : words.madeThis}
        </p>
        {person?.session && <a href="#act-not-me">{words.notMe}</a>}
      </header>
      <main>
        <h1 className="unseen">{view.title}</h1>
        <Notice view={view} words={words} />
        <Stage view={view} />
        <p
          role="status"
          id="live"
          data-applying={words.applying}
          data-applied={words.applied}
          data-failed={words.notApplied}
        />
        {!person?.session && <First view={view} words={words} />}
        {view.cta && (
          <p className="cta">
            <a className="button" href={view.cta.url} rel="noopener noreferrer">
              {view.cta.label}
            </a>
          </p>
        )}
        <Knows view={view} words={words} />
        <Acts
          view={view}
          words={words}
          acts={person?.session ? ['withdraw', 'erase', 'not-me'] : ['withdraw', 'unsubscribe']}
        />
        <details className="transcript" id="transcript">
          <summary>{words.transcript}</summary>
          {view.transcript.map((part) => (
            <p key={part.scene}>{part.text}</p>
          ))}
        </details>
      </main>
      <footer>
        <h2>{words.who}</h2>
        <ControllerCard view={view} controller={view.disclosure.controller} />
        {view.gpc && <p className="fine">{words.gpc}</p>}
      </footer>
    </div>
  );
}

function Notice({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const sender = view.disclosure.controller.name;
  const told: ReactNode[] = [];
  if (view.done) told.push(say(words.done[view.done], { sender }));
  if (view.cookieLost && !view.person?.session)
    told.push(
      <>
        {words.cookieLost}{' '}
        <form method="post" action={address(view, 'open')} className="inline">
          <input type="hidden" name="keep" value="address" />
          <button type="submit" className="link">
            {words.withoutCookie}
          </button>
        </form>
      </>,
    );
  if (view.general) told.push(words.first.generalChosen);
  else if (view.person?.generalBecause && !view.done)
    told.push(say(words.generalBecause[view.person.generalBecause] ?? words.generalOtherwise, { sender }));
  if (told.length === 0) return null;
  return (
    <div className="notice" id="notice">
      {told.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
    </div>
  );
}

interface PressProps {
  readonly view: WatchView;
  readonly act: string;
  readonly text: string;
  readonly describedBy: string;
}

/** One press, one act. */
function Press({ view, act, text, describedBy }: PressProps): ReactNode {
  return (
    <form method="post" action={address(view, act)}>
      <button type="submit" aria-describedby={describedBy}>
        {text}
      </button>
    </form>
  );
}

/** Who sent it, how, and three answers of equal weight. */
function First({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const sender = view.disclosure.controller.name;
  return (
    <section className="first" aria-labelledby="question">
      <h2 id="question">{words.first.question}</h2>
      <ul className="answers">
        <li>
          <Press view={view} act="open" text={words.first.me} describedBy="answer-me" />
          <p id="answer-me">{words.first.meLine}</p>
        </li>
        <li>
          <form method="get" action={view.at}>
            {Object.entries({ ...view.carry, version: 'general' }).map(([name, value]) => (
              <input key={name} type="hidden" name={name} value={value} />
            ))}
            <button type="submit" aria-describedby="answer-general">
              {words.first.general}
            </button>
          </form>
          <p id="answer-general">{words.first.generalLine}</p>
        </li>
        <li>
          <Press view={view} act="not-me" text={words.notMe} describedBy="answer-not-me" />
          <p id="answer-not-me">{say(words.first.notMeLine, { sender })}</p>
        </li>
      </ul>
      <p>{view.person ? words.unlock : say(words.first.sent, { sender })}</p>
      {!view.person && <p>{say(words.first.could, { sender })}</p>}
    </section>
  );
}

function Knows({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const personal = view.person !== undefined;
  return (
    <section className="knows" id="knows" aria-labelledby="knows-title">
      <div>
        <h2 id="knows-title">{personal ? words.knows : words.first.list}</h2>
        {!personal && <p className="lead">{words.first.listLead}</p>}
        <Lead view={view} words={words} />
        {view.person?.session && (
          <div className="row">
            <form method="get" action={`${view.at}#knows`}>
              {Object.entries(view.carry).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button type="submit" name="values" value={view.person.values ? '' : '1'} id="values">
                {view.person.values ? words.hideValues : words.showValues}
              </button>
            </form>
            <AllSwitches view={view} />
          </div>
        )}
        {view.person?.values && <p className="lead">{words.valuesLead}</p>}
      </div>
      <div>
        <Fields view={view} />
        <div className="row">
          <Papers view={view} />
        </div>
        <Details view={view} words={words} />
      </div>
    </section>
  );
}
