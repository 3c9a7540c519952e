/** A video with a way off its way: the stream has both, the file and the length the linear one, and the disclosure speaks of all. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { interactionSchema } from '../../remotion/interactions/schema.ts';
import { hasFfprobe, shownFrames } from '../render/support.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

interface Manifest {
  readonly seconds: number;
  readonly scenes: readonly {
    readonly id: string;
    readonly start: number;
    readonly end: number;
    readonly aside?: true;
  }[];
  readonly interactions: readonly { readonly id: string; readonly start: number; readonly end: number }[];
  readonly disclosure: {
    readonly fields: readonly {
      readonly key: string;
      readonly reason?: string;
      readonly where: readonly { readonly scene: string; readonly start: number; readonly end: number }[];
    }[];
  };
}

let rig: Rig;
let at: (path: string) => string;
let manifest: Manifest;
const dir = mkdtempSync(join(tmpdir(), 'candor-branching-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

beforeAll(async () => {
  rig = await openRig(fileURLToPath(new URL('./templates', import.meta.url)));
  const campaign = await rig.campaign({ template: 'crossing' });
  const { links } = await rig.person(campaign.id, rowOf('way-1', { firstName: 'Zoë', hours: 20 }));
  const answer = await fetch(`${links.watch}/open`, { method: 'POST', headers: { accept: 'application/json' } });
  const { session } = (await answer.json()) as { session: string };
  at = (path) => `${links.watch}/${path}${path.includes('?') ? '&' : '?'}session=${session}`;
  manifest = (await (await fetch(at('manifest.json'))).json()) as Manifest;
}, 120_000);

const text = async (url: string | URL): Promise<string> => (await fetch(url)).text();
const listed = (playlist: string): string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));

/** Addresses of a rendition's pieces with their lengths. */
async function pieces(name: 'pictures' | 'sound'): Promise<{ url: URL; seconds: number }[]> {
  const [, path = ''] =
    new RegExp(`(stream/[^"\\n]*/${name}\\.m3u8[^"\\n]*)`).exec(await text(at('stream.m3u8'))) ?? [];
  const url = new URL(path, at('stream.m3u8'));
  const playlist = await text(url);
  const lengths = [...playlist.matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
  return listed(playlist).map((part, index) => ({ url: new URL(part, url), seconds: lengths[index] ?? 0 }));
}
const sum = (some: readonly { seconds: number }[]): number => some.reduce((all, { seconds }) => all + seconds, 0);

test('the manifest has the linear way, the statement, then what is off it; its length is the linear way’s', () => {
  expect(manifest.scenes.map(({ id, aside }) => [id, aside])).toEqual([
    ['start', undefined],
    ['goal', undefined],
    ['disclosure', undefined],
    ['detour', true],
  ]);
  const [, , statement, detour] = manifest.scenes;
  expect(manifest.seconds).toBe(statement?.end);
  expect(detour).toMatchObject({ start: statement?.end, next: [{ scene: 'goal' }] });
  expect(manifest.scenes[0]).toMatchObject({
    next: [{ when: { interaction: 'way', is: 'aside' }, scene: 'detour' }, { scene: 'goal' }],
  });
});

test('interactions stand at their times in the whole video', () => {
  for (const one of manifest.interactions) expect(interactionSchema.parse(one)).toEqual(one);
  const detour = manifest.scenes.at(-1);
  expect(manifest.interactions.map(({ id, start, end }) => [id, start, end])).toEqual([
    ['way', 0.2, 1],
    ['hours', detour?.start, detour?.end],
  ]);
});

test('where a field is in the picture is said of asides too, and what a sender says for the viewer is nowhere', () => {
  const [name, hours] = manifest.disclosure.fields;
  const detour = manifest.scenes.at(-1);
  expect(name?.where).toEqual([
    { scene: 'start', start: 0, end: 1 },
    { scene: 'detour', start: detour?.start, end: detour?.end },
  ]);
  expect(hours).toMatchObject({ key: 'hours', reason: 'absent', where: [] });
});

test('the stream holds all of it, and a piece of an aside is drawn and served', { timeout: 60_000 }, async () => {
  const whole = manifest.scenes.at(-1)?.end ?? 0;
  const pictures = await pieces('pictures');
  expect(sum(pictures)).toBeCloseTo(whole, 3);
  expect(Math.abs(sum(await pieces('sound')) - whole)).toBeLessThan(0.05);
  const last = await fetch(pictures.at(-1)?.url ?? '');
  expect(last.status).toBe(200);
  expect((await last.arrayBuffer()).byteLength).toBeGreaterThan(100);
});

test.skipIf(!hasFfprobe)('the MP4 is the linear way alone (needs ffprobe)', { timeout: 60_000 }, async () => {
  const file = join(dir, 'video.mp4');
  const answer = await fetch(at('video.mp4'));
  expect(answer.status).toBe(200);
  writeFileSync(file, Buffer.from(await answer.arrayBuffer()));
  expect(shownFrames(file, 10)).toHaveLength(Math.round(manifest.seconds * 10));
});

test('captions go through it in the order of the stream', async () => {
  const captions = await text(at('captions.vtt'));
  expect(captions).toContain('Zoë has 8 hours');
  expect(captions.indexOf('The goal')).toBeLessThan(captions.indexOf('Zoë has 8 hours'));
});
