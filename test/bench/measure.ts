/** What things cost: wall seconds, and what this process and all it started took of the processor and of memory. */
import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of the kernel's clock a second; the same on every Linux that Node runs on. */
const TICKS = 100;
const PAGE = 4096;

interface ProcessStat {
  readonly parent: string;
  /** With the ended children it has waited for: what ends does not get lost. */
  readonly ticks: number;
  readonly pages: number;
}

/** This process and its descendants; nothing where there is no /proc. */
function processTree(): ProcessStat[] {
  const all = new Map<string, ProcessStat>();
  let pids: string[] = [];
  try {
    pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  } catch {
    return [];
  }
  for (const pid of pids) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
      all.set(pid, { parent: fields[1] ?? '0', ticks, pages: Number(fields[21]) });
    } catch {
      // It has ended meanwhile.
    }
  }
  const own = String(process.pid);
  const ours = (pid: string): boolean => {
    const stat = all.get(pid);
    return pid === own || (stat !== undefined && ours(stat.parent));
  };
  return [...all].filter(([pid]) => ours(pid)).map(([, stat]) => stat);
}

/** CPU seconds of the process tree so far; not a number where the system does not tell. */
export function cpuSeconds(): number {
  const tree = processTree();
  return tree.length === 0 ? Number.NaN : tree.reduce((sum, { ticks }) => sum + ticks, 0) / TICKS;
}

/** Bytes that this process has in memory, and the whole tree (what is shared is counted in each). */
export function memoryBytes(): { own: number; tree: number } {
  return { own: process.memoryUsage.rss(), tree: processTree().reduce((sum, { pages }) => sum + pages, 0) * PAGE };
}

export interface Cost {
  readonly seconds: number;
  readonly cpuSeconds: number;
}

export async function costOf<T>(work: () => Promise<T>): Promise<Cost & { readonly result: T }> {
  const cpu = cpuSeconds();
  const began = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - began) / 1000, cpuSeconds: cpuSeconds() - cpu };
}

/** The value below which `share` of them lie; not a number for none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const low = sorted[Math.floor(at)] ?? Number.NaN;
  const high = sorted[Math.ceil(at)] ?? Number.NaN;
  return low + (high - low) * (at - Math.floor(at));
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);
export const mean = (values: readonly number[]): number =>
  values.length === 0 ? Number.NaN : values.reduce((sum, value) => sum + value, 0) / values.length;

/** Tells on stderr what is under way: stdout is for figures. */
export const tell = (line: string): void => void process.stderr.write(`${line}\n`);
