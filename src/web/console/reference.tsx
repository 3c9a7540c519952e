/** The reference of the API, drawn from the registry. */
import type { ReactNode } from 'react';
import { Code, renderDocument } from './document.tsx';
import type { CallView, ProblemRow, ReferenceView, Row } from './view.ts';

export const renderReference = (view: ReferenceView): string =>
  renderDocument({
    view,
    title: 'Reference',
    here: 'reference',
    children: (
      <div className="reference">
        <Contents view={view} />
        <main id="main">
          <h1>Reference</h1>
          <Basics api={view.api} />
          {view.groups.map((group) => (
            <section key={group.name} aria-labelledby={anchor(group.name)}>
              <h2 id={anchor(group.name)}>{group.name}</h2>
              {group.calls.map((call) => (
                <Call key={call.id} call={call} />
              ))}
            </section>
          ))}
          <Messages messages={view.messages} />
          <section aria-labelledby="problems">
            <h2 id="problems">Problems</h2>
            <p>
              Every failure is <code>application/problem+json</code> (RFC 9457); <code>type</code> is{' '}
              <code>urn:candor:</code> and a code of this table. <code>errors</code> says where which rule is broken.
              Nothing that was sent is repeated; a name that is not identifier-like reads <code>other</code>.
            </p>
            <Problems rows={view.problems} named />
          </section>
          {view.codes.map((list) => (
            <section key={list.name} aria-labelledby={anchor(list.name)}>
              <h3 id={anchor(list.name)}>{list.name}</h3>
              <dl className="codes">
                {list.rows.map((row) => (
                  <div key={row.code}>
                    <dt>
                      <code>{row.code}</code>
                    </dt>
                    <dd>{row.text}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
        </main>
      </div>
    ),
  });

const anchor = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]+/g, '-');

const Contents = ({ view }: { view: ReferenceView }): ReactNode => (
  <nav className="contents" aria-label="Calls">
    <details open>
      <summary>Contents</summary>
      <input id="find" type="search" placeholder="Find a call" aria-label="Find a call" title="/" hidden />
      <p id="found" role="status" />
      <a href="#basics">Basics</a>
      {view.groups.map((group) => (
        <div key={group.name} className="found">
          <a className="group" href={`#${anchor(group.name)}`}>
            {group.name}
          </a>
          <ul>
            {group.calls.map((call) => (
              <li key={call.id} data-finds={`${call.summary} ${call.method} ${call.path}`.toLowerCase()}>
                <a href={`#${call.id}`}>{call.summary}</a>
              </li>
            ))}
          </ul>
        </div>
      ))}
      <a href="#messages">Messages of webhooks</a>
      <a href="#problems">Problems</a>
    </details>
  </nav>
);

const Basics = ({ api }: { api: string }): ReactNode => (
  <section id="basics" className="basics">
    <p className="lead">
      Everything is JSON over HTTP. Times are ISO 8601 in UTC, durations seconds, sizes pixels or bytes. A displayed
      text is one string, or one per locale.
    </p>
    <dl>
      <dt>Key</dt>
      <dd>
        Every call under <code>/v1</code> takes <code>Authorization: Bearer cdr_…</code>. A key belongs to one
        workspace; what is another’s answers 404.
      </dd>
      <dt>Twice is once</dt>
      <dd>
        Every POST takes <code>Idempotency-Key</code>. The same key and body give the same answer and one effect, for a
        day, also when both arrive at once; the same key with another body answers 409. An answer that shows a secret is
        kept for a minute alone.
      </dd>
      <dt>Lists</dt>
      <dd>
        Where there may be more, <code>next</code> of an answer is the <code>cursor</code> of the page after it. On the
        last page it is absent.
      </dd>
      <dt>Too much</dt>
      <dd>
        429 and 503 say in <code>Retry-After</code> how many seconds to wait. The client does so by itself.
      </dd>
      <dt>Whom to ask</dt>
      <dd>
        Every answer has an <code>X-Request-Id</code>. It is what the log knows a request by: neither addresses nor
        values are in it. A problem names it as <code>instance</code>.
      </dd>
      <dt>For programs</dt>
      <dd>
        <a href="/openapi.json">openapi.json</a> says the same in OpenAPI 3.1. <a href="/healthz">/healthz</a>,{' '}
        <a href="/readyz">/readyz</a> and <a href="/metrics">/metrics</a> need no key.
      </dd>
    </dl>
    <fieldset id="samples" hidden>
      <legend>Samples</legend>
      {['curl', 'TypeScript'].map((name) => (
        <label key={name}>
          <input type="radio" name="samples" value={name.toLowerCase()} /> {name}
        </label>
      ))}
    </fieldset>
    <div className="with-curl">
      <Code label="A first call" text={`curl -s ${api}/v1/templates -H "Authorization: Bearer $KEY"`} />
    </div>
    <div className="with-typescript">
      <Code label="The client, and a first call" text={clientOf(api)} />
    </div>
  </section>
);

const clientOf = (api: string): string =>
  [
    "import { createClient } from 'candor/client';",
    '',
    `const candor = createClient({ url: '${api}', key: process.env.CANDOR_KEY });`,
    "const { items } = await candor.get('/v1/templates');",
  ].join('\n');

const VERIFY = [
  "import { verifyWebhook } from 'candor/client';",
  '',
  '// The bytes as they arrived, not JSON written anew.',
  'const message = await verifyWebhook(secret, { headers, body });',
  "if (message.type === 'consent.withdrawn') stopFor(message.data.recipient);",
].join('\n');

const Messages = ({ messages }: { messages: ReferenceView['messages'] }): ReactNode => (
  <section aria-labelledby="messages">
    <h2 id="messages">Messages of webhooks</h2>
    <article className="call">
      <div className="words">
        <p>
          Each is a POST of <code>{'{"type", "timestamp", "data"}'}</code>, signed by{' '}
          <a href="https://www.standardwebhooks.com">Standard Webhooks</a>: <code>webhook-id</code>,{' '}
          <code>webhook-timestamp</code> and <code>webhook-signature</code> stand in the headers. They are thin: ids and
          field keys, never a value. Answer 2xx soon; anything else is tried again for a day, 410 turns the webhook off.
        </p>
        <dl className="rows">
          {messages.map((message) => (
            <div key={message.type} id={`message-${message.type}`}>
              <dt>
                <code>{message.type}</code>
                <span>{message.rows.map((row) => row.name).join(', ')}</span>
              </dt>
              <dd>{message.when}</dd>
            </div>
          ))}
        </dl>
      </div>
      <div className="shown">
        <Code label="Verifying one" text={VERIFY} />
        <Code
          label="A message"
          text={JSON.stringify(
            {
              type: 'consent.withdrawn',
              timestamp: '2026-05-02T09:00:00.000Z',
              data: {
                campaign: '5f0c7a3e-2f64-4b64-9d5e-3f8d1d3f7a10',
                recipient: 'cust-1001',
                fields: ['usageKwh'],
              },
            },
            null,
            2,
          )}
        />
      </div>
    </article>
  </section>
);

const Call = ({ call }: { call: CallView }): ReactNode => (
  <article id={call.id} className="call" aria-labelledby={`${call.id}-name`}>
    <div className="words">
      <h3 id={`${call.id}-name`}>
        <a href={`#${call.id}`}>{call.summary}</a>
      </h3>
      <p className="address">
        <b>{call.method}</b> <code>{call.path}</code> <span className="needs">needs {call.needs}</span>
      </p>
      {call.detail && <p>{call.detail}</p>}
      <Rows title="Address" rows={call.parameters} />
      {call.body && <Rows title={`Body, ${call.body.types.join(' or ')}`} rows={call.body.rows} />}
      <Rows title={`Answer, ${call.answer.status}`} rows={call.answer.rows} folded />
      <details>
        <summary>{call.problems.length} problems</summary>
        <Problems rows={call.problems} />
      </details>
    </div>
    <div className="shown">
      <div className="with-curl">
        <Code label="With curl" text={call.curl} />
      </div>
      <div className="with-typescript">
        <Code label="In TypeScript" text={call.typescript} />
      </div>
      {call.answer.example && <Code label="An answer" text={call.answer.example} />}
    </div>
  </article>
);

const MOST_OPEN = 12;

const Rows = ({ title, rows, folded }: { title: string; rows: readonly Row[]; folded?: boolean }): ReactNode => {
  if (rows.length === 0) return null;
  if (folded && rows.length > MOST_OPEN) {
    return (
      <details>
        <summary>
          {title}: {rows.length} keys
        </summary>
        <Keys rows={rows} />
      </details>
    );
  }
  return (
    <div>
      <h4>{title}</h4>
      <Keys rows={rows} />
    </div>
  );
};

const Keys = ({ rows }: { rows: readonly Row[] }): ReactNode => (
  <dl className="rows">
    {rows.map((row) => (
      <div key={row.name}>
        <dt>
          <code>{row.name}</code>
          <span>
            {row.type}
            {row.required && <b> needed</b>}
          </span>
        </dt>
        {row.text && <dd>{row.text}</dd>}
        {row.inner.length > 0 && (
          <dd>
            <details>
              <summary>{row.inner.length} keys</summary>
              <Keys rows={row.inner} />
            </details>
          </dd>
        )}
      </div>
    ))}
  </dl>
);

const Problems = ({ rows, named }: { rows: readonly ProblemRow[]; named?: boolean }): ReactNode => (
  <table className="problems">
    <thead>
      <tr>
        <th scope="col" className="figure">
          Status
        </th>
        <th scope="col">Code</th>
        <th scope="col">What it means</th>
      </tr>
    </thead>
    <tbody>
      {rows.map((row) => (
        <tr key={row.code} id={named ? `problem-${row.code}` : undefined}>
          <td className="figure">{row.status}</td>
          <td>
            <code>{row.code}</code>
          </td>
          <td>{row.title}</td>
        </tr>
      ))}
    </tbody>
  </table>
);
