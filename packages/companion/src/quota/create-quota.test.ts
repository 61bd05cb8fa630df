import { TestClock } from '@sallyport/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BucketTable } from './bucket-table.ts';
import { createQuota, type QuotaOptions } from './create-quota.ts';
import type { Quota } from './quota.ts';

const MINUTE = 60_000;

function quotaOf(options: Omit<QuotaOptions, 'clock'>) {
  const clock = new TestClock();
  return { clock, quota: createQuota({ ...options, clock }) };
}

/** How often a key may take before it is refused. */
function drain(quota: Quota, key: string): number {
  let taken = 0;
  while (quota.take(key)) taken += 1;
  return taken;
}

/** Keys of others, each of which takes once. */
function flood(quota: Quota, count: number, name = 'flood'): number {
  let taken = 0;
  for (let number = 0; number < count; number += 1) if (quota.take(`${name}-${number}`)) taken += 1;
  return taken;
}

describe('createQuota', () => {
  it('gives a burst at once, then what flows back, and no more than a burst however long nobody took', () => {
    const { clock, quota } = quotaOf({ perMinute: 6, burst: 3 });
    expect(drain(quota, 'a')).toBe(3);
    clock.advance(9_999);
    expect(drain(quota, 'a')).toBe(0);
    clock.advance(1);
    expect(drain(quota, 'a')).toBe(1);
    clock.advance(60 * MINUTE);
    expect(drain(quota, 'a')).toBe(3);
  });

  it('lets a minute be taken at once by default', () => {
    expect(drain(quotaOf({ perMinute: 7 }).quota, 'a')).toBe(7);
  });

  it('takes what something costs, or nothing', () => {
    const { quota } = quotaOf({ perMinute: 60, burst: 10 });
    expect(quota.take('a', 7)).toBe(true);
    expect(quota.take('a', 4)).toBe(false);
    expect(quota.take('a', 3)).toBe(true);
    expect(quota.take('a', 0)).toBe(true);
    expect(quota.take('a')).toBe(false);
  });

  it.each([-1, -0.5, 0.5, 11, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 2 ** 60])(
    'refuses a cost of %d, which changes nothing',
    (cost) => {
      const { quota } = quotaOf({ perMinute: 60, burst: 10 });
      expect(quota.take('a', 10)).toBe(true);
      expect(quota.take('a', cost)).toBe(false);
      expect(drain(quota, 'a')).toBe(0);
      expect(quota.take('b', cost)).toBe(false);
      expect(drain(quota, 'b')).toBe(10);
    },
  );

  it.each([
    { perMinute: 0 },
    { perMinute: -1 },
    { perMinute: 1.5 },
    { perMinute: Number.NaN },
    { perMinute: Number.POSITIVE_INFINITY },
    { perMinute: 1, burst: 0 },
    { perMinute: 1, burst: 2 ** 50 },
    { perMinute: 1, maxTracked: 0 },
    { perMinute: 1, maxTracked: 0.5 },
  ])('is not made with %j', (options) => {
    expect(() => quotaOf(options)).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });

  it.each([-1, -500, -10_000, -365 * 24 * 60 * MINUTE])('gives nothing when the clock goes by %d ms', (back) => {
    const { clock, quota } = quotaOf({ perMinute: 6, burst: 3 });
    expect(drain(quota, 'a')).toBe(3);
    clock.advance(back);
    expect(drain(quota, 'a')).toBe(0);
    clock.advance(10_000 + Math.min(30_000, -back));
    expect(drain(quota, 'a')).toBeGreaterThan(0);
  });

  it('gives nothing when the clock goes back and forth', () => {
    const { clock, quota } = quotaOf({ perMinute: 60, burst: 60 });
    expect(drain(quota, 'a')).toBe(60);
    for (let time = 0; time < 100; time += 1) {
      clock.advance(-30_000);
      expect(quota.take('a')).toBe(false);
      clock.advance(30_000);
      expect(quota.take('a')).toBe(false);
    }
  });

  it('tells any two keys apart, long ones too', () => {
    const { quota } = quotaOf({ perMinute: 1 });
    const long = 'k'.repeat(100_000);
    const keys = ['', 'a', 'A', '__proto__', 'constructor', long, `${long}k`, `${long}\ud800`, `${long}\ud801`];
    for (const key of keys) expect(quota.take(key)).toBe(true);
    for (const key of keys) expect(quota.take(key)).toBe(false);
  });

  it('never gives any key more than a burst and what flows back, in any span of time, however many keys there are', () => {
    const takes = fc.array(
      fc.record({
        key: fc.oneof(fc.constant('0'), fc.nat(9).map(String)),
        cost: fc.nat(4),
        forward: fc.oneof(fc.constant(0), fc.nat(3_000), fc.nat(40_000)),
      }),
      { maxLength: 150 },
    );
    const rates = fc.record({
      perMinute: fc.integer({ min: 1, max: 40 }),
      burst: fc.integer({ min: 1, max: 8 }),
      maxTracked: fc.integer({ min: 1, max: 12 }),
    });
    fc.assert(
      fc.property(rates, takes, (rate, steps) => {
        const { clock, quota } = quotaOf(rate);
        const taken = new Map<string, { readonly at: number; readonly cost: number }[]>();
        for (const { key, cost, forward } of steps) {
          clock.advance(forward);
          if (!quota.take(key, cost)) continue;
          const mine = taken.get(key) ?? [];
          taken.set(key, mine);
          mine.push({ at: clock.now(), cost });
          let sum = 0;
          for (const { at, cost } of mine.toReversed()) {
            sum += cost;
            expect(sum * MINUTE).toBeLessThanOrEqual(rate.burst * MINUTE + (clock.now() - at) * rate.perMinute);
          }
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives a key with a place exactly what a bucket of its own would, whatever others do', () => {
    const steps = fc.array(
      fc.record({ others: fc.nat(30), cost: fc.integer({ min: 1, max: 3 }), forward: fc.nat(900) }),
      {
        maxLength: 100,
      },
    );
    fc.assert(
      fc.property(steps, (steps) => {
        const crowded = quotaOf({ perMinute: 60, burst: 10, maxTracked: 5 });
        const alone = quotaOf({ perMinute: 60, burst: 10 });
        // From here on its bucket is never full, so it keeps its place.
        for (const { quota } of [crowded, alone]) expect(quota.take('a', 10)).toBe(true);
        let lack = 10;
        for (const { others, cost, forward } of steps) {
          lack -= forward / 1_000;
          if (lack <= 0) break;
          for (const { clock } of [crowded, alone]) clock.advance(forward);
          flood(crowded.quota, others, `others-${others}`);
          const taken = alone.quota.take('a', cost);
          expect(crowded.quota.take('a', cost)).toBe(taken);
          if (taken) lack += cost;
        }
      }),
    );
  });

  it('does not forget what a key took when others flood it', () => {
    const { quota } = quotaOf({ perMinute: 1, burst: 5, maxTracked: 100 });
    expect(drain(quota, 'attacker')).toBe(5);
    flood(quota, 10_000);
    expect(quota.take('attacker')).toBe(false);
  });

  it('lets those without a place share one more bucket, and gives all together no more', () => {
    const { clock, quota } = quotaOf({ perMinute: 6, burst: 3, maxTracked: 100 });
    expect(flood(quota, 1_000)).toBe(103);
    expect(quota.take('newcomer')).toBe(false);
    clock.advance(10_000);
    // The hundred that took once are full again: their places are free, and nobody was forgotten.
    expect(quota.take('newcomer')).toBe(true);
  });

  it('lets one that gets a place begin with what the shared bucket has left', () => {
    const { clock, quota } = quotaOf({ perMinute: 6, burst: 3, maxTracked: 1 });
    expect(quota.take('first')).toBe(true);
    expect(drain(quota, 'second')).toBe(3);
    clock.advance(10_500);
    expect(drain(quota, 'second')).toBe(1);
    clock.advance(10_000);
    expect(drain(quota, 'second')).toBe(1);
  });

  it('frees a place for a newcomer as soon as a bucket is full again', () => {
    const { clock, quota } = quotaOf({ perMinute: 60, burst: 60, maxTracked: 2 });
    expect(quota.take('once')).toBe(true);
    expect(drain(quota, 'much')).toBe(60);
    expect(drain(quota, 'third')).toBe(60);
    clock.advance(2_000);
    expect(drain(quota, 'third')).toBe(2);
    clock.advance(60_000);
    expect(drain(quota, 'fourth')).toBe(60);
  });
});

describe('BucketTable', () => {
  it('holds no more than it may of a million keys, and nothing of those that are full again', () => {
    const clock = new TestClock();
    const table = new BucketTable({ rate: { perMinute: 60, burst: 10 }, maxTracked: 1_000, clock });
    let most = 0;
    for (let number = 0; number < 1_000_000; number += 1) {
      table.take(`key-${number}`, 1);
      most = Math.max(most, table.size);
      if (number % 5_000 === 0) clock.advance(100);
    }
    expect(most).toBe(1_000);
    clock.advance(10_000 + 10_000 / 64);
    table.take('last', 1);
    expect(table.size).toBe(1);
  });
});
