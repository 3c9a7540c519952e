/** The figures as one picture: bars of what a person costs, and the line of what an audience needs as it grows. */
import { COLOURS, MARKS, type Tone } from '../../remotion/tokens.ts';
import { AUDIENCES, type Figures } from './figures.ts';

const WIDTH = 760;
const LEFT = 190;
const RIGHT = 150;
const ROW = 34;

export function chart(f: Figures): string {
  const bars = barsOf(f);
  const barsHeight = bars.length === 0 ? 0 : 64 + bars.length * ROW;
  const curve = f.plan?.curve ?? [];
  const lineHeight = curve.length === 0 ? 0 : 270;
  const height = barsHeight + lineHeight + 24;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="What a person costs">
<style>
${style('light')}
@media (prefers-color-scheme: dark) { ${style('dark')} }
text { font: 15px 'Commissioner Variable', Commissioner, system-ui, sans-serif; fill: var(--ink) }
.title { font: 20px 'Source Serif 4 Variable', 'Source Serif 4', Georgia, serif }
.quiet { fill: var(--ink2) }
.end { text-anchor: end }
.middle { text-anchor: middle }
</style>
<rect width="${WIDTH}" height="${height}" fill="var(--paper)"/>
${bars.length > 0 ? drawBars(bars) : ''}${f.plan && curve.length > 0 ? drawLine(f.plan, barsHeight) : ''}</svg>
`;
}

function style(tone: Tone): string {
  const { paper, ink, ink2, line, bar } = COLOURS[tone];
  const mark = MARKS[0]?.colour[tone];
  return `svg { --paper: ${paper}; --ink: ${ink}; --ink2: ${ink2}; --line: ${line}; --bar: ${bar}; --mark: ${mark} }`;
}

interface Bar {
  readonly label: string;
  readonly seconds: number;
  readonly ours: boolean;
  readonly ratio?: number;
}

/** Mean seconds of an audience: what it cost, divided by its people. */
function barsOf(f: Figures): Bar[] {
  const { plain, hyperframes } = f;
  return [
    ...(plain ? [{ label: 'renderMedia', seconds: plain.seconds, ours: false }] : []),
    ...(hyperframes ? [{ label: 'HyperFrames', seconds: hyperframes.seconds, ours: false }] : []),
    ...AUDIENCES.flatMap(([key, label]) => {
      const seconds = f[key]?.meanSeconds;
      if (seconds === undefined) return [];
      return [{ label, seconds, ours: true, ...(plain && { ratio: plain.seconds / seconds }) }];
    }),
  ];
}

function drawBars(bars: readonly Bar[]): string {
  const most = Math.max(...bars.map(({ seconds }) => seconds));
  const rows = bars.map(({ label, seconds, ours, ratio }, index) => {
    const y = 56 + index * ROW;
    const width = Math.max(2, ((WIDTH - LEFT - RIGHT) * seconds) / most);
    const times = ratio === undefined ? '' : `, 1/${ratio < 10 ? ratio.toFixed(1) : Math.round(ratio)}`;
    return (
      `<text class="end" x="${LEFT - 12}" y="${y + 16}">${label}</text>` +
      `<rect x="${LEFT}" y="${y}" width="${width.toFixed(1)}" height="22" fill="var(--${ours ? 'mark' : 'bar'})"/>` +
      `<text class="quiet" x="${(LEFT + width + 8).toFixed(1)}" y="${y + 16}">${seconds.toFixed(seconds < 10 ? 2 : 1)} s${times}</text>`
    );
  });
  return `<text class="title" x="24" y="34">Seconds a person, whole audience</text>\n${rows.join('\n')}\n`;
}

/** Pictures a person by the size of the audience, on a scale of powers of ten. */
function drawLine({ curve, estimated, picturesAlone }: NonNullable<Figures['plan']>, top: number): string {
  const points = [
    { people: 1, value: picturesAlone },
    ...[...curve, ...(estimated ? [estimated] : [])].map((p) => ({ people: p.people, value: p.picturesPerPerson })),
  ];
  const last = Math.log10(points.at(-1)?.people ?? 1) || 1;
  const most = Math.max(...points.map(({ value }) => value));
  const floor = top + 226;
  const x = (people: number) => (LEFT - 110 + ((WIDTH - LEFT + 50) * Math.log10(people)) / last).toFixed(1);
  const y = (value: number) => (floor - (140 * value) / most).toFixed(1);
  const path = points.map(({ people, value }, index) => `${index === 0 ? 'M' : 'L'}${x(people)} ${y(value)}`).join('');
  // Two labels nearer than a third of a power of ten would lie over each other.
  const labelled = points.filter(
    ({ people }, index) => index === points.length - 1 || Math.log10((points.at(-1)?.people ?? 1) / people) > 0.3,
  );
  const labels = labelled.map(
    ({ people, value }) =>
      `<circle cx="${x(people)}" cy="${y(value)}" r="4" fill="var(--mark)"/>` +
      `<text class="middle" x="${x(people)}" y="${Number(y(value)) - 12}">${value < 10 ? value.toFixed(1) : Math.round(value)}</text>` +
      `<text class="middle quiet" x="${x(people)}" y="${floor + 24}">${people.toLocaleString('en')}</text>`,
  );
  return (
    `<text class="title" x="24" y="${top + 34}">Pictures a person, by people in the audience</text>\n` +
    `<line x1="24" x2="${WIDTH - 24}" y1="${floor}" y2="${floor}" stroke="var(--line)"/>\n` +
    `<path d="${path}" fill="none" stroke="var(--mark)" stroke-width="3"/>\n${labels.join('\n')}\n`
  );
}
