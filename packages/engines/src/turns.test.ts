import { describe, expect, it } from 'vitest';
import { Turns } from './turns.ts';

describe('Turns', () => {
  it('lets no more work at once than there are turns, in order, and goes on after a failure', async () => {
    const turns = new Turns(2);
    let [now, most] = [0, 0];
    const order: number[] = [];
    const work = (at: number) =>
      turns.take(async () => {
        order.push(at);
        most = Math.max(most, ++now);
        await Promise.resolve();
        now--;
        if (at === 1) throw new TypeError('one of them');
        return at;
      });
    const results = await Promise.allSettled([0, 1, 2, 3, 4].map(work));
    expect(results.map(({ status }) => status === 'fulfilled')).toEqual([true, false, true, true, true]);
    expect([order, most, now]).toEqual([[0, 1, 2, 3, 4], 2, 0]);
    expect(await turns.take(async () => 'free again')).toBe('free again');
  });
});
