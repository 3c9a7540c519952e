/** The workspace's campaigns, and how to make one. */
import type { ReactNode } from 'react';
import { Code, renderDocument } from './document.tsx';
import { type CampaignsView, type CampaignView, COUNTS, type Count, type Status } from './view.ts';

const NAMES: Readonly<Record<Count, string>> = {
  ready: 'Ready',
  rendering: 'Drawing',
  queued: 'Queued',
  planned: 'Planned',
  failed: 'Failed',
  excluded: 'Excluded',
  erased: 'Erased',
};
const STATUS: Readonly<Record<Status, string>> = {
  draft: 'Draft',
  scheduled: 'Scheduled',
  live: 'Live',
  paused: 'Paused',
  cancelled: 'Cancelled',
  completed: 'Completed',
};

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
const number = new Intl.NumberFormat('en-GB');

export function renderCampaigns(view: CampaignsView): string {
  const { campaigns, workspace } = view;
  return renderDocument({
    view,
    title: 'Campaigns',
    here: 'campaigns',
    children: (
      <main id="main" className="wrap">
        <div className="title">
          <h1>Campaigns</h1>
          <p>
            <bdi>{workspace}</bdi>
          </p>
        </div>
        {campaigns.length === 0 ? <Empty /> : <Table campaigns={campaigns} />}
        <p id="live" role="status" className="quiet" />
        <Walk api={view.api} />
      </main>
    ),
  });
}

const Empty = (): ReactNode => (
  <section className="empty">
    <p>No campaigns yet: one is a template, an audience with its consent records, and what viewers are told.</p>
    <a className="button solid" href="#make">
      Make one with curl
    </a>
  </section>
);

const Table = ({ campaigns }: { campaigns: readonly CampaignView[] }): ReactNode => (
  <table id="campaigns" className="campaigns">
    <thead>
      <tr>
        <th scope="col">Campaign</th>
        <th scope="col">Status</th>
        <th scope="col">Drawn</th>
        {COUNTS.map((count) => (
          <th key={count} scope="col" className="figure">
            {NAMES[count]}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {campaigns.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
    </tbody>
  </table>
);

const CampaignRow = ({ campaign }: { campaign: CampaignView }): ReactNode => {
  const { id, name, template, sender, status, counts, progress, createdAt, watch } = campaign;
  const percent = Math.floor(progress * 100);
  return (
    <tr data-campaign={id}>
      <th scope="row">
        <bdi className="what">{name}</bdi>
        <span className="quiet">
          {template} · <bdi>{sender}</bdi> · {day.format(new Date(createdAt))}
        </span>
        {watch.length > 0 && (
          <span className="watch">
            Watch as{' '}
            {watch.map((one) => (
              <a key={one.id} href={one.url} target="_blank" rel="noreferrer">
                <bdi>{one.id}</bdi>
              </a>
            ))}
          </span>
        )}
      </th>
      <td>
        <span data-status={status} className="status">
          {STATUS[status]}
        </span>
      </td>
      <td className="drawn">
        <progress max={1} value={progress} aria-label={`Drawn of ${name}`} />
        <span data-percent="">{percent} %</span>
      </td>
      {COUNTS.map((count) => (
        <td key={count} className="figure" data-count={count} data-zero={counts[count] === 0 ? '' : undefined}>
          <span className="label">{NAMES[count]}</span>
          <b>{number.format(counts[count])}</b>
        </td>
      ))}
    </tr>
  );
};

const create = (api: string): string => `KEY=cdr_…
API=${api}/v1

CAMPAIGN=$(curl -s $API/campaigns -H "Authorization: Bearer $KEY" -H 'Content-Type: application/json' -d '{
  "name": "My first campaign",
  "template": "year-in-review",
  "controller": {"name": "Acme Power", "address": "1 Main Street, Springfield",
                 "email": "privacy@acme.example", "privacyUrl": "https://acme.example/privacy"},
  "retentionDays": 90,
  "delivery": "prerender"
}' | sed -E 's/.*"id":"([^"]+)".*/\\1/')`;

const AUDIENCE = `printf '%s\\n' \\
  'id,firstName,usageKwh,consent_fields,consent_at,consent_purpose,consent_record' \\
  'cust-1,Maria,210|190|170|150|120|104|99|95|130|160|180|205,firstName|usageKwh,2026-05-01T10:00:00Z,personalised-video,r-1' \\
  | curl -s $API/campaigns/$CAMPAIGN/audience -H "Authorization: Bearer $KEY" -H 'Content-Type: text/csv' --data-binary @-`;

const LAUNCH = `curl -s -X POST $API/campaigns/$CAMPAIGN/launch -H "Authorization: Bearer $KEY"
curl -s $API/campaigns/$CAMPAIGN/recipients -H "Authorization: Bearer $KEY"`;

const Walk = ({ api }: { api: string }): ReactNode => (
  <section id="make" className="walk">
    <h2>Your own, with curl</h2>
    <ol>
      <li>
        <p>Say who sends it and how long it is kept. Put your API key into the first line.</p>
        <Code label="A new campaign" text={create(api)} />
      </li>
      <li>
        <p>Send the audience. What a person did not agree to is discarded at the gate.</p>
        <Code label="Send the audience" text={AUDIENCE} />
      </li>
      <li>
        <p>Launch. The last answer holds everyone’s links.</p>
        <Code label="Launch" text={LAUNCH} />
      </li>
    </ol>
    <p>
      <a href="/docs">Every call, in the reference</a>
    </p>
  </section>
);
