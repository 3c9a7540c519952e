/** The watch page: with the link alone what everybody sees and three equal answers; after "this is me" what it knows about you. */
import type { ReactNode } from 'react';
import { direction } from '../../../remotion/localise.ts';
import { Acts, Details, Lead, Papers } from './about.tsx';
import { address } from './address.ts';
import { Asked } from './asked.tsx';
import { Entries, History, Undo } from './decided.tsx';
import { ControllerCard, renderDocument } from './document.tsx';
import { AllSwitches, Fields } from './fields.tsx';
import { First } from './first.tsx';
import { Looks, Marked, MeasuringSwitch, TrialNote } from './notes.tsx';
import { notesWordsFor } from './notes-words.ts';
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
  const title = view.test
    ? `${notesWordsFor(view.locale).test.toLocaleUpperCase(view.locale)} · ${view.title}`
    : view.title;
  return renderDocument({ view, title, head, script: true, children: <Watch view={view} words={words} /> });
}

/** Where the script sends what. */
function forScript(view: WatchView): Readonly<Record<`data-${string}`, string>> {
  return {
    'data-at': view.at,
    'data-manifest': address(view, 'manifest.json'),
    'data-choices': address(view, 'choices'),
    'data-live': address(view, 'live.json'),
    'data-votes': address(view, 'votes'),
    'data-words': JSON.stringify(playerWordsFor(view.locale)),
    ...(view.measures ? { 'data-events': address(view, 'events') } : {}),
    ...(view.person?.session
      ? {
          'data-data': address(view, 'data.json'),
          'data-keep': address(view, 'keep'),
          'data-forms': address(view, 'forms'),
        }
      : {}),
  };
}

function Watch({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { person } = view;
  const isFirst = !person?.session && !view.general && !view.looking;
  return (
    <div className={isFirst && !view.forAll ? 'wrap opening' : 'wrap'} id="page" {...forScript(view)}>
      <a className="skip" href="#knows">
        {words.skip}
      </a>
      <Marked view={view} />
      <header>
        <p className={view.logo ? 'with-logo' : undefined}>
          {/* The name beside it says whose it is. */}
          {view.logo && <img {...view.logo} alt="" className="logo" />}
          <span>
            <b>
              <bdi>{view.disclosure.controller.name}</bdi>
            </b>{' '}
            {person ? words.madeForYou : words.madeThis}
          </span>
        </p>
        {person?.session && <a href="#act-not-me">{words.notMe}</a>}
      </header>
      <main>
        <h1 className="unseen">{view.title}</h1>
        <Notice view={view} words={words} />
        <div className="show-and-ask">
          {isFirst && <First view={view} />}
          <div className="showing">
            <Stage view={view} />
            <p
              role="status"
              id="live"
              data-applying={words.applying}
              data-applied={words.applied}
              data-failed={words.notApplied}
            />
          </div>
        </div>
        {!isFirst && !person?.session && !view.looking && <First view={view} />}
        {view.cta && (
          <p className="cta">
            <a className="button" href={view.cta.url} rel="noopener noreferrer">
              {view.cta.label}
            </a>
          </p>
        )}
        <Knows view={view} words={words} />
        {!view.looking && (
          <Acts
            view={view}
            words={words}
            acts={person?.session ? ['withdraw', 'erase', 'not-me'] : ['withdraw', 'unsubscribe']}
          />
        )}
        <details className="transcript" id="transcript">
          <summary>{words.transcript}</summary>
          <div lang={view.video.locale} dir={direction(view.video.locale)}>
            {view.transcript.map((part) => (
              <p key={part.scene} data-scene={part.scene}>
                {part.text}
              </p>
            ))}
          </div>
        </details>
      </main>
      <footer>
        <h2>{words.who}</h2>
        <ControllerCard view={view} controller={view.disclosure.controller} />
        <Others view={view} words={words} />
        {view.gpc && <p className="fine">{say(view.locale, words.gpc, { sender: view.disclosure.controller.name })}</p>}
        {view.measures && <p className="fine">{words.measured}</p>}
      </footer>
    </div>
  );
}

/** To whom else one can turn. */
function Others({ view: { dataProtection, authority }, words }: { view: WatchView; words: Words }): ReactNode {
  if (!dataProtection && !authority) return null;
  return (
    <dl className="others">
      {dataProtection && (
        <div>
          <dt>{words.dataProtection}</dt>
          <dd>
            <bdi>{dataProtection.name}</bdi> <a href={`mailto:${dataProtection.email}`}>{dataProtection.email}</a>
            {dataProtection.phone && (
              <>
                {' '}
                <bdi>{dataProtection.phone}</bdi>
              </>
            )}
          </dd>
        </div>
      )}
      {authority && (
        <div>
          <dt>{words.authority}</dt>
          <dd>
            <a href={authority.url} rel="noopener noreferrer" target="_blank">
              <bdi>{authority.name}</bdi>
            </a>
          </dd>
        </div>
      )}
    </dl>
  );
}

function Notice({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const sender = view.disclosure.controller.name;
  const { person, done } = view;
  const told: ReactNode[] = [];
  if (done)
    told.push(
      <>
        {say(view.locale, words.done[done], { sender })}{' '}
        {done === 'choices' && person && <Undo {...{ view, person }} />}
      </>,
    );
  if (view.cookieLost && !person?.session)
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
  else if (person?.generalBecause && !done)
    told.push(say(view.locale, words.generalBecause[person.generalBecause] ?? words.generalOtherwise, { sender }));
  if (told.length === 0) return null;
  return (
    <div className="notice" id="notice">
      {told.map((text, index) => (
        <p key={index}>{text}</p>
      ))}
    </div>
  );
}

function Knows({ view, words }: { view: WatchView; words: Words }): ReactNode {
  const { person } = view;
  return (
    <section className="knows" id="knows" aria-labelledby="knows-title">
      <div>
        <h2 id="knows-title">{person ? words.knows : words.first.list}</h2>
        {!person && <p className="lead">{words.first.listLead}</p>}
        <Lead view={view} words={words} />
        <TrialNote view={view} />
        {person?.session && (
          <div className="row">
            <form method="get" action={`${view.at}#knows`}>
              {Object.entries(view.carry).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button type="submit" name="values" value={person.values ? '' : '1'} id="values">
                {person.values ? words.hideValues : words.showValues}
              </button>
            </form>
            <AllSwitches view={view} />
            <form method="get" action={view.at}>
              {Object.entries({ ...view.carry, version: 'general' }).map(([name, value]) => (
                <input key={name} type="hidden" name={name} value={value} />
              ))}
              <button type="submit">{words.first.general}</button>
            </form>
          </div>
        )}
        {person?.values && <p className="lead">{words.valuesLead}</p>}
      </div>
      <div>
        <Fields view={view} />
        <Asked view={view} />
        {person && <Entries {...{ view, person }} />}
        <MeasuringSwitch view={view} />
        <Looks view={view} />
        {person && <History {...{ view, person }} />}
        <div className="row">
          <Papers view={view} />
        </div>
        <Details view={view} words={words} />
      </div>
    </section>
  );
}
