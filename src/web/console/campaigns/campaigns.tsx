/** The workspace's campaigns: found, told apart, opened, by keyboard too. */
import { useState } from 'react';
import { Input, Link, SearchField } from 'react-aria-components';
import { useNavigate } from 'react-router';
import { useProgress } from '../api/progress.ts';
import { useCampaigns } from '../api/queries.ts';
import { useMe } from '../api/session.ts';
import type { Campaign, Status as StatusName } from '../api/types.ts';
import { CampaignMenu } from '../campaign/menu.tsx';
import { Button } from '../ui/button.tsx';
import { Select } from '../ui/field.tsx';
import { ago, count } from '../ui/format.ts';
import { Empty, PageHead, Progress, STATUS_NAMES, Status } from '../ui/parts.tsx';
import { Region } from '../ui/problem.tsx';
import { useShortcut } from '../ui/shortcuts.ts';
import './campaigns.css';

export function Campaigns() {
  const navigate = useNavigate();
  return (
    <>
      <PageHead title="Campaigns">
        <Button look="solid" shortcut="c" onPress={() => navigate('/campaigns/new')}>
          New campaign
        </Button>
      </PageHead>
      <Region name="the campaigns">
        <WayBack />
        <List />
      </Region>
    </>
  );
}

/** Whoever came in by the address that is printed at start has no other way in yet. */
function WayBack() {
  const { actor, email } = useMe();
  if (actor.kind !== 'member' || email !== undefined) return null;
  return (
    <p className="note">
      The address that brought you here works once. <Link href="/account">Set an e-mail address and a password</Link>,
      and you can come back.
    </p>
  );
}

const EVERY = [
  { value: 'all', name: 'Every status' },
  ...Object.entries(STATUS_NAMES).map(([value, name]) => ({ value, name })),
];

function List() {
  const campaigns = useCampaigns();
  const { stale } = useProgress('/console/events');
  const [sought, setSought] = useState('');
  const [status, setStatus] = useState<StatusName | 'all'>('all');
  useShortcut('/', 'Find a campaign', () => document.querySelector<HTMLInputElement>('.find input')?.focus());
  if (campaigns.length === 0) return <None />;
  const words = sought.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  const found = campaigns.filter(
    (one) =>
      (status === 'all' || one.status === status) &&
      words.every((word) => `${one.name} ${one.template} ${one.controller.name}`.toLocaleLowerCase().includes(word)),
  );
  return (
    <>
      <div className="bar">
        <SearchField aria-label="Find a campaign" value={sought} onChange={setSought} className="field bare find">
          <Input placeholder="Find by name, template, sender" />
        </SearchField>
        <Select
          bare
          label="Status"
          options={EVERY}
          value={status}
          onChange={(value) => setStatus(value as StatusName | 'all')}
        />
        <p className="quiet" role="status">
          {stale
            ? 'The service does not answer; figures may be old.'
            : `${count(found.length)} of ${count(campaigns.length)}`}
        </p>
      </div>
      {found.length === 0 ? (
        <Empty
          act={
            <Button
              onPress={() => {
                setSought('');
                setStatus('all');
              }}
            >
              Show all campaigns
            </Button>
          }
        >
          No campaign is like that.
        </Empty>
      ) : (
        <Table campaigns={found} />
      )}
    </>
  );
}

function None() {
  const navigate = useNavigate();
  return (
    <Empty
      act={
        <Button look="solid" onPress={() => navigate('/templates')}>
          Choose a template
        </Button>
      }
    >
      A campaign is a template, an audience with its consent records, and what viewers are told. It begins with a
      template.
    </Empty>
  );
}

const Table = ({ campaigns }: { readonly campaigns: readonly Campaign[] }) => (
  <table className="table campaigns">
    <thead>
      <tr>
        <th scope="col">Campaign</th>
        <th scope="col">Status</th>
        <th scope="col">Drawn</th>
        <th scope="col" className="figure">
          People
        </th>
        <th scope="col" className="figure">
          Failed
        </th>
        <th scope="col" className="when">
          Made
        </th>
        <th scope="col">
          <span className="unseen">More</span>
        </th>
      </tr>
    </thead>
    <tbody>
      {campaigns.map((campaign) => (
        <Row key={campaign.id} campaign={campaign} />
      ))}
    </tbody>
  </table>
);

function Row({ campaign }: { readonly campaign: Campaign }) {
  const { id, name, template, controller, status, counts, progress, createdAt } = campaign;
  const all = Object.entries(counts).reduce((sum, [state, value]) => (state === 'erased' ? sum : sum + value), 0);
  return (
    <tr>
      <th scope="row">
        <Link href={`/campaigns/${id}`} className="what">
          <bdi>{name}</bdi>
        </Link>
        <span className="quiet">
          {template} · <bdi>{controller.name}</bdi>
        </span>
      </th>
      <td>
        <Status status={status} />
      </td>
      <td className="drawn">
        <Progress value={progress} label={`Drawn of ${name}`} />
      </td>
      <td className="figure">{count(all)}</td>
      <td className="figure" data-zero={counts.failed === 0 || undefined} data-wrong={counts.failed > 0 || undefined}>
        {count(counts.failed)}
      </td>
      <td className="when quiet">{ago(createdAt)}</td>
      <td className="more">
        <CampaignMenu campaign={campaign} />
      </td>
    </tr>
  );
}
