/** Everybody in a campaign by state: one bar that adds up, and the figures under it. */
import type { Campaign, Counts as CountsType } from '../../api/types.ts';
import { count, people, percent } from '../../ui/format.ts';

const STATES: readonly (readonly [keyof CountsType, string])[] = [
  ['ready', 'Ready'],
  ['rendering', 'Being drawn'],
  ['queued', 'Queued'],
  ['planned', 'Planned'],
  ['failed', 'Failed'],
  ['excluded', 'Excluded'],
];

export const sumOf = (counts: CountsType): number => STATES.reduce((sum, [state]) => sum + counts[state], 0);

export function Counts({ campaign }: { readonly campaign: Campaign }) {
  const { counts, progress, delivery } = campaign;
  const all = sumOf(counts);
  if (all === 0) return <p className="quiet">Nobody is in it yet.</p>;
  return (
    <div className="counts">
      <p>
        <b className="big">{count(all)}</b> {all === 1 ? 'person' : 'people'}
        {delivery === 'prerender' && <span className="quiet"> · {percent(progress)} drawn</span>}
        {delivery === 'on-open' && <span className="quiet"> · drawn when somebody watches</span>}
      </p>
      <div
        className="stack"
        role="img"
        aria-label={STATES.map(([state, name]) => `${name} ${counts[state]}`).join(', ')}
      >
        {STATES.map(
          ([state]) => counts[state] > 0 && <span key={state} data-state={state} style={{ flexGrow: counts[state] }} />,
        )}
      </div>
      <dl className="figures">
        {STATES.map(([state, name]) => (
          <div key={state} data-zero={counts[state] === 0 || undefined}>
            <dt data-state={state}>{name}</dt>
            <dd>{count(counts[state])}</dd>
          </div>
        ))}
      </dl>
      {counts.erased > 0 && <p className="quiet">{people(counts.erased)} erased, and in no count above.</p>}
    </div>
  );
}
