/** The step “Analytics”: how it is watched, honestly: what was counted, and what was not. */
import { queryOptions, useSuspenseQuery } from '@tanstack/react-query';
import { Link } from 'react-aria-components';
import { call } from '../api/call.ts';
import type { Analytics as Answer, Template } from '../api/types.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { LinkButton } from '../ui/button.tsx';
import { count, words } from '../ui/format.ts';
import { Mark, Section } from '../ui/parts.tsx';
import { Scenes } from './scenes.tsx';
import { Worth } from './worth.tsx';
import './analytics.css';

const FRESH_MS = 30_000;

const analyticsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', id, 'analytics'],
    queryFn: ({ signal }) => call<Answer>('GET', `/v1/campaigns/${id}/analytics`, { signal }),
    refetchInterval: FRESH_MS,
  });

/** Below ten nothing is shown: “fewer than 10” is all there is to say. */
const shown = (value: number | undefined): string => (value === undefined ? 'fewer than 10' : count(value));

export default function Analytics() {
  const { campaign, template } = useCampaign();
  const { data } = useSuspenseQuery(analyticsQuery(campaign.id));
  const { measured, people, uncounted, counts, notes, trial } = data;
  const polls = Object.entries(counts.answer ?? {});
  return (
    <>
      {!measured && (
        <div className="next">
          <p>This campaign counts no plays. It can from now on; nothing is counted backwards.</p>
          <LinkButton href={`/campaigns/${campaign.id}`}>Change it</LinkButton>
        </div>
      )}
      <Section title="Counted and not" about="Numbers are in tens; what is below ten is not shown.">
        <dl className="figures large">
          <Figure name="In the campaign" value={count(people.all)} />
          <Figure name="Said “this is me”" value={shown(people.opened)} />
          {measured && <Figure name="Plays" value={shown(counts.played?.all)} />}
          {measured && <Figure name="Went to your link" value={shown(counts.cta?.all)} />}
        </dl>
        <p className="quiet uncounted">
          Not counted: {uncounted.gpc === undefined ? 'fewer than 10 people' : `${count(uncounted.gpc)} people`} whose
          browser asks not to be tracked
          {uncounted.bots !== undefined && `, and ${count(uncounted.bots)} visits of programs`}.
        </p>
      </Section>
      <Section title="Watched, scene by scene" about="Share of the plays that saw the scene.">
        <Scenes scenes={data.scenes} measured={measured} />
      </Section>
      <Section title="Choices" about="How often viewers switched a field off, and on again.">
        <Choices choices={data.choices} template={template} />
      </Section>
      {polls.length > 0 && (
        <Section title="Answers" about="Of polls in the video, counted always: giving one says so.">
          <Table
            head={['Answer', 'Given']}
            rows={polls.map(([name, value]) => [<code key={name}>{name}</code>, count(value)])}
          />
        </Section>
      )}
      <Section title="Acts" about="What viewers did with their rights.">
        <Acts acts={counts.act} />
      </Section>
      <Section
        title="What each field is worth"
        about="Some people, chosen at random, see the video without one field; the page tells them."
      >
        <Worth campaign={campaign} trial={trial} />
      </Section>
      <Section
        title="How to read this"
        about={
          <Link href={`/v1/campaigns/${campaign.id}/analytics.csv`} target="_blank">
            Download as CSV
          </Link>
        }
      >
        <ul className="notes">
          {notes.map(({ code, text }) => (
            <li key={code}>{text}</li>
          ))}
        </ul>
      </Section>
    </>
  );
}

const Figure = ({ name, value }: { readonly name: string; readonly value: string }) => (
  <div>
    <dt>{name}</dt>
    <dd>{value}</dd>
  </div>
);

interface TableProps {
  readonly head: readonly string[];
  readonly rows: readonly (readonly React.ReactNode[])[];
}
const Table = ({ head, rows }: TableProps) => (
  <table className="table narrow">
    <thead>
      <tr>
        {head.map((name, place) => (
          <th key={name} scope="col" className={place > 0 ? 'figure' : undefined}>
            {name}
          </th>
        ))}
      </tr>
    </thead>
    <tbody>
      {rows.map(([name, ...figures], row) => (
        <tr key={head[row] ?? row}>
          <th scope="row">{name}</th>
          {figures.map((value, place) => (
            <td key={head[place + 1]} className="figure">
              {value}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  </table>
);

function Choices({ choices, template }: { readonly choices: Answer['choices']; readonly template: Template }) {
  if (choices.every(({ off, on }) => off === undefined && on === undefined)) {
    return <p className="quiet">No field was switched by ten or more yet.</p>;
  }
  return (
    <Table
      head={['Field', 'Switched off', 'Switched on']}
      rows={choices.map(({ field, label, off, on }) => [
        <span key={field} className="marked">
          <Mark place={template.fields.findIndex(({ key }) => key === field)} /> {words(label)}
        </span>,
        shown(off),
        shown(on),
      ])}
    />
  );
}

const ACTS: Readonly<Record<string, string>> = {
  withdrawn: 'Withdrew their agreement',
  erased: 'Had everything erased',
  'not-me': 'Said “not me”',
};

function Acts({ acts = {} }: { readonly acts: Readonly<Record<string, number>> | undefined }) {
  return <Table head={['Act', 'People']} rows={Object.entries(ACTS).map(([act, name]) => [name, shown(acts[act])])} />;
}
