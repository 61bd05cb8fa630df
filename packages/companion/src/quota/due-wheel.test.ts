import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DueWheel } from './due-wheel.ts';

const SPAN = 6_400;

describe('DueWheel', () => {
  it('gives each thing back once, not before it is due, and late by at most a 64th of its span', () => {
    const steps = fc.array(
      fc.record({ forward: fc.oneof(fc.nat(150), fc.nat(3 * SPAN)), due: fc.array(fc.nat(SPAN), { maxLength: 4 }) }),
      { maxLength: 60 },
    );
    fc.assert(
      fc.property(fc.nat(1_000_000), steps, (start, steps) => {
        let now = start;
        let last = start;
        const wheel = new DueWheel<{ readonly dueAt: number }>({ spanMs: SPAN, now });
        const held = new Set<{ readonly dueAt: number }>();
        for (const { forward, due } of [...steps, { forward: 2 * SPAN, due: [] }]) {
          last = now;
          now += forward;
          for (const thing of wheel.due(now)) {
            expect(held.delete(thing)).toBe(true);
            expect(thing.dueAt).toBeLessThanOrEqual(now);
            expect(thing.dueAt).toBeGreaterThan(last - SPAN / 64);
          }
          for (const { dueAt } of held) expect(dueAt).toBeGreaterThan(now - SPAN / 64);
          for (const one of due.map((later) => ({ dueAt: now + later }))) {
            held.add(one);
            wheel.add(one, one.dueAt);
          }
        }
        expect(held.size).toBe(0);
      }),
    );
  });

  it('works with a span of a millisecond', () => {
    const wheel = new DueWheel<string>({ spanMs: 1, now: 0 });
    wheel.add('a', 1);
    expect(wheel.due(0)).toStrictEqual([]);
    expect(wheel.due(1)).toStrictEqual(['a']);
    expect(wheel.due(2)).toStrictEqual([]);
  });
});
