import { describe, expect, it } from 'vitest';
import { startTicker } from './start-ticker.ts';

describe('a ticker', () => {
  it('begins at once, goes on after each tick, and never ticks twice at a time', async () => {
    let inside = 0;
    let ticks = 0;
    const most: number[] = [];
    const seen = Promise.withResolvers<void>();
    const ticker = startTicker({
      everyMs: 1,
      tick: async () => {
        inside += 1;
        most.push(inside);
        await new Promise(setImmediate);
        inside -= 1;
        ticks += 1;
        if (ticks === 3) seen.resolve();
      },
    });
    expect(inside).toBe(1);
    await seen.promise;
    await ticker.stop();
    expect(Math.max(...most)).toBe(1);
  });

  it('that is stopped tells its tick, waits for it, and begins none after', async () => {
    const entered = Promise.withResolvers<AbortSignal>();
    const release = Promise.withResolvers<void>();
    let ticks = 0;
    const ticker = startTicker({
      everyMs: 0,
      tick: async (signal) => {
        ticks += 1;
        entered.resolve(signal);
        await release.promise;
      },
    });
    const signal = await entered.promise;
    let stopped = false;
    const stopping = Promise.all([ticker.stop(), ticker.stop()]).then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    expect([signal.aborted, stopped]).toEqual([true, false]);
    release.resolve();
    await stopping;
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(ticks).toBe(1);
  });
});
