/** Figures as a table, as Markdown and as a chart. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chart } from './chart.ts';
import { AUDIENCES, type Figures, ratiosOf } from './figures.ts';
import type { OpenFigures } from './opening.ts';
import type { PlannedFigures } from './planned.ts';
import { withSizing } from './sizing.ts';

type Row = readonly string[];
interface Table {
  readonly title: string;
  readonly rows: readonly [Row, ...Row[]];
}

const one = (value: number | undefined, digits = 1): string =>
  value === undefined || Number.isNaN(value) ? '–' : value.toFixed(digits);
const times = (value: number | undefined): string =>
  value === undefined || Number.isNaN(value) ? '–' : `${value.toFixed(value < 10 ? 1 : 0)}×`;
const whole = (value: number): string => Math.round(value).toLocaleString('en');
const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(2);

function costTable(f: Figures): Table {
  const ratios = ratiosOf(f);
  const head = ['a person', 's', 'CPU s', 'mean s', 'mean CPU s', 'pictures', 'MB kept', 'fingerprints ms'];
  const rows: Row[] = [];
  if (f.plain) {
    const label = `renderMedia, ${f.plain.warm ? 'warm' : 'first run'}`;
    rows.push([label, one(f.plain.seconds), one(f.plain.cpuSeconds), ...Array(7).fill('–')]);
  }
  if (f.hyperframes) {
    const { version, seconds, cpuSeconds } = f.hyperframes;
    rows.push([`HyperFrames ${version}`, '–', '–', one(seconds), one(cpuSeconds), ...Array(5).fill('–')]);
  }
  for (const [key, label] of AUDIENCES) {
    const figures = f[key];
    if (!figures) continue;
    const ratio = ratios[key];
    rows.push([
      `${label} (${figures.people})`,
      ...[one(figures.seconds, 2), one(figures.cpuSeconds, 2), one(figures.meanSeconds, 2)],
      ...[one(figures.meanCpuSeconds, 2), one(figures.meanPictures), megabytes(figures.bytesKept)],
      ...[one(figures.fingerprintMs, 0), times(ratio?.seconds), times(ratio?.meanCpuSeconds)],
    ]);
  }
  return { title: 'What a person costs', rows: [[...head, 'faster', 'CPU, mean'], ...rows] };
}

function openTable({ first, open }: Figures): Table {
  const row = (label: string, f: OpenFigures): Row => [
    label,
    ...[one(f.median, 2), one(f.p95, 2), one(f.worst, 2), String(f.stalls), one(f.worstStall, 2)],
  ];
  return {
    title: 'Seconds to the first segment',
    rows: [
      ['who opens', 'median', 'p95', 'worst', 'stand still', 'longest s'],
      ...(first ? [row(`one by one (${first.people})`, first)] : []),
      ...(open ? [row(`${open.people} at once`, open)] : []),
    ],
  };
}

function planTable({ curve, estimated, picturesAlone, segmentsAlone }: PlannedFigures): Table {
  const rows = [...curve, ...(estimated ? [estimated] : [])].map((point) => [
    point === estimated ? `${whole(point.people)}, estimated` : whole(point.people),
    ...[whole(point.pictures), one(point.picturesPerPerson), whole(point.segments), one(point.segmentsPerPerson)],
  ]);
  const alone = ['1, sharing nothing', one(picturesAlone), one(picturesAlone), one(segmentsAlone), one(segmentsAlone)];
  const head = ['people', 'pictures', 'a person', 'segments', 'a person'];
  return { title: 'What an audience needs, planned', rows: [head, alone, ...rows] };
}

const tablesOf = (f: Figures): Table[] =>
  [costTable(f), openTable(f), ...(f.plan ? [planTable(f.plan)] : [])].filter(({ rows }) => rows.length > 1);

/** What stands in no table. */
function remarks(f: Figures): string[] {
  const { plan, memory, hyperframes, open } = f;
  const ratios = ratiosOf(f);
  return [
    ...AUDIENCES.flatMap(([key, label]) => {
      const ratio = ratios[key]?.hyperframes;
      return hyperframes && ratio ? [`${label}: ${times(ratio)} as many people a minute as HyperFrames.`] : [];
    }),
    ...(f.without ? [f.without] : []),
    ...(open ? [`${open.people} at once: every video was whole after ${one(open.seconds)} s.`] : []),
    ...(memory
      ? [
          `Memory over ${memory.videos} videos: ${megabytes(memory.earlyTree)} MB, then ${megabytes(memory.lateTree)} MB ` +
            `(${one(100 * memory.growth)} %); this process ${megabytes(memory.early)} MB, then ${megabytes(memory.late)} MB.`,
        ]
      : []),
    ...(plan
      ? [
          `Planned ${whole(plan.people)} of ${whole(plan.asked)} people in ${one(plan.seconds)} s, each ${plan.frames} frames` +
            `${plan.people < plan.asked ? '; then the time was over' : ''}.`,
          ...(plan.estimatedShare
            ? [
                'The rest is estimated by scene: how many different sets of values it is drawn from, counted for everybody, ' +
                  `times what such a set needed. From half of those planned to all, that gives ${one(100 * plan.estimatedShare)} % of what they needed.`,
              ]
            : []),
        ]
      : []),
  ];
}

export function table(f: Figures): string {
  const title = `${f.template}, ${f.format}, ${f.locale}; ${f.machine}`;
  return [title, ...tablesOf(f).map(({ title, rows }) => `${title}\n${aligned(rows)}`), ...remarks(f)].join('\n\n');
}

function aligned(rows: readonly Row[]): string {
  const widths = rows[0]?.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0))) ?? [];
  const line = (row: Row) =>
    row.map((cell, at) => (at === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[at] ?? 0)));
  return rows.map((row) => line(row).join('  ')).join('\n');
}

function markdown(f: Figures): string {
  const tables = tablesOf(f).map(({ title, rows: [head, ...rows] }) => {
    const rule = head.map((_, at) => (at === 0 ? '---' : '--:'));
    return [`## ${title}`, '', ...[head, rule, ...rows].map((row) => `| ${row.join(' | ')} |`)].join('\n');
  });
  return [
    '# Bench',
    `Written by \`npm run bench -- --write\` on ${f.at.slice(0, 10)}: ${f.template}, ${f.format}, ${f.locale}; ${f.machine}.`,
    'Seconds are medians of one person, where they are not means over the audience; CPU is that of all processes together.\n' +
      'Machines are noisy: what holds are ratios within one run.',
    '![Seconds a person, and pictures a person as the audience grows](bench.svg)',
    ...tables,
    ...remarks(f),
  ].join('\n\n');
}

/** Writes `docs/bench.md`, `docs/bench.svg`, and what `docs/operating.md` computes from them. */
export function write(f: Figures): void {
  const docs = (name: string) => fileURLToPath(new URL(`../../docs/${name}`, import.meta.url));
  const bench = `${markdown(f)}\n`;
  writeFileSync(docs('bench.md'), bench);
  writeFileSync(docs('operating.md'), withSizing(readFileSync(docs('operating.md'), 'utf8'), bench));
  writeFileSync(docs('bench.svg'), chart(f));
}
