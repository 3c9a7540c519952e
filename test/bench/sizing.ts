/**
 * How much of what an audience takes: the section "Sizing" of docs/operating.md, computed from the tables of docs/bench.md
 * as they stand there, so that a reader can do the sums again.
 */

const BEGIN = '<!-- Computed from bench.md; npm run bench -- --write computes it anew. -->';
const END = '<!-- until here -->';

/** Most people in the busiest hour, of the example. */
const HOURLY = 2000;
const AUDIENCES = [10_000, 100_000] as const;
/** Cores, and how one may have them. */
const MACHINES = [
  [8, 'on 8 cores'],
  [32, 'on 32 cores (4 machines of 8)'],
] as const;

/** Cells of the first row that begins so, without the label; numbers as they are written. */
function row(bench: string, label: RegExp): string[] | undefined {
  for (const line of bench.split('\n')) {
    const [first = '', ...cells] = line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim());
    if (label.test(first)) return cells;
  }
  return undefined;
}

const numberOf = (cell: string | undefined): number => Number((cell ?? '').replaceAll(',', ''));
const count = (value: number): string => Math.round(value).toLocaleString('en');
/** Two digits that count, or whole. */
const brief = (value: number): string => (value < 10 ? value.toFixed(1) : count(value));

/** `undefined` where the tables lack what it needs: a run of parts of the bench. */
export function sizingOf(bench: string): string | undefined {
  const [about = '', cores = ''] = /: (.+); (\d+) × /.exec(bench)?.slice(1) ?? [];
  const [realistic, none] = [row(bench, /^realistic/), row(bench, /^no data/)];
  const [alone, open, plan] = [row(bench, /^one by one/), row(bench, /at once$/), row(bench, /^1,000$/)];
  const [people = ''] = /\| (\d+) at once \|/.exec(bench)?.slice(1) ?? [];
  const [whole = ''] = /every video was whole after ([\d.]+) s/.exec(bench)?.slice(1) ?? [];
  if (!realistic || !none || !alone || !open || !plan || !whole || !cores) return undefined;
  const [, , seconds = '', cpu = '', pictures = '', kept = ''] = realistic;
  const file = none[5] ?? '';
  const busy = numberOf(cpu) / (numberOf(cores) * numberOf(seconds));
  const share = busy.toFixed(2);
  const line = (name: string, value: (people: number) => number, unit: string) =>
    `| ${name} | ${AUDIENCES.map((many) => `${brief(value(many))} ${unit}`).join(' | ')} |`;
  const coreHours = (many: number) => (many * numberOf(cpu)) / 3600;
  const need = (HOURLY * numberOf(cpu)) / 3600;
  return [
    BEGIN,
    '',
    `From [bench.md](bench.md), row *realistic*: ${about}, on ${cores} cores. A person costs **${cpu} s of CPU**, **${seconds} s** by the clock`,
    `(${cpu} ÷ (${cores} × ${seconds}) = ${share} of the cores were busy), and **${kept} MB** of segments. The file of a video is as large as all`,
    `its segments: about **${file} MB** (row *no data*).`,
    '',
    `| drawn ahead (\`prerender\`) | ${AUDIENCES.map((many) => `${count(many)} people`).join(' | ')} |`,
    '|---|--:|--:|',
    line(`CPU: people × ${cpu} s ÷ 3600`, coreHours, 'core hours'),
    line(
      `on the ${cores} cores of the bench: people × ${seconds} s ÷ 3600`,
      (many) => (many * numberOf(seconds)) / 3600,
      'h',
    ),
    ...MACHINES.map(([many, name]) =>
      line(`${name}: core hours ÷ (${many} × ${share})`, (all) => coreHours(all) / (many * busy), 'h'),
    ),
    line(`files: people × ${file} MB`, (many) => (many * numberOf(file)) / 1000, 'GB'),
    line(`segments: people × ${kept} MB`, (many) => (many * numberOf(kept)) / 1000, 'GB'),
    '',
    `It is the expensive side: the more people, the more they share. Planned, 1,000 people need ${count(numberOf(plan[1]))} pictures each, against`,
    `${count(numberOf(pictures))} over those who were measured. The lines for more cores are arithmetic and were not measured.`,
    '',
    `**Drawn when opened** (\`on-open\`, the default) costs only who comes, and wants cores for the busiest hour. If ${count(HOURLY)} people open in`,
    `it: ${count(HOURLY)} × ${cpu} s ÷ 3600 s = ${need.toFixed(1)} cores, ÷ ${share} = ${(need / busy).toFixed(1)}. The other end, measured: ${people} people in the same moment, on ${cores} cores,`,
    `saw their first pictures after ${open[0]} s (median) and ${open[1]} s (95 in 100), and all was whole after ${whole} s; one by one it is ${alone[0]} s.`,
    '',
    END,
  ].join('\n');
}

/** The document with the section that these tables make; unchanged where they make none, or it has no such section. */
export function withSizing(operating: string, bench: string): string {
  const sizing = sizingOf(bench);
  const [begin, end] = [operating.indexOf(BEGIN), operating.indexOf(END)];
  if (sizing === undefined || begin < 0 || end < begin) return operating;
  return operating.slice(0, begin) + sizing + operating.slice(end + END.length);
}
