import { readdirSync } from 'node:fs';
import { expect, test, vi } from 'vitest';
import { CanvasPage } from '../../src/render/canvas/page.ts';
import { Drawer, type Strip } from '../../src/render/drawer.ts';
import { Demand, Studio } from '../../src/render/studio.ts';
import { RenderError } from '../../src/render/types.ts';
import { atEnd } from '../support/at-end.ts';
import { browsers, encoders, folder, testBrowser, testStudio } from './support.ts';

const never = new AbortController().signal;
const square = (colour: string) => `<div style="width:64px;height:64px;background:${colour}"></div>`;
const strip = (...colours: string[]): Strip => ({
  sheet: { width: 64, height: 64, fps: 10, stylesheet: '', files: {} },
  markups: colours.map(square),
  starts: colours.map((_, index) => index),
});
const kill = (pid: number | undefined) => process.kill(-(pid ?? Number.NaN), 'SIGKILL');

async function testDrawer(picturesEach?: number): Promise<Drawer> {
  const drawer = new Drawer({
    ...{ browser: await testBrowser(), folder: folder() },
    ...(picturesEach ? { picturesEach } : {}),
  });
  atEnd(() => drawer.close());
  return drawer;
}

test('equal strips are equal to the byte, whoever draws them', async () => {
  const [one, other] = [await testDrawer(), await testDrawer()];
  const a = await one.encode(strip('#b00', '#b0b', '#bb0'), never);
  const b = await other.encode(strip('#b00', '#b0b', '#bb0'), never);
  expect(one.pid).not.toBe(other.pid);
  expect(a.units).toHaveLength(3);
  expect(b).toEqual(a);
});

test('a browser that died at rest or dies at work is replaced, and the strip is whole', async () => {
  const drawer = await testDrawer();
  const whole = await drawer.encode(strip('#b00', '#0b0', '#00b'), never);
  const first = drawer.pid;
  kill(first);
  expect(await drawer.encode(strip('#b00', '#0b0', '#00b'), never)).toEqual(whole);
  const second = drawer.pid;
  expect(second).not.toBe(first);
  let killed = false;
  const many = Array.from({ length: 24 }, (_, index) => `#00${index.toString(16).padStart(2, '0')}99`.slice(0, 7));
  await drawer.encode(strip(...many), never, () => {
    if (!killed) kill(drawer.pid);
    killed = true;
  });
  expect(drawer.pid).not.toBe(second);
});

test('a browser that dies each time is given up with its code, and the next strip has a new one', async () => {
  const drawer = await testDrawer();
  const many = Array.from({ length: 24 }, (_, index) => `#9900${index.toString(16).padStart(2, '0')}`);
  const tries = new Set<number | undefined>();
  const drawn = drawer.encode(strip(...many), never, () => {
    if (!tries.has(drawer.pid)) kill(drawer.pid);
    tries.add(drawer.pid);
  });
  await expect(drawn).rejects.toThrow(new RenderError('browser-failed'));
  expect(tries.size).toBe(3);
  expect((await drawer.encode(strip('#b00'), never)).units).toHaveLength(1);
});

test('a browser that drew as much as it may is replaced, and its profile is gone', async () => {
  const dir = folder();
  const drawer = new Drawer({ browser: await testBrowser(), folder: dir, picturesEach: 2 });
  atEnd(() => drawer.close());
  await drawer.encode(strip('#b00'), never);
  const first = drawer.pid;
  await drawer.encode(strip('#b00'), never);
  expect(drawer.pid).toBe(first);
  await drawer.encode(strip('#b00'), never);
  expect(drawer.pid).not.toBe(first);
  expect(readdirSync(dir)).toHaveLength(1);
});

test('a picture of the markup that does not load is the template’s failure, and the browser stays', async () => {
  const drawer = await testDrawer();
  await drawer.encode(strip('#b00'), never);
  const { pid } = drawer;
  const broken = { ...strip('#b00', '#0b0'), markups: [square('#b00'), '<img src="/nothing.png">'] };
  await expect(drawer.encode(broken, never)).rejects.toThrow(new RenderError('template-failed'));
  expect((await drawer.encode(strip('#b00'), never)).units).toHaveLength(1);
  expect(drawer.pid).toBe(pid);
});

test('when nobody waits, the page is wiped; between two that wait it is not', async () => {
  const studio = await testStudio(1);
  const wiped = vi.spyOn(CanvasPage.prototype, 'clear');
  atEnd(() => wiped.mockRestore());
  const draw = () =>
    studio.draw(
      () => 0,
      never,
      (drawer) => drawer.encode(strip('#b00'), never),
    );
  await Promise.all([draw(), draw()]);
  expect(wiped).toHaveBeenCalledTimes(1);
});

test('closed, a studio leaves no process and no profile, and nobody draws any more', async () => {
  const dir = folder();
  const before = [browsers(), encoders()];
  const studio = new Studio({ browser: await testBrowser(), size: 2, folder: dir });
  await Promise.all(
    ['#b00', '#0b0'].map((colour) =>
      studio.draw(
        () => 0,
        never,
        (drawer) => drawer.encode(strip(colour), never),
      ),
    ),
  );
  expect(browsers().length).toBe((before[0]?.length ?? 0) + 2);
  await studio.close();
  await expect.poll(() => [browsers(), encoders()]).toEqual(before);
  expect(readdirSync(dir)).toEqual([]);
  await expect(
    studio.draw(
      () => 0,
      never,
      async () => {},
    ),
  ).rejects.toThrow('nobody draws');
});

test('closing ends those at work and those who wait, also while a browser starts', async () => {
  const dir = folder();
  const before = browsers();
  const studio = new Studio({ browser: await testBrowser(), size: 1, folder: dir });
  const draw = () =>
    studio.draw(
      () => 0,
      never,
      (drawer) => drawer.encode(strip('#b00'), never),
    );
  const jobs = [draw(), draw(), draw()];
  const ends = Promise.allSettled(jobs);
  await expect.poll(() => readdirSync(dir)).toHaveLength(1);
  await studio.close();
  expect((await ends).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
  await expect.poll(browsers).toEqual(before);
  expect(readdirSync(dir)).toEqual([]);
});

/** A studio of one whose drawer is at work until `free` is called; `wants` notes in which order others have it. */
async function busyStudio() {
  const studio = await testStudio(1);
  const { promise, resolve: free } = Promise.withResolvers<void>();
  void studio.draw(
    () => 0,
    never,
    () => promise,
  );
  const order: string[] = [];
  const wants = (name: string, demand: Demand, place: number, signal = never) =>
    studio.draw(
      () => demand.rank(place),
      signal,
      async () => void order.push(`${name}${place}`),
    );
  return { studio, free, order, wants };
}

test('what is watched goes first, the nearest place first, everybody’s in turn; what nobody watches goes last', async () => {
  const { free, order, wants } = await busyStudio();
  const [ahead, zoe, max] = [new Demand(false), new Demand(true), new Demand(true)];
  const all = [0, 1, 2].map((place) => wants('ahead', ahead, place));
  for (const place of [2, 1, 0]) all.push(wants('zoe', zoe, place));
  for (const place of [2, 1, 0]) all.push(wants('max', max, place));
  free();
  await Promise.all(all);
  expect(order).toEqual('zoe0 max0 zoe1 max1 zoe2 max2 ahead0 ahead1 ahead2'.split(' '));
});

test('whoever asks for another place has that next, then what follows it, then what was passed', async () => {
  const { free, order, wants } = await busyStudio();
  const zoe = new Demand(true);
  const all = [0, 1, 2, 3, 4].map((place) => wants('zoe', zoe, place));
  zoe.want(3);
  free();
  await Promise.all(all);
  expect(order).toEqual('zoe3 zoe4 zoe0 zoe1 zoe2'.split(' '));
});

test('whoever has asked for nothing for long watches no more, until they ask again', () => {
  const now = vi.spyOn(performance, 'now').mockReturnValue(0);
  atEnd(() => now.mockRestore());
  const [gone, other] = [new Demand(true), new Demand(false)];
  expect(gone.rank(5)).toBeLessThan(other.rank(0));
  now.mockReturnValue(3_600_000);
  expect(gone.rank(5)).toBeGreaterThan(other.rank(0));
  gone.want(5);
  expect(gone.rank(5)).toBeLessThan(other.rank(0));
});

test('who no longer waits is not served, and takes no drawer with them', async () => {
  const { studio, free, order, wants } = await busyStudio();
  const gone = new AbortController();
  const demand = new Demand(true);
  const waiting = wants('gone', demand, 0, gone.signal);
  const next = wants('next', demand, 1);
  gone.abort(new Error('left'));
  await expect(waiting).rejects.toThrow('left');
  free();
  await next;
  expect(order).toEqual(['next1']);
  await expect(
    studio.draw(
      () => 0,
      gone.signal,
      async () => {},
    ),
  ).rejects.toThrow('left');
});
