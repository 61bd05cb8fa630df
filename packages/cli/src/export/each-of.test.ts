import { describe, expect, it } from 'vitest';
import { eachOf } from './each-of.ts';

describe('eachOf', () => {
  it('works on all, never on more at once than it may', async () => {
    const done: number[] = [];
    let [running, most] = [0, 0];
    const work = async (item: number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      done.push(item);
    };
    await eachOf(
      Array.from({ length: 50 }, (_, item) => item),
      { most: 4, work },
    );
    expect([done.length, most, running]).toEqual([50, 4, 0]);
  });

  it('begins no more after a failure, and raises it once what was begun has ended', async () => {
    const begun: number[] = [];
    let ended = 0;
    const work = async (item: number) => {
      begun.push(item);
      await new Promise((resolve) => setImmediate(resolve));
      ended += 1;
      if (item === 2) throw new TypeError('two');
    };
    const all = eachOf(
      Array.from({ length: 50 }, (_, item) => item),
      { most: 3, work },
    );
    await expect(all).rejects.toThrow('two');
    expect(begun.length).toBeLessThan(8);
    expect(ended).toBe(begun.length);
  });
});
