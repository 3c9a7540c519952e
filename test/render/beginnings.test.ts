import { describe, expect, it } from 'vitest';
import { Beginnings } from '../../src/render/beginnings.ts';

const bytes = Buffer.from('a segment');
const atOnce = (work: (lent: undefined) => Promise<void>) => work(undefined);

describe('a segment that was begun early', () => {
  it('is given once to whoever draws that address, and to nobody else', async () => {
    const beginnings = new Beginnings();
    await beginnings.begin('one', atOnce, async () => bytes);
    expect(beginnings.take('another')).toBeUndefined();
    expect(await beginnings.take('one')).toBe(bytes);
    expect(beginnings.take('one')).toBeUndefined();
  });

  it('is waited for while it is being drawn', async () => {
    const beginnings = new Beginnings();
    const { promise, resolve } = Promise.withResolvers<Buffer>();
    const done = beginnings.begin('one', atOnce, () => promise);
    const taken = beginnings.take('one');
    expect(taken).toBeInstanceOf(Promise);
    resolve(bytes);
    expect(await taken).toBe(bytes);
    await done;
  });

  it('is not waited for before its turn, and then not drawn twice', async () => {
    const beginnings = new Beginnings();
    const turn = Promise.withResolvers<void>();
    let drawn = 0;
    const done = beginnings.begin(
      'one',
      (work: (lent: undefined) => Promise<void>) => turn.promise.then(() => work(undefined)),
      async () => {
        drawn += 1;
        return bytes;
      },
    );
    expect(beginnings.take('one')).toBeUndefined();
    turn.resolve();
    await done;
    expect(drawn).toBe(0);
  });

  it('that failed is as if it had never been begun', async () => {
    const beginnings = new Beginnings();
    await beginnings.begin('one', atOnce, () => Promise.reject(new Error('no browser')));
    expect(await beginnings.take('one')).toBeUndefined();
  });
});
