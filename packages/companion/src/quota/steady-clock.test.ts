import { TestClock } from '@sallyport/testkit';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SteadyClock } from './steady-clock.ts';

describe('SteadyClock', () => {
  it('goes as its source goes, in whole milliseconds', () => {
    const source = new TestClock(1_000.7);
    const clock = new SteadyClock(source, { patienceMs: 100 });
    expect(clock.now()).toBe(1_000);
    source.advance(10.2);
    expect(clock.now()).toBe(1_010);
  });

  it('stands still until a source that went back has caught up', () => {
    const source = new TestClock(1_000);
    const clock = new SteadyClock(source, { patienceMs: 100 });
    for (const read of [900, 950, 1_000, 901]) {
      source.set(read);
      expect(clock.now()).toBe(1_000);
    }
    source.set(1_001);
    expect(clock.now()).toBe(1_001);
  });

  it('goes on from where a source was set right', () => {
    const source = new TestClock(90_000);
    const clock = new SteadyClock(source, { patienceMs: 100 });
    source.set(1_000);
    expect(clock.now()).toBe(90_000);
    source.advance(7);
    expect(clock.now()).toBe(90_007);
  });

  it('takes a source that reads no number for one that stands still', () => {
    const source = new TestClock(1_000);
    const clock = new SteadyClock(source, { patienceMs: 100 });
    source.set(Number.NaN);
    expect(clock.now()).toBe(1_000);
    source.set(1_005);
    expect(clock.now()).toBe(1_005);
  });

  it('never goes back, and never by more than its source went forward', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5_000, max: 5_000 })), (steps) => {
        const source = new TestClock(0);
        const clock = new SteadyClock(source, { patienceMs: 1_000 });
        for (const step of steps) {
          const before = clock.now();
          source.advance(step);
          const gone = clock.now() - before;
          expect(gone).toBeGreaterThanOrEqual(0);
          expect(gone).toBeLessThanOrEqual(Math.max(0, step));
        }
      }),
    );
  });
});
