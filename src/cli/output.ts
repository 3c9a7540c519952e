/** How the commands speak: progress bars on a terminal, plain lines otherwise, JSON with `--json`. */
import { Presets, SingleBar } from 'cli-progress';

/** A failure that was told to the person in words; the command ends with 1, or 2 for wrong usage. */
export class CommandError extends Error {
  override name = 'CommandError';
  readonly exitCode: 1 | 2;
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

export interface Progress {
  /** `done` is 0–1 and rises. */
  update(done: number): void;
  stop(): void;
}

/** Progress on stderr, so that stdout stays the result. */
export function progress(label: string, json: boolean): Progress {
  if (json) return { update: () => undefined, stop: () => undefined };
  if (!process.stderr.isTTY) {
    let told = -1;
    return {
      update(done) {
        const quarter = Math.floor(done * 4);
        if (quarter > told) process.stderr.write(`${label} ${quarter * 25} %\n`);
        told = Math.max(told, quarter);
      },
      stop: () => undefined,
    };
  }
  const bar = new SingleBar(
    { format: `${label} {bar} {percentage} %`, hideCursor: true, stream: process.stderr },
    Presets.rect,
  );
  bar.start(100, 0);
  return { update: (done) => bar.update(Math.round(done * 100)), stop: () => bar.stop() };
}

/** The result: as JSON, or as lines made from it. */
export function answer(result: unknown, json: boolean, lines: () => readonly string[]): void {
  process.stdout.write(
    json
      ? `${JSON.stringify(result, null, 2)}\n`
      : lines()
          .map((line) => `${line}\n`)
          .join(''),
  );
}

/** Rows as columns of equal width. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  return rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}
