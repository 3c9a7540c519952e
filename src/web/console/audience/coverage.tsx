/** How many people agreed to which field, as bars in the fields' own marks. */
import type { Field } from '../api/types.ts';
import { count, people, words } from '../ui/format.ts';
import { Mark } from '../ui/parts.tsx';
import type { Report } from './report.tsx';

interface CoverageProps {
  readonly report: Report;
  readonly fields: readonly Field[];
}

export function Coverage({ report, fields }: CoverageProps) {
  const { accepted } = report;
  return (
    <div className="scroll">
      <table className="table coverage">
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col" className="bar-cell">
              <span className="unseen">Share of people</span>
            </th>
            <th scope="col" className="figure">
              May be used
            </th>
            <th scope="col" className="figure">
              Not agreed to, or not valid
            </th>
            <th scope="col" className="figure">
              Refused
            </th>
            <th scope="col" className="figure">
              Not in the file
            </th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ key, label, from }, place) => {
            const { granted = 0, withheld = 0, refused = 0, dropped = 0 } = report.fields[key] ?? {};
            const held = withheld + dropped;
            const absent = Math.max(0, accepted - granted - held - refused);
            return (
              <tr key={key}>
                <th scope="row">
                  <span className="role">
                    <Mark place={place} />
                    {words(label)}
                  </span>
                  {from === 'viewer' && <span className="help">Viewers give it themselves</span>}
                </th>
                <td className="bar-cell">
                  <span className="coverage-bar" aria-hidden="true">
                    <i className={`mark mark-${(place % 8) + 1}`} style={{ flexGrow: granted }} />
                    <span className="held" style={{ flexGrow: held + refused }} />
                    <span style={{ flexGrow: accepted === 0 ? 1 : absent }} />
                  </span>
                </td>
                <td className="figure">
                  <b>{count(granted)}</b>
                </td>
                <td className="figure" data-zero={held === 0 || undefined}>
                  {count(held)}
                </td>
                <td className="figure" data-zero={refused === 0 || undefined}>
                  {count(refused)}
                </td>
                <td className="figure" data-zero={absent === 0 || undefined}>
                  {count(absent)}
                </td>
              </tr>
            );
          })}
        </tbody>
        <caption>
          Of {people(accepted)}. Who agreed to nothing sees the general video, unless the campaign leaves them out.
        </caption>
      </table>
    </div>
  );
}
