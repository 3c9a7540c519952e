/** Videos made by hand, and what an independent ffprobe says of the result. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { FrameSet } from '../../src/frames/types.ts';
import { BrowserPool } from '../../src/render/browser/pool.ts';
import { findBrowser } from '../../src/render/index.ts';

/** A folder that is gone after the file's tests. */
export function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'candor-render-test-'));
  afterAll(() => rmSync(path, { recursive: true, force: true, maxRetries: 5 }));
  return path;
}

const browserCache = join(tmpdir(), 'candor-test-browser');

export async function testPool(size = 2, leasesEach?: number): Promise<BrowserPool> {
  const browser = await findBrowser({ cacheDir: browserCache });
  const pool = new BrowserPool({ browser, size, folder: folder(), ...(leasesEach ? { leasesEach } : {}) });
  afterAll(() => pool.close());
  return pool;
}

const FONT = 'node_modules/@fontsource-variable/commissioner/files/commissioner-latin-wght-normal.woff2';

/** Scenes of `frames` each, in which a box moves for `moving` frames and then holds. `label` is drawn into every frame. */
export function movingBoxes(o: { scenes: number; frames: number; moving: number; label?: string }): FrameSet {
  const pictures: { fingerprint: string; markup: string }[] = [];
  const known = new Map<string, number>();
  const frames: number[] = [];
  for (let scene = 0; scene < o.scenes; scene++) {
    for (let frame = 0; frame < o.frames; frame++) {
      const x = 8 * Math.min(frame, o.moving);
      const markup = `<div style="position:relative;width:320px;height:180px;background:#f7f2e7"><div style="position:absolute;left:${x}px;top:${20 + 30 * scene}px;width:40px;height:24px;background:#8a3b1d"></div><p style="position:absolute;left:8px;bottom:0;font:600 18px Test">${o.label ?? 'Everyone'} ${scene}</p></div>`;
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

/** Times of all frames that an independent decoder gives, in ticks of 1/1000 frame. */
export function decodedTimes(file: string): number[] {
  const out = execFileSync(
    'ffprobe',
    ['-v', 'error', '-select_streams', 'v:0', '-show_entries', 'frame=pts', '-of', 'json', file],
    { maxBuffer: 1 << 26 },
  );
  const { frames } = JSON.parse(out.toString()) as { frames: { pts: number }[] };
  return frames.map((frame) => frame.pts);
}

export function probe(file: string): {
  streams: Record<string, string>[];
  format: { duration: string; tags: Record<string, string> };
} {
  return JSON.parse(
    execFileSync('ffprobe', ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file]).toString(),
  );
}

/** Processes started by this one whose command holds `word`: `[pid, command]`. */
export function children(word: string): number[] {
  const found: number[] = [];
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const [, parent] = /\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8');
      if (Number(parent) === process.pid && command.includes(word)) found.push(Number(name));
    } catch {
      // Gone while we looked.
    }
  }
  return found;
}

/** Mean PSNR of two videos of equal length in dB, by an independent ffmpeg. Infinity: equal. */
export function psnr(a: string, b: string): number {
  const { stderr } = spawnSync('ffmpeg', ['-i', a, '-i', b, '-lavfi', '[0:v][1:v]psnr', '-f', 'null', '-']);
  const [, value] = /PSNR .*average:(\S+)/.exec(stderr.toString()) ?? [];
  return value === 'inf' ? Number.POSITIVE_INFINITY : Number(value);
}
