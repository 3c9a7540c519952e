/** Starts the real service as a process, and speaks to it as its users do. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { atEnd } from './at-end.ts';
import { TYPESCRIPT } from './typescript.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers as their users would, without a schema
  readonly body: any;
}

export interface RunningService {
  readonly url: string;
  readonly key: string;
  readonly workspace: string;
  readonly child: ChildProcess;
  /** Everything the process wrote to stderr so far. */
  log(): string;
  /** An API call with the key; a JSON body unless `type` says otherwise. */
  api(method: string, path: string, body?: unknown, type?: string): Promise<Answer>;
  /** Ends the process; resolves when it is gone. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

const fixtures = fileURLToPath(new URL('../fixtures/templates', import.meta.url));

/** A data folder that is removed after the file's tests. */
export function dataDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'candor-service-'));
  atEnd(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

/** `env` adds to PATH and HOME only: nothing of the test's own environment reaches the service. */
export async function startService(env: Record<string, string>): Promise<RunningService> {
  const script = fileURLToPath(new URL('./service-process.ts', import.meta.url));
  const { PATH = '', HOME = '' } = process.env;
  const child = spawn(process.execPath, [...TYPESCRIPT, script], {
    env: { PATH, HOME, NODE_ENV: 'production', PORT: '0', TEST_TEMPLATES: fixtures, LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString();
  });
  const gone = new Promise<void>((done) => child.once('exit', () => done()));
  const first = await Promise.race([
    createInterface({ input: child.stdout })[Symbol.asyncIterator]().next(),
    gone.then(() => ({ done: true as const, value: undefined })),
  ]);
  if (!first.value) throw new Error(`the service did not start:\n${said}`);
  const { url, key, workspace } = JSON.parse(first.value) as { url: string; key: string; workspace: string };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    child.kill(signal);
    await gone;
  };
  atEnd(() => stop());
  return {
    url,
    key,
    workspace,
    child,
    log: () => said,
    stop,
    api: async (method, path, body, type = 'application/json') => {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${key}`, ...(body === undefined ? {} : { 'content-type': type }) },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const json = response.headers.get('content-type')?.includes('json');
      return { status: response.status, headers: response.headers, body: json ? JSON.parse(text) : text };
    },
  };
}

/** Waits on a condition, not on seconds; `within` only bounds a test that would never end. */
export async function until<T>(what: string, ask: () => Promise<T | undefined | false>, within = 60_000): Promise<T> {
  const end = Date.now() + within;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`it never happened: ${what}`);
    await sleep(100);
  }
}

export const CONTROLLER = {
  name: 'Northlight Energy',
  address: 'Harbour Street 12, Hamburg',
  email: 'privacy@northlight.example',
  privacyUrl: 'https://northlight.example/privacy',
};

/** A campaign with the fixture template and these rows, launched. */
export async function launchCampaign(
  service: RunningService,
  rows: readonly object[],
  spec: object = {},
): Promise<{ id: string; report: Answer['body'] }> {
  const created = await service.api('POST', '/v1/campaigns', {
    name: 'Test',
    template: 'tiny',
    controller: CONTROLLER,
    retentionDays: 30,
    delivery: 'prerender',
    ...spec,
  });
  if (created.status !== 201) throw new Error(`not created: ${JSON.stringify(created.body)}`);
  const id = created.body.id as string;
  const imported = await service.api('POST', `/v1/campaigns/${id}/audience`, rows);
  if (imported.status !== 200) throw new Error(`not imported: ${JSON.stringify(imported.body)}`);
  const launched = await service.api('POST', `/v1/campaigns/${id}/launch`);
  if (launched.status !== 200) throw new Error(`not launched: ${JSON.stringify(launched.body)}`);
  return { id, report: imported.body };
}
