import { describe, expect, it, vi } from 'vitest';
import { Kept } from '../../src/frames/kept.ts';
import type { OpenedTemplate, SceneWork } from '../../src/frames/opened.ts';
import { Scenes } from '../../src/frames/scenes.ts';
import type { SceneRequest } from '../../src/frames/types.ts';

const scene = { id: 'hello', title: 'Hello', from: 0, frames: 2, uses: ['a', 'b'], opaque: false };

/** A template that only counts what it is asked to draw. */
function counted() {
  const asked: string[] = [];
  const template = {
    card: { build: 'x', formats: { landscape: {} }, locales: ['en'], scenes: [scene] },
    draw: async ({ data, markup }: SceneWork) => {
      asked.push(`${Object.keys(data).join('+') || 'nothing'}${markup ? ' with markup' : ''}`);
      const hash = JSON.stringify(data);
      return { hashes: [hash, hash], words: 'Hello.', markups: markup ? { [hash]: '<p></p>' } : {} };
    },
  } as unknown as OpenedTemplate;
  return { asked, template };
}
const request = (data: object) =>
  ({ template: 'x', format: 'landscape', locale: 'en', brand: { name: 'N' }, content: {}, data }) as SceneRequest;
const wanted = [{ scene: 'hello', subsets: [[], ['a', 'b'], ['a'], ['b']] }];

describe('a scene', () => {
  it('without data is drawn once for all, and with everything once for its video', async () => {
    const { asked, template } = counted();
    const scenes = new Scenes();
    const zoe = request({ a: 1, b: 2 });
    await Promise.all([scenes.variants(template, zoe, wanted), scenes.variants(template, request({}), wanted)]);
    await scenes.whole(template, zoe, scene, zoe.data);
    await scenes.whole(template, zoe, scene, {});
    expect(asked.sort()).toEqual(['a', 'a+b with markup', 'b', 'nothing with markup']);
  });

  it('of a person is forgotten after a minute', async () => {
    vi.useFakeTimers();
    try {
      const { asked, template } = counted();
      const scenes = new Scenes();
      const zoe = request({ a: 1 });
      await scenes.whole(template, zoe, scene, zoe.data);
      await vi.advanceTimersByTimeAsync(61_000);
      await scenes.whole(template, zoe, scene, zoe.data);
      expect(asked).toHaveLength(2);
    } finally {
      vi.useRealTimers();
    }
  });
});

describe('what is kept', () => {
  it('stays within its bytes, what was used last longest', () => {
    const drawn = { hashes: ['h'], words: '', markups: { h: 'x'.repeat(1_000) } };
    const kept = new Kept({ bytes: 5_000 });
    kept.set('a', drawn);
    kept.set('b', drawn);
    kept.get('a');
    kept.set('c', drawn);
    expect(['a', 'b', 'c'].map((key) => kept.get(key) !== undefined)).toEqual([true, false, true]);
  });
});
