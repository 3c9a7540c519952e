/** The plain pages: an act asked once more, a link that has ended, something that was not done. */
import { Consequences } from './about.tsx';
import { address } from './address.ts';
import { ControllerCard, renderDocument } from './document.tsx';
import { fill, say } from './say.tsx';
import type { ActView, GoneView, PageView } from './view.ts';
import { wordsFor } from './words.ts';

/** One question, what follows from it, one button that does it and one that does not. */
export function renderAct(view: ActView): string {
  const words = wordsFor(view.locale);
  const act = words.acts[view.act];
  const { sender } = view;
  return renderDocument({
    view,
    title: fill(act.question, { sender }),
    children: (
      <main className="plain">
        <h1>{say(act.question, { sender })}</h1>
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

/** 410: nothing of a person, and whom to ask where that is known. */
export function renderGone(view: GoneView): string {
  const { gone, who } = wordsFor(view.locale);
  return renderDocument({
    view,
    title: gone.title,
    children: (
      <main className="plain">
        <h1>{gone.title}</h1>
        <p>{view.erased ? gone.erased : gone.text}</p>
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
