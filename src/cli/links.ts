/** `candor campaign links`: everyone's links from the service, alone or added to a list that stays on this machine. */
import { createReadStream, createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Command, Option } from 'commander';
import { ESP_IDS } from '../delivery/email/index.ts';
import { JoinError, type JoinReport, joinLinks, type LinkTable, readLinks } from '../delivery/email/join/index.ts';
import { ask, type Target } from './ask.ts';
import { answer, CommandError } from './output.ts';

interface Options extends Target {
  readonly esp: string;
  readonly join?: string;
  readonly id: string;
  readonly out?: string;
}

export function linksCommand(add: (name: string, summary: string) => Command): void {
  add('links', "everyone's links, as CSV, under the names that your mailing system merges")
    .argument('<campaign>')
    .addOption(new Option('--esp <system>', 'your mailing system').choices(ESP_IDS).default('generic'))
    .option('--join <contacts.csv>', 'add the link columns to this list; it stays on this machine')
    .option('--id <column>', 'the column of --join that holds the ids', 'id')
    .option('--out <file>', 'write there instead of to the terminal')
    .action(async (campaign: string, options: Options) => {
      const response = await ask(options, 'GET', `/v1/campaigns/${campaign}/links.csv?esp=${options.esp}`);
      if (!options.join && !options.json) return write(options.out, Readable.fromWeb(response.body as never));
      const links = readLinks(await response.text());
      if (!options.join) return answer(listed(links), true, () => []);
      const told: { report?: JoinReport } = {};
      const joined = joinLinks(createReadStream(options.join), options.id, links);
      await write(options.out, Readable.from(reported(joined, told)));
      if (told.report) tell(told.report, options.json ?? false);
    });
}

/** With `--json`: one object a person, its links under the names of the columns. */
const listed = ({ columns, byId }: LinkTable): Record<string, string>[] =>
  Array.from(byId, ([id, values]) => ({
    id,
    ...Object.fromEntries(columns.map((name, at) => [name, values[at] ?? ''])),
  }));

/** What a generator answers at its end, kept beside what it gives. */
async function* reported(
  joined: AsyncGenerator<Uint8Array, JoinReport>,
  told: { report?: JoinReport },
): AsyncGenerator<Uint8Array> {
  told.report = yield* joined;
}

/** Whole or not at all, and readable by its owner alone: a link is a key. */
async function write(out: string | undefined, content: Readable): Promise<void> {
  if (!out) {
    await pipeline(content, process.stdout, { end: false }).catch(throwInWords);
    return;
  }
  const part = `${out}.part`;
  try {
    await pipeline(content, createWriteStream(part, { mode: 0o600 }));
    await rename(part, out);
  } catch (error) {
    await rm(part, { force: true });
    throwInWords(error);
  }
}

const WHY: Readonly<Record<string, string>> = {
  ENOENT: 'the file of --join, or the folder of --out, is not there',
  EACCES: 'the file may not be read or written',
  'no-header': 'the list is empty',
  'unclosed-quote': 'a quote is opened and never closed',
  'record-too-long': 'a row is longer than a row of contacts can be',
  'row-cells': 'a row has more cells than the header',
};

function throwInWords(error: unknown): never {
  const { code = '' } = error as { code?: string };
  if (error instanceof JoinError && error.code === 'no-such-column') {
    throw new CommandError(`the list has no column as --id names it; it has: ${error.columns.join(', ')}`, 2);
  }
  const why = WHY[code];
  if (!why) throw error;
  throw new CommandError(error instanceof JoinError && error.row ? `${why} (row ${error.row})` : why);
}

/** On stderr: stdout is the list. Rows, not ids: they are in the list. */
function tell(report: JoinReport, json: boolean): void {
  if (json) return void process.stderr.write(`${JSON.stringify(report)}\n`);
  const { rows, matched, unmatched, unmatchedRows, notInList, replaced } = report;
  const more = unmatched > unmatchedRows.length ? ' …' : '';
  const lines = [
    `${matched} of ${rows} rows have their links`,
    ...(unmatched > 0 ? [`${unmatched} without a link: rows ${unmatchedRows.join(', ')}${more}`] : []),
    ...(notInList > 0 ? [`${notInList} people of the campaign are not in the list`] : []),
    ...(replaced.length > 0 ? [`replaced: ${replaced.join(', ')}`] : []),
  ];
  process.stderr.write(lines.map((line) => `${line}\n`).join(''));
}
