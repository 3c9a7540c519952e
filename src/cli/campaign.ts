/** `candor campaign create|audience|launch|status|links`: the API's calls from a terminal. */
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { extname } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { Command } from 'commander';
import { call, type Target } from './ask.ts';
import { linksCommand } from './links.ts';
import { answer, CommandError, progress, table } from './output.ts';

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

  linksCommand(add);
  return command;
}
