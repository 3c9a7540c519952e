/** How much of the plays came to each scene: bars from zero, each with its own number. */
import { Bar, BarChart, Cell, LabelList, ResponsiveContainer, XAxis, YAxis } from 'recharts';
import type { Analytics } from '../api/types.ts';
import { count, share, words } from '../ui/format.ts';

const ROW_PX = 38;

interface ScenesProps {
  readonly scenes: Analytics['scenes'];
  readonly measured: boolean;
}

export function Scenes({ scenes, measured }: ScenesProps) {
  const rows = scenes.map(({ id, title, aside, watched, share: part }) => ({
    ...{ id, name: `${words(title)}${aside ? ' (aside)' : ''}`, part: part ?? 0 },
    label: part === undefined ? 'fewer than 10' : `${share(part)} · ${count(watched ?? 0)}`,
    known: part !== undefined,
  }));
  if (!rows.some(({ known }) => known)) {
    return (
      <p className="quiet">
        {measured ? 'Fewer than ten plays came to any scene yet.' : 'Plays are not counted in this campaign.'}
      </p>
    );
  }
  const longest = Math.max(...rows.map(({ name }) => name.length));
  return (
    <>
      <div aria-hidden="true" className="chart">
        <ResponsiveContainer width="100%" height={rows.length * ROW_PX}>
          <BarChart
            data={rows}
            layout="vertical"
            margin={{ top: 0, right: 110, bottom: 0, left: 0 }}
            barCategoryGap={10}
            accessibilityLayer={false}
          >
            <XAxis type="number" domain={[0, 1]} hide />
            <YAxis
              type="category"
              dataKey="name"
              width={Math.min(220, longest * 7.5)}
              axisLine={false}
              tickLine={false}
              tick={{ fill: 'var(--ink)' }}
            />
            <Bar dataKey="part" isAnimationActive={false} background={{ fill: 'var(--paper2)' }}>
              {rows.map(({ id }) => (
                <Cell key={id} fill="var(--ink)" />
              ))}
              <LabelList dataKey="label" position="right" fill="var(--ink)" />
            </Bar>
          </BarChart>
        </ResponsiveContainer>
      </div>
      <table className="unseen">
        <caption>Share of the plays that saw each scene</caption>
        <tbody>
          {rows.map(({ id, name, label }) => (
            <tr key={id}>
              <th scope="row">{name}</th>
              <td>{label}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
