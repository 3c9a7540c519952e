/** The receipt on paper, and the page that checks the file of one. */
import type { ReactNode } from 'react';
import type { DisclosedField } from '../../disclosure/types.ts';
import { address } from './address.ts';
import { formatDate } from './dates.ts';
import { ControllerCard, renderDocument } from './document.tsx';
import { joined } from './joined.ts';
import { say, sentence } from './say.tsx';
import { Mark } from './stage.tsx';
import { formatTime } from './time.ts';
import type { CheckView, PaperView } from './view.ts';
import { wordsFor } from './words.ts';

export function renderPaper(view: PaperView): string {
  const words = wordsFor(view.locale);
  const { paper } = words;
  const { disclosure, title } = view;
  const sender = disclosure.controller.name;
  return renderDocument({
    view,
    title: `${paper.title}: ${title}`,
    script: true,
    children: (
      <main className="plain paper">
        <h1>{paper.title}</h1>
        <p>
          {say(view.locale, paper.lead, { sender, title })}{' '}
          {view.madeAt && say(view.locale, paper.madeOn, { date: formatDate(view.locale, view.madeAt, view.timeZone) })}
        </p>
        <dl>
          <Row name={words.purpose} text={sentence(disclosure.purpose.text)} />
          {disclosure.selectedBecause && <Row name={words.whyYou} text={sentence(disclosure.selectedBecause)} />}
          {disclosure.legalBasis && <Row name={words.basis} text={sentence(disclosure.legalBasis)} />}
          <Row
            name={paper.until}
            text={
              view.personal
                ? say(view.locale, words.deletedOn, {
                    date: formatDate(view.locale, disclosure.keptUntil, view.timeZone),
                  })
                : say(view.locale, words.deletedAfter, { sender, days: view.retentionDays })
            }
          />
          <Row name={words.others} text={<Others view={view} />} />
        </dl>
        {disclosure.fields.map((field, index) => (
          <Field key={field.key} {...{ view, field, index }} />
        ))}
        <h2>{paper.rights}</h2>
        <ul className="rights">
          {disclosure.rights.map((right) => (
            <li key={right.act}>
              {right.stops} {right.stays} {right.undo}
            </li>
          ))}
        </ul>
        <h2>{words.who}</h2>
        <ControllerCard view={view} controller={disclosure.controller} />
        <p className="fine">{say(view.locale, paper.signed, { address: view.checkAt })}</p>
        <div className="row">
          <button type="button" id="print" hidden>
            {paper.open}
          </button>
          <a className="button" href={address(view, 'receipt.json')} download="receipt.json">
            {words.receipt}
          </a>
          <a className="button" href={address(view)}>
            {words.refused.back}
          </a>
        </div>
      </main>
    ),
  });
}

function Row({ name, text }: { name: string; text: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{text}</dd>
    </div>
  );
}

function Others({ view }: { view: PaperView }): ReactNode {
  const words = wordsFor(view.locale);
  const sender = view.disclosure.controller.name;
  const { sharedWith, processors } = view.disclosure;
  return (
    <>
      {sharedWith.length === 0 && say(view.locale, words.sharedNobody, { sender })}{' '}
      {sharedWith.map((one) => (
        <span key={one.name}>{say(view.locale, words.sharedWith, { sender, ...one })} </span>
      ))}
      {processors.map((one) => (
        <span key={one.name}>{say(view.locale, words.helps, { sender, ...one })} </span>
      ))}
    </>
  );
}

function Field({ view, field, index }: { view: PaperView; field: DisclosedField; index: number }): ReactNode {
  const words = wordsFor(view.locale);
  const { paper } = words;
  const sender = view.disclosure.controller.name;
  const where = joined(field.where)
    .map(({ start, end }) => `${formatTime(start)}–${formatTime(end)}`)
    .join(', ');
  return (
    <section className="paper-field" aria-labelledby={`paper-${field.key}`}>
      <h2 id={`paper-${field.key}`}>
        <Mark index={index} /> <bdi>{field.label}</bdi>
      </h2>
      <dl>
        <Row name={paper.why} text={sentence(field.why)} />
        <Row name={paper.source} text={sentence(field.source)} />
        {field.agreedAt && (
          <Row
            name={paper.agreed}
            text={say(view.locale, field.from === 'viewer' ? words.own : words.agreed, {
              sender,
              date: formatDate(view.locale, field.agreedAt, view.timeZone),
            })}
          />
        )}
        {view.personal && (
          <Row
            name={field.used ? paper.used : paper.notUsed}
            text={field.used ? `${paper.where}: ${where}` : <NotUsed {...{ view, field }} />}
          />
        )}
      </dl>
    </section>
  );
}

function NotUsed({ view, field }: { view: PaperView; field: DisclosedField }): ReactNode {
  const words = wordsFor(view.locale);
  const sender = view.disclosure.controller.name;
  return field.reason ? say(view.locale, words.reasons[field.reason], { sender }) : words.unused;
}

/** Takes a pasted receipt; says whether it was signed here and is unchanged. */
export function renderCheck(view: CheckView): string {
  const { check } = wordsFor(view.locale);
  return renderDocument({
    view,
    title: check.title,
    children: (
      <main className="plain">
        <h1>{check.title}</h1>
        {view.result && (
          <p className="notice" role="status">
            {check[view.result]}
          </p>
        )}
        <form method="post" action="/receipt/check" className="ask">
          <label htmlFor="receipt">{check.label}</label>
          <p id="receipt-hint">{check.lead}</p>
          <textarea id="receipt" name="receipt" rows={8} required aria-describedby="receipt-hint" spellCheck={false} />
          <div className="row">
            <button type="submit">{check.go}</button>
          </div>
        </form>
        {view.says && (
          <details open>
            <summary>{check.says}</summary>
            <pre dir="ltr">{view.says}</pre>
          </details>
        )}
      </main>
    ),
  });
}
