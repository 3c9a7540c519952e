/** The ffmpeg that Remotion brings: where it is, which build it is, and how it is started. */
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { RenderInternals } from '@remotion/renderer';
import { type Child, type ChildOptions, runChild, startChild } from './child.ts';

type Run = Pick<ChildOptions, 'args' | 'deadline' | 'signal'>;

/**
 * glibc gives large blocks back at once and asks for them anew, for every raw picture: that is a tenth of what encoding
 * one costs. It keeps them so (glibc manual, "Memory Allocation Tunables"); other systems do not know the variable.
 */
const KEEP_MEMORY =
  'glibc.malloc.arena_max=1:glibc.malloc.mmap_threshold=1073741824:glibc.malloc.trim_threshold=1073741824';

const executable = (): { command: string; env: Record<string, string> } => {
  const command = RenderInternals.getExecutablePath({
    type: 'ffmpeg',
    indent: false,
    logLevel: 'error',
    binariesDirectory: null,
  });
  RenderInternals.makeFileExecutableIfItIsNot(command);
  const libraries = dirname(command);
  return { command, env: { LD_LIBRARY_PATH: libraries, DYLD_LIBRARY_PATH: libraries, GLIBC_TUNABLES: KEEP_MEMORY } };
};

const QUIET = ['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'error', '-y'];

/** Starts ffmpeg; the caller feeds stdin and awaits `done`. */
export function startFfmpeg({ args, ...run }: Run): Child {
  return startChild({ ...executable(), ...run, args: [...QUIET, ...args] });
}

/** Runs ffmpeg to its end; returns what it wrote to stdout. */
export function runFfmpeg({ args, ...run }: Run, input?: Buffer): Promise<Buffer> {
  return runChild({ ...executable(), ...run, args: [...QUIET, ...args] }, input);
}

let build: Promise<string> | undefined;

/** Short hash of the ffmpeg build: part of every segment's address, because encoders differ between builds. */
export function ffmpegBuild(): Promise<string> {
  build ??= (async () => {
    const version = await runFfmpeg({ args: ['-version'], deadline: 20_000 });
    const { version: pack } = createRequire(import.meta.url)('@remotion/renderer/package.json') as { version: string };
    return createHash('sha256').update(pack).update(version).digest('hex').slice(0, 16);
  })();
  return build;
}
