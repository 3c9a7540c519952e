/** Temporary folders that belong to one process; those of processes that are gone are swept. */
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';

const machine = hostname().replace(/[^A-Za-z0-9-]/g, '');

/** Makes this process's own folder under `parent`, and removes what dead processes of this machine left there. */
export async function ownFolder(parent: string): Promise<string> {
  await mkdir(parent, { recursive: true });
  for (const name of await readdir(parent)) {
    const [, on, pid] = /^([^.]*)\.(\d+)\./.exec(name) ?? [];
    if (on !== machine || !pid || Number(pid) === process.pid || alive(Number(pid))) continue;
    await rm(join(parent, name), { recursive: true, force: true, maxRetries: 3 });
  }
  return mkdtemp(join(parent, `${machine}.${process.pid}.`));
}

/** Whether a process of this machine is there. */
export function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
