/** The plain pages: an act asked once more, the sender's question, a link that has ended, something that was not done. */
import { Consequences } from './about.tsx';
import { address } from './address.ts';
import { ControllerCard, renderDocument } from './document.tsx';
import { Erased } from './erased.tsx';
import { fill, say } from './say.tsx';
import type { ActView, CodeView, GoneView, PageView } from './view.ts';
import { wordsFor } from './words.ts';

/** One question, what follows from it, one button that does it and one that does not. */
export function renderAct(view: ActView): string {
  const words = wordsFor(view.locale);
  const act = words.acts[view.act];
  const { sender } = view;
  return renderDocument({
    view,
    title: fill(view.locale, act.question, { sender }),
    children: (
      <main className="plain">
        <h1>{say(view.locale, act.question, { sender })}</h1>
        <Consequences rights={view.rights} act={view.act} words={words} />
        <div className="row">
          <form method="post" action={address(view, view.act)}>
            <button type="submit">{act.go}</button>
          </form>
          <a className="button" href={address(view)}>
            {words.keep}
          </a>
        </div>
      </main>
    ),
  });
}

/** The sender's question. After the last try there is no form any more. */
export function renderCode(view: CodeView): string {
  const words = wordsFor(view.locale);
  const { sender, left } = view;
  const usedUp = left === 0;
  const said = left === undefined ? undefined : usedUp ? words.code.usedUp : words.code.wrong;
  const general = (
    <a className="button" href={address(view, '', { version: 'general' })}>
      {words.first.general}
    </a>
  );
  return renderDocument({
    view,
    title: words.code.title,
    children: (
      <main className="plain">
        <h1>{words.code.title}</h1>
        <p>{say(view.locale, words.code.lead, { sender })}</p>
        {said && (
          <p className="notice" role="alert" id="answer-error">
            {say(view.locale, said, { sender, left: left ?? 0 })}
          </p>
        )}
        {usedUp ? (
          <div className="row">{general}</div>
        ) : (
          <form method="post" action={address(view, 'open')} className="ask">
            <label htmlFor="answer">{view.question}</label>
            <input
              id="answer"
              name="answer"
              required
              maxLength={100}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              aria-describedby={said ? 'answer-error answer-hint' : 'answer-hint'}
              aria-invalid={said ? true : undefined}
            />
            <p id="answer-hint" className="fine">
              {words.code.hint}
            </p>
            <div className="row">
              <button type="submit">{words.first.me}</button>
              {general}
            </div>
          </form>
        )}
      </main>
    ),
  });
}

/** 410: nothing of a person, and whom to ask where that is known. */
export function renderGone(view: GoneView): string {
  const { gone, who } = wordsFor(view.locale);
  const { erased } = view;
  return renderDocument({
    view,
    title: gone.title,
    children: (
      <main className="plain">
        <h1>{gone.title}</h1>
        <p>{erased ? gone.erased : gone.text}</p>
        {erased && erased !== 'without-receipt' && <Erased view={view} erasure={erased} />}
        {view.controller && (
          <section aria-label={who}>
            <p>{gone.ask}</p>
            <ControllerCard view={view} controller={view.controller} />
          </section>
        )}
      </main>
    ),
  });
}

/** An act that was refused: nothing was changed. */
export function renderRefused(view: PageView & { readonly at: string }): string {
  const { refused } = wordsFor(view.locale);
  return renderDocument({
    view,
    title: refused.title,
    children: (
      <main className="plain">
        <h1>{refused.title}</h1>
        <p>{refused.text}</p>
        <p>
          <a className="button" href={view.at}>
            {refused.back}
          </a>
        </p>
      </main>
    ),
  });
}
