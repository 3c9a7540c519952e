/** `candor campaign create|audience|launch|status|links`: the API's calls from a terminal. */
import { createReadStream } from 'node:fs';
import { readFile, stat, writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { answer, CommandError, progress, table } from './output.ts';

interface Target {
  readonly url: string;
  readonly key: string | undefined;
  readonly json?: boolean;
}

interface Problem {
  readonly title: string;
  readonly detail?: string;
  readonly errors?: readonly { path?: string; code: string; message?: string }[];
}

async function call<T>(target: Target, method: string, path: string, body?: BodyInit, type?: string): Promise<T> {
  if (!target.key) throw new CommandError('an API key is needed: --key, or CANDOR_API_KEY', 2);
  const response = await fetch(new URL(path, target.url), {
    method,
    headers: { authorization: `Bearer ${target.key}`, ...(type ? { 'content-type': type } : {}) },
    ...(body === undefined ? {} : { body, duplex: 'half' }),
  }).catch(() => {
    throw new CommandError('the service does not answer; is --url (or CANDOR_URL) right?');
  });
  const text = await response.text();
  if (response.ok) return (text ? JSON.parse(text) : undefined) as T;
  throw new CommandError(problemText(response.status, text));
}

function problemText(status: number, text: string): string {
  try {
    const problem = JSON.parse(text) as Problem;
    const errors = problem.errors?.map((error) => `  ${error.path ?? ''} ${error.code}: ${error.message ?? ''}`) ?? [];
    return [`${status} ${problem.title}${problem.detail ? `: ${problem.detail}` : ''}`, ...errors].join('\n');
  } catch {
    return `${status} from the service`;
  }
}

const TYPES: Readonly<Record<string, string>> = {
  '.csv': 'text/csv',
  '.tsv': 'text/csv',
  '.txt': 'text/csv',
  '.ndjson': 'application/x-ndjson',
  '.jsonl': 'application/x-ndjson',
  '.json': 'application/json',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xlsm': 'application/vnd.ms-excel.sheet.macroEnabled.12',
};

interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly progress: number;
  readonly counts: Readonly<Record<string, number>>;
}

interface Recipient {
  readonly id: string;
  readonly status: string;
  readonly links: Readonly<Record<string, string>>;
}

const LINKS = ['watch', 'poster', 'animation', 'video', 'unsubscribe'] as const;

async function* recipients(target: Target, campaign: string): AsyncGenerator<Recipient> {
  let cursor: string | undefined;
  do {
    const page: { items: Recipient[]; next?: string } = await call(
      target,
      'GET',
      `/v1/campaigns/${campaign}/recipients${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
    );
    yield* page.items;
    cursor = page.next;
  } while (cursor);
}

/** A spreadsheet runs cells that begin with these; a quote before them makes them text. */
const guarded = (cell: string): string => (/^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell);
const csvLine = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');

/** The marketer's own list with the link columns added; its other columns never leave this machine. */
async function join(file: string, column: string, links: ReadonlyMap<string, Recipient>): Promise<string[]> {
  const rows = parse(await readFile(file), { bom: true, delimiter: [',', ';', '\t'] }) as string[][];
  const [header = [], ...people] = rows;
  const at = header.indexOf(column);
  if (at < 0) throw new CommandError(`the list has no column named as --id says (${column})`, 2);
  return [
    csvLine([...header, ...LINKS.map((name) => `candor_${name}`)]),
    ...people.map((row) => {
      const found = links.get(row[at] ?? '');
      return csvLine([...row.map(guarded), ...LINKS.map((name) => found?.links[name] ?? '')]);
    }),
  ];
}

const statusLines = (campaign: Campaign): string[] => [
  `${campaign.name}: ${campaign.status}, ${Math.round(campaign.progress * 100)} %`,
  ...table(Object.entries(campaign.counts).map(([name, count]) => [`  ${name}`, String(count)])),
];

export function campaignCommand(): Command {
  const command = new Command('campaign').description('Campaigns of a running service');
  const add = (name: string, summary: string): Command =>
    command
      .command(name)
      .description(summary)
      .option('--url <url>', 'address of the service', process.env.CANDOR_URL ?? 'http://localhost:4600')
      .option('--key <key>', 'API key (or CANDOR_API_KEY)', process.env.CANDOR_API_KEY)
      .option('--json', 'answer as JSON');

  add('create', 'a new campaign from a JSON file (CONTRACT: "A campaign")')
    .argument('<file>')
    .action(async (file: string, target: Target) => {
      const made = await call<Campaign>(
        target,
        'POST',
        '/v1/campaigns',
        await readFile(file, 'utf8'),
        'application/json',
      );
      answer(made, target.json ?? false, () => [made.id]);
    });

  add('audience', 'sends an audience file: .csv, .xlsx, .ndjson or .json')
    .argument('<campaign>')
    .argument('<file>')
    .option('--dry-run', 'store nothing, only say what would be')
    .option('--mapping <file.json>', 'what the columns of a table with names of its own mean')
    .action(async (campaign: string, file: string, target: Target & { dryRun?: boolean; mapping?: string }) => {
      const type = TYPES[extname(file).toLowerCase()];
      if (!type) throw new CommandError(`the file must end in ${Object.keys(TYPES).join(', ')}`, 2);
      const query = new URLSearchParams(target.dryRun ? { dryRun: '1' } : {});
      if (target.mapping) {
        const mapping = await readFile(target.mapping, 'utf8');
        const path = `/v1/campaigns/${campaign}/audience/mappings`;
        const { id } = await call<{ id: string }>(target, 'POST', path, mapping, 'application/json');
        query.set('mapping', id);
      }
      const { size } = await stat(file);
      const bar = progress('sending', target.json ?? false);
      let sent = 0;
      const stream = createReadStream(file).on('data', (chunk) => {
        sent += chunk.length;
        bar.update(sent / Math.max(size, 1));
      });
      const report = await call<{
        accepted: number;
        rejected: number;
        errors: { row: number; path: string; code: string }[];
      }>(
        target,
        'POST',
        `/v1/campaigns/${campaign}/audience?${query}`,
        Readable.toWeb(stream) as ReadableStream,
        type,
      ).finally(() => bar.stop());
      answer(report, target.json ?? false, () => [
        `${report.accepted} accepted, ${report.rejected} rejected`,
        ...report.errors.map((error) => `  row ${error.row}: ${error.path} ${error.code}`),
      ]);
    });

  add('launch', 'launches a campaign')
    .argument('<campaign>')
    .action(async (campaign: string, target: Target) => {
      const launched = await call<Campaign>(target, 'POST', `/v1/campaigns/${campaign}/launch`);
      answer(launched, target.json ?? false, () => statusLines(launched));
    });

  add('status', 'how far a campaign is')
    .argument('<campaign>')
    .option('--wait', 'until every video is ready or failed')
    .action(async (campaign: string, target: Target & { wait?: boolean }) => {
      const read = () => call<Campaign>(target, 'GET', `/v1/campaigns/${campaign}`);
      let now = await read();
      if (target.wait) {
        const bar = progress('drawing', target.json ?? false);
        while (now.status === 'live' && now.progress < 1) {
          bar.update(now.progress);
          await sleep(500);
          now = await read();
        }
        bar.update(now.progress);
        bar.stop();
      }
      answer(now, target.json ?? false, () => statusLines(now));
    });

  add('links', "everyone's links, as CSV")
    .argument('<campaign>')
    .option('--join <contacts.csv>', 'add the link columns to this list; it stays on this machine')
    .option('--id <column>', 'the column of --join that holds the ids', 'id')
    .option('--out <file>', 'write there instead of to the terminal')
    .action(async (campaign: string, target: Target & { join?: string; id: string; out?: string }) => {
      const found: Recipient[] = [];
      for await (const recipient of recipients(target, campaign)) found.push(recipient);
      if (target.json) return answer(found, true, () => []);
      const lines = target.join
        ? await join(target.join, target.id, new Map(found.map((recipient) => [recipient.id, recipient])))
        : [
            csvLine(['id', ...LINKS.map((name) => `candor_${name}`)]),
            ...found.map((one) => csvLine([guarded(one.id), ...LINKS.map((name) => one.links[name] ?? '')])),
          ];
      if (target.out) await writeFile(target.out, `${lines.join('\n')}\n`, { mode: 0o600 });
      else answer(found, false, () => lines);
    });
  return command;
}
