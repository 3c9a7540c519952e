/** What each field is worth: a plain sentence, the interval as a line, and the way to try it. */
import { useMutation } from '@tanstack/react-query';
import { call } from '../api/call.ts';
import { showCampaign } from '../api/queries.ts';
import { useMay } from '../api/session.ts';
import type { Analytics, Campaign } from '../api/types.ts';
import { useCampaign } from '../campaign/use-campaign.ts';
import { Button } from '../ui/button.tsx';
import { count } from '../ui/format.ts';
import { Mark } from '../ui/parts.tsx';
import { say, sayProblem } from '../ui/toast.tsx';

type Trial = NonNullable<Analytics['trial']>;
type Tried = Trial['fields'][number];

/** Of the people who are left without one field: enough to learn, few enough to lose little. */
const PERCENT = 10;

export function Worth({ campaign, trial }: { readonly campaign: Campaign; readonly trial: Analytics['trial'] }) {
  const { template } = useCampaign();
  if (!trial) return <Offer campaign={campaign} />;
  return (
    <ul className="worth">
      {trial.fields.map((one) => (
        <li key={one.field}>
          <p className="sentence">
            <Mark place={template.fields.findIndex(({ key }) => key === one.field)} /> {one.sentence}
          </p>
          <Interval name="Watched to the end" of={one.watched} />
          <Interval name="Went to your link" of={one.cta} />
          <p className="quiet">
            {count(one.with.played)} plays with it, {count(one.without.played)} without it.
          </p>
        </li>
      ))}
    </ul>
  );
}

const points = (value: number): string => `${value > 0 ? '+' : ''}${Math.round(value * 1000) / 10}`;
/** The line shows a quarter each way: more is hardly ever seen, and is cut at the edge. */
const HALF = 0.25;
const at = (value: number): number => ((Math.max(-HALF, Math.min(HALF, value)) + HALF) / (2 * HALF)) * 100;

function Interval({ name, of }: { readonly name: string; readonly of: Tried['watched'] }) {
  if (!of) return null;
  const { difference, low, high } = of;
  return (
    <div className="interval">
      <span>{name}</span>
      <span className="axis" aria-hidden="true">
        <span className="zero" />
        <span className="range" style={{ insetInlineStart: `${at(low)}%`, inlineSize: `${at(high) - at(low)}%` }} />
        <span className="point" style={{ insetInlineStart: `${at(difference)}%` }} />
      </span>
      <span className="figure">
        {points(difference)} points{' '}
        <span className="quiet">
          ({points(low)} to {points(high)}, 95 in 100)
        </span>
      </span>
    </div>
  );
}

function Offer({ campaign }: { readonly campaign: Campaign }) {
  const { template } = useCampaign();
  const mayEdit = useMay('edit');
  const fields = template.fields.filter(({ from }) => from === undefined).map(({ key }) => key);
  const start = useMutation({
    mutationFn: () =>
      call<Campaign>('PATCH', `/v1/campaigns/${campaign.id}`, {
        body: { measure: true, trial: { percent: PERCENT, fields } },
      }),
    onSuccess: (changed) => {
      showCampaign(changed);
      say('It is tried from now on.');
    },
    onError: sayProblem,
  });
  return (
    <div className="form">
      <p>
        Nobody knows whether a field is worth asking for until some go without it. The trial leaves one field out for{' '}
        {PERCENT} % of the people each, and says here what that changed. It counts plays, without persons.
      </p>
      {mayEdit && campaign.status === 'draft' && (
        <div className="acts">
          <Button onPress={() => start.mutate()} isPending={start.isPending}>
            Try it in this campaign
          </Button>
        </div>
      )}
      {campaign.status !== 'draft' && (
        <p className="quiet">A trial begins with a campaign: duplicate this one to try it.</p>
      )}
    </div>
  );
}
