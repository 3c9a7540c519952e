/** What a file would become, or became: sums, coverage, what is left out and why, and what drawing it takes. */
import type { z } from 'zod';
import type { reportSchema } from '../../../http/shapes/audience.ts';
import type { Field } from '../api/types.ts';
import { Button } from '../ui/button.tsx';
import { count, duration, people } from '../ui/format.ts';
import { Coverage } from './coverage.tsx';
import { reason, rejectedCsv } from './reasons.ts';

export type Report = z.output<typeof reportSchema>;

interface ReportProps {
  readonly report: Report;
  readonly fields: readonly Field[];
  readonly header: readonly string[];
}

const SHOWN = 20;

export function ReportView({ report, fields, header }: ReportProps) {
  const { accepted, rejected, file, drawing } = report;
  const undeclared = Object.values(report.fields).filter(({ declared }) => !declared).length;
  const notKept = file.columns === undefined ? undeclared : (file.notKept ?? 0);
  return (
    <div className="report">
      <dl className="sums">
        <div>
          <dt>Taken</dt>
          <dd>{count(accepted)}</dd>
        </div>
        <div data-wrong={rejected > 0 || undefined}>
          <dt>Left out</dt>
          <dd>{count(rejected)}</dd>
        </div>
        {drawing && (
          <div>
            <dt>With a video of their own</dt>
            <dd>{count(drawing.personal)}</dd>
          </div>
        )}
      </dl>
      {notKept > 0 && (
        <p>
          You sent {count(notKept)} {notKept === 1 ? 'column' : 'columns'} that we do not keep.
        </p>
      )}
      {drawing && <DrawingWords drawing={drawing} />}
      <Coverage report={report} fields={fields} />
      {rejected > 0 && <RejectedRows report={report} header={header} />}
    </div>
  );
}

function DrawingWords({ drawing }: { readonly drawing: NonNullable<Report['drawing']> }) {
  const { sharedPictures, picturesEach, secondsAll, secondsEach, personal, delivery, sampled } = drawing;
  if (personal === 0) return <p>Nobody gets a video of their own: there is one general video for all.</p>;
  return (
    <p>
      {count(sharedPictures)} pictures are drawn once for all, and about {count(picturesEach)} for each of{' '}
      {people(personal)}.{' '}
      {secondsAll === undefined || secondsEach === undefined
        ? 'How long that takes is known once this service has drawn its first videos.'
        : delivery === 'prerender'
          ? `At the pace of this service that takes ${duration(secondsAll)}.`
          : `Each is drawn when it is opened: the whole of it takes ${seconds(secondsEach)}, the beginning less. All of them would take ${duration(secondsAll)}.`}{' '}
      <span className="quiet">Planned for {people(sampled)} and extended from there.</span>
    </p>
  );
}

const seconds = (value: number): string =>
  value < 1.5 ? 'about a second' : `about ${count(Math.round(value))} seconds`;

function RejectedRows({ report, header }: { readonly report: Report; readonly header: readonly string[] }) {
  const { errors, rejected } = report;
  const named = errors.map((one) => ({ ...one, path: columnOf(one.path, header) }));
  return (
    <section>
      <div className="bar">
        <h3>Left out</h3>
        <Button small onPress={() => download(rejectedCsv(named), 'left-out.csv')}>
          Download the list
        </Button>
      </div>
      <div className="scroll">
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="figure">
                Line
              </th>
              <th scope="col">Id</th>
              <th scope="col">Column</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {named.slice(0, SHOWN).map(({ row, line, id, path, code }) => (
              <tr key={`${row} ${path} ${code}`}>
                <td className="figure">{count(line ?? row)}</td>
                <td>{id ?? '–'}</td>
                <td>
                  <bdi>{path || '–'}</bdi>
                </td>
                <td>{reason(code)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rejected > SHOWN && (
        <p className="quiet">
          The first {SHOWN} of {count(rejected)}
          {errors.length < rejected ? `; the list has the first ${count(errors.length)}` : ''}.
        </p>
      )}
    </section>
  );
}

/** `column 7` by its own name. */
function columnOf(path: string, header: readonly string[]): string {
  const at = /^column (\d+)$/.exec(path)?.[1];
  return at === undefined ? path : header[Number(at) - 1] || path;
}

function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
