import { TestClock } from '@sallyport/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorrectedClock } from './corrected-clock.ts';

const NOW = Date.UTC(2026, 10, 23, 12, 0, 0);
const DAY_MS = 86_400_000;

describe('CorrectedClock', () => {
  it('is set by a date up to a day away, to the second, and leaves the local clock alone', () => {
    fc.assert(
      fc.property(fc.integer({ min: -DAY_MS + 1_000, max: DAY_MS }), (offset) => {
        const local = new TestClock(NOW);
        const clock = new CorrectedClock(local);
        expect(clock.correct(new Date(NOW + offset).toUTCString())).toBe(true);
        expect(Math.abs(clock.now() - (NOW + offset))).toBeLessThan(1_000);
        expect(local.now()).toBe(NOW);
        local.advance(5_000);
        expect(Math.abs(clock.now() - (NOW + offset + 5_000))).toBeLessThan(1_000);
      }),
    );
  });

  it('may be set again', () => {
    const clock = new CorrectedClock(new TestClock(NOW));
    clock.correct(new Date(NOW + 7_200_000).toUTCString());
    clock.correct(new Date(NOW - 3_600_000).toUTCString());
    expect(clock.now()).toBe(NOW - 3_600_000);
  });

  it.each([
    ['none', undefined],
    ['an empty one', ''],
    ['a date more than a day ahead', new Date(NOW + DAY_MS + 1_000).toUTCString()],
    ['a date more than a day ago', new Date(NOW - DAY_MS - 1_000).toUTCString()],
    ['another form', '2026-11-23T12:00:00Z'],
    ['a number', '1795000000'],
    ['a day that is none', 'Mon, 99 Nov 2026 12:00:00 GMT'],
    ['words', 'tomorrow'],
  ])('is not set by %s', (_, date) => {
    const clock = new CorrectedClock(new TestClock(NOW));
    expect(clock.correct(date)).toBe(false);
    expect(clock.now()).toBe(NOW);
  });
});
