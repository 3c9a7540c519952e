/** Videos made by hand, and what an independent ffprobe says of the result. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'puppeteer-core';
import type { FrameSet } from '../../src/frames/types.ts';
import { launchBrowser } from '../../src/render/browser/launch.ts';
import { CanvasPage } from '../../src/render/canvas/page.ts';
import { type FoundBrowser, findBrowser } from '../../src/render/index.ts';
import { Studio } from '../../src/render/studio.ts';
import { atEnd } from '../support/at-end.ts';

/** A folder that is gone after the file's tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'candor-render-test-'));
  atEnd(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

/** A cache folder whose bundles for Remotion are those of every test file and run: they lie there by content. */
export function bundlesShared(cacheDir: string): string {
  const shared = join(tmpdir(), 'candor-test-bundles');
  mkdirSync(shared, { recursive: true });
  symlinkSync(shared, join(cacheDir, 'bundles'));
  return cacheDir;
}

const browserCache = join(tmpdir(), 'candor-test-browser');

export const testBrowser = (): Promise<FoundBrowser> => findBrowser({ cacheDir: browserCache });

/** Drawers with browsers of their own. */
export async function testStudio(size = 2): Promise<Studio> {
  const studio = new Studio({ browser: await testBrowser(), size, folder: folder() });
  atEnd(() => studio.close());
  return studio;
}

/** One page in a browser of its own. */
export async function testPage(): Promise<{ page: CanvasPage; browser: Browser }> {
  const browser = await launchBrowser(await testBrowser(), folder());
  atEnd(() => browser.close());
  return { browser, page: await CanvasPage.open(browser) };
}

const FONT = 'node_modules/@fontsource-variable/commissioner/files/commissioner-latin-wght-normal.woff2';

/**
 * Scenes of `frames` each, in which a box moves for `moving` frames and then holds. `label` is drawn into every frame of
 * the scenes in `named`, which are all when left out.
 */
export function movingBoxes(o: {
  scenes: number;
  frames: number;
  moving: number;
  label?: string;
  named?: readonly number[];
}): FrameSet {
  const pictures: { fingerprint: string; markup: string }[] = [];
  const known = new Map<string, number>();
  const frames: number[] = [];
  for (let scene = 0; scene < o.scenes; scene++) {
    const label = o.named && !o.named.includes(scene) ? 'Everyone' : (o.label ?? 'Everyone');
    for (let frame = 0; frame < o.frames; frame++) {
      const x = 8 * Math.min(frame, o.moving);
      const markup = `<div style="position:relative;width:320px;height:180px;background:#f7f2e7"><div style="position:absolute;left:${x}px;top:${20 + 30 * scene}px;width:40px;height:24px;background:#8a3b1d"></div><p style="position:absolute;left:8px;bottom:0;font:600 18px Test">${label} ${scene}</p></div>`;
      const index = known.get(markup) ?? pictures.length;
      if (index === pictures.length) pictures.push({ fingerprint: markup, markup });
      known.set(markup, index);
      frames.push(index);
    }
  }
  return {
    width: 320,
    height: 180,
    fps: 30,
    frames,
    pictures,
    scenes: Array.from({ length: o.scenes }, (_, index) => ({
      id: `scene-${index}`,
      title: `Scene ${index}`,
      from: index * o.frames,
      frames: o.frames,
      opaque: false,
    })),
    stylesheet: "@font-face{font-family:Test;src:url('/own/test.woff2');font-weight:100 900}",
    files: { '/own/test.woff2': FONT },
  };
}

export const hasFfprobe = spawnSync('ffprobe', ['-version']).status === 0;

interface Packet {
  readonly pts: number;
  readonly duration: number;
  readonly flags: string;
}

/** The samples of the pictures' track, as an independent reader finds them, in ticks of 1/1000 frame. */
export function samplesOf(file: string): Packet[] {
  const entries = ['-select_streams', 'v:0', '-show_entries', 'packet=pts,duration,flags', '-of', 'json'];
  const out = execFileSync('ffprobe', ['-v', 'error', ...entries, file], { maxBuffer: 1 << 26 });
  return (JSON.parse(out.toString()) as { packets: Packet[] }).packets;
}

/** A hash of every frame that an independent decoder shows, `fps` a second. */
export function shownFrames(file: string, fps: number): string[] {
  const args = ['-v', 'error', '-i', file, '-map', '0:v:0', '-vf', `fps=${fps}`, '-f', 'framemd5', '-'];
  const out = execFileSync('ffmpeg', args, { maxBuffer: 1 << 26 }).toString();
  return out.split('\n').flatMap((line) => (/^\d/.test(line) ? [line.split(',').at(-1)?.trim() ?? ''] : []));
}

/** The first frame that an independent decoder shows: planar 4:2:0, one number a byte. */
export const planesOf = (file: string): number[] => [
  ...execFileSync(
    'ffmpeg',
    ['-v', 'error', '-i', file, '-frames:v', '1', '-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-'],
    {
      maxBuffer: 1 << 26,
    },
  ),
];

/** What is heard of a file, as an independent decoder gives it: 16 bit, stereo, 48 kHz. */
export const pcmOf = (file: string): Buffer =>
  execFileSync('ffmpeg', ['-v', 'error', '-i', file, '-map', '0:a:0', '-f', 's16le', '-ac', '2', '-ar', '48000', '-'], {
    maxBuffer: 1 << 28,
  });

export function probe(file: string): {
  streams: Record<string, string>[];
  format: { duration: string; tags: Record<string, string> };
} {
  return JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]).toString(),
  );
}

/** Encoders of this process. */
export const encoders = (): number[] => children('-f h264 pipe:1');
export const browsers = (): number[] => children('--remote-debugging-pipe');

/** Processes started by this one whose command holds `word`. */
export function children(word: string): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ');
      if (Number(parent) === process.pid && command.includes(word)) found.push(Number(name));
    } catch {
      // Gone while we looked.
    }
  }
  return found;
}

export interface Likeness {
  /** dB by frame; Infinity where equal. */
  readonly psnr: readonly number[];
  readonly ssim: readonly number[];
}

/** How alike the frames of two videos are, by an independent ffmpeg; the second may be `late` by frames. */
export function likeness(a: string, b: string, fps: number, late = 0): Likeness {
  const compare = (filter: string) => {
    const steady = `settb=AVTB,fps=${fps}`;
    const graph = `[0:v]${steady}[a];[1:v]${steady},trim=start_frame=${late},setpts=PTS-STARTPTS[b];[a][b]${filter}=shortest=1:stats_file=-`;
    const args = ['-v', 'error', '-i', a, '-i', b, '-lavfi', graph, '-f', 'null', '-'];
    return execFileSync('ffmpeg', args, { maxBuffer: 1 << 26 }).toString();
  };
  const all = (text: string, what: RegExp) =>
    Array.from(text.matchAll(what), ([, value]) => (value === 'inf' ? Number.POSITIVE_INFINITY : Number(value)));
  return { psnr: all(compare('psnr'), /psnr_avg:(\S+)/g), ssim: all(compare('ssim'), /All:(\S+)/g) };
}
