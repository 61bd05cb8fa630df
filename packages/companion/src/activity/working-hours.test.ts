import { describe, expect, it } from 'vitest';
import { offHours } from './working-hours.ts';
import { zonedTime } from './zoned-time.ts';

const WEEKDAYS = { days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '07:30', to: '18:00' } as const;

describe('working hours', () => {
  const off = offHours(WEEKDAYS, zonedTime('Europe/Berlin'));

  it.each([
    ['2026-11-27T06:29:59Z', true],
    ['2026-11-27T06:30:00Z', false],
    ['2026-11-27T16:59:59Z', false],
    ['2026-11-27T17:00:00Z', true],
    // A Saturday, and a Monday of summer time.
    ['2026-11-28T12:00:00Z', true],
    ['2026-07-06T05:30:00Z', false],
    ['2026-07-06T16:00:00Z', true],
    // Sunday there, while it is Monday in UTC no more.
    ['2026-11-29T22:59:00Z', true],
  ])('at %s: off %s', (time, expected) => {
    expect(off(Date.parse(time))).toBe(expected);
  });

  it('may last until midnight', () => {
    const late = offHours({ ...WEEKDAYS, to: '24:00' }, zonedTime('UTC'));
    expect([late(Date.parse('2026-11-27T23:59:59Z')), late(Date.parse('2026-11-28T00:00:00Z'))]).toEqual([false, true]);
  });

  it('are any, where there are none', () => {
    expect(offHours(undefined, zonedTime('UTC'))(0)).toBe(false);
  });
});
