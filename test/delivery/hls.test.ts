/** The stream over HTTP: whole playlists at once, pieces when they are drawn, and nothing of a version that has ended. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hasFfprobe } from '../render/support.ts';
import { openRig, type Rig, rowOf } from './rig.ts';

let rig: Rig;
beforeAll(async () => {
  rig = await openRig();
}, 120_000);
const dir = mkdtempSync(join(tmpdir(), 'candor-hls-'));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

let people = 0;
async function opened(spec: object = {}) {
  const campaign = await rig.campaign(spec);
  people += 1;
  const { uuid, links } = await rig.person(
    campaign.id,
    rowOf(`hls-${people}`, { firstName: 'Zoë', usageKwh: [1, 2, 3] }),
  );
  const answer = await fetch(`${links.watch}/open`, { method: 'POST', headers: { accept: 'application/json' } });
  const { session } = (await answer.json()) as { session: string };
  const at = (path: string) => `${links.watch}/${path}?session=${session}`;
  return { uuid, links, session, at };
}

const text = async (url: string | URL): Promise<string> => {
  const answer = await fetch(url);
  expect(answer.status, String(url)).toBe(200);
  return answer.text();
};
const addresses = (playlist: string): string[] =>
  playlist.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const bytesOf = async (url: URL): Promise<Buffer> => Buffer.from(await (await fetch(url)).arrayBuffer());

/** Everything a player would load, in its order. */
async function rendition(
  master: string,
  name: 'pictures' | 'sound',
): Promise<{ playlist: string; bytes: Buffer; urls: URL[] }> {
  const body = await text(master);
  const [, path = ''] = new RegExp(`(stream/[^"\\n]*/${name}\\.m3u8[^"\\n]*)`).exec(body) ?? [];
  const url = new URL(path, master);
  const playlist = await text(url);
  const [, init = ''] = /URI="([^"]+)"/.exec(playlist) ?? [];
  const urls = [init, ...addresses(playlist)].map((part) => new URL(part, url));
  const parts: Buffer[] = [];
  for (const one of urls) parts.push(await bytesOf(one));
  return { playlist, bytes: Buffer.concat(parts), urls };
}

test('the playlists stand before anything is drawn, and their lengths are the manifest’s', async () => {
  const { at } = await opened();
  const manifest = (await (await fetch(at('manifest.json'))).json()) as { seconds: number; width: number };
  const body = await text(at('stream.m3u8'));
  expect(body).toContain(`RESOLUTION=${manifest.width}x`);
  const pictures = new URL(addresses(body)[0] ?? '', at('stream.m3u8'));
  const lengths = [...(await text(pictures)).matchAll(/#EXTINF:([\d.]+)/g)].map(([, seconds]) => Number(seconds));
  expect(lengths.reduce((sum, one) => sum + one, 0)).toBeCloseTo(manifest.seconds, 3);
  expect(Math.max(...lengths)).toBeLessThanOrEqual(3);
});

test.skipIf(!hasFfprobe)(
  'its pieces join to the video that the MP4 is (needs ffprobe)',
  { timeout: 120_000 },
  async () => {
    const { at } = await opened();
    const pictures = await rendition(at('stream.m3u8'), 'pictures');
    const sound = await rendition(at('stream.m3u8'), 'sound');
    writeFileSync(join(dir, 'pictures.mp4'), pictures.bytes);
    writeFileSync(join(dir, 'sound.mp4'), sound.bytes);
    writeFileSync(join(dir, 'whole.mp4'), await bytesOf(new URL(at('video.mp4'))));
    const hash = (file: string, stream: string) =>
      execFileSync('ffmpeg', ['-v', 'error', '-i', join(dir, file), '-map', stream, '-f', 'framehash', '-']).toString();
    const frames = (of: string) => of.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    const pts = (lines: string[]) => lines.map((line) => line.split(',').at(-1));
    expect(pts(frames(hash('pictures.mp4', '0:v')))).toEqual(pts(frames(hash('whole.mp4', '0:v'))));
    const seconds = (file: string) =>
      Number(
        execFileSync('ffprobe', ['-v', 'error', '-show_entries', 'format=duration', '-of', 'csv=p=0', join(dir, file)]),
      );
    expect(seconds('pictures.mp4')).toBeCloseTo(seconds('whole.mp4'), 1);
    expect(seconds('sound.mp4')).toBeGreaterThanOrEqual(seconds('pictures.mp4') - 0.05);
  },
);

test('a switch ends the old version’s pieces with 410, and the new playlist names others', {
  timeout: 120_000,
}, async () => {
  const { at, links, session } = await opened();
  const before = await rendition(at('stream.m3u8'), 'pictures');
  const switched = await fetch(`${links.watch}/choices?session=${session}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ fields: { firstName: false } }),
  });
  expect(switched.status).toBe(200);
  for (const url of before.urls) expect((await fetch(url)).status).toBe(410);
  const after = await rendition(at('stream.m3u8'), 'pictures');
  expect(after.urls.map(String)).not.toEqual(before.urls.map(String));
});

test('the link alone streams the general version, and a part that is none is 404', { timeout: 120_000 }, async () => {
  const { at, links } = await opened();
  const general = await rendition(`${links.watch}/stream.m3u8`, 'pictures');
  const mine = await rendition(at('stream.m3u8'), 'pictures');
  expect(general.bytes.equals(mine.bytes)).toBe(false);
  // Somebody else's version under this link.
  const foreign = new URL(String(mine.urls[1]).replace(/\?.*/, ''));
  expect((await fetch(foreign)).status).toBe(410);
  const none = new URL(String(general.urls[1]).replace(/\/[^/]*$/, '/9999.m4s'));
  expect((await fetch(none)).status).toBe(404);
});

test('a kept segment that was lost is drawn again for who asks', { timeout: 120_000 }, async () => {
  const { at } = await opened();
  const before = await rendition(at('stream.m3u8'), 'pictures');
  const tagged = async (url: URL | undefined) => {
    const answer = await fetch(String(url));
    return { tag: answer.headers.get('etag'), bytes: Buffer.from(await answer.arrayBuffer()) };
  };
  const first = await tagged(before.urls[1]);
  await rig.storage.db.deleteFrom('segments').execute();
  const after = await rendition(at('stream.m3u8'), 'pictures');
  expect(after.playlist).toBe(before.playlist);
  const again = await tagged(after.urls[1]);
  // Whoever has half of the one never gets the other half of the other.
  expect(again.tag === first.tag).toBe(again.bytes.equals(first.bytes));
  expect(after.bytes.length).toBeGreaterThan(0);
});
