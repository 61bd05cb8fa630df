import { describe, expect, it } from 'vitest';
import type { TimeCondition } from './conditions.ts';
import { isZone } from './local-time.ts';
import { isTimeOfDay, readClock } from './time-of-day.ts';

const NEW_YORK = 'America/New_York';
const NIGHT: TimeCondition = { zone: NEW_YORK, from: '22:00', to: '06:00', days: ['fri'] };

describe('a time of day', () => {
  it.each<[string, TimeCondition, string, boolean]>([
    ['begins with its first minute', { zone: 'UTC', from: '08:30' }, '2026-11-30T08:30:00Z', true],
    ['has not begun the second before', { zone: 'UTC', from: '08:30' }, '2026-11-30T08:29:59Z', false],
    ['ends before its last', { zone: 'UTC', to: '17:00' }, '2026-11-30T17:00:00Z', false],
    ['lasts until then', { zone: 'UTC', to: '17:00' }, '2026-11-30T16:59:59Z', true],
    ['may last until midnight', { zone: 'UTC', from: '17:00', to: '24:00' }, '2026-11-30T23:59:59Z', true],
    ['begins with the day where it does not say', { zone: 'UTC', to: '17:00' }, '2026-11-30T00:00:00Z', true],
    ['is that of its zone', { zone: NEW_YORK, from: '08:00', to: '09:00' }, '2026-11-30T13:30:00Z', true],
    ['and not another’s', { zone: NEW_YORK, from: '08:00', to: '09:00' }, '2026-11-30T08:30:00Z', false],
    ['is of the day of its zone', { zone: NEW_YORK, days: ['sun'] }, '2026-11-30T03:00:00Z', true],
    ['knows quarters of an hour', { zone: 'Asia/Kathmandu', from: '05:45', to: '05:46' }, '2026-11-30T00:00:00Z', true],
    ['over midnight is of the day it begins on', NIGHT, '2026-11-28T03:30:00Z', true],
    ['on the morning after too', NIGHT, '2026-11-28T10:30:00Z', true],
    ['not on the evening after', NIGHT, '2026-11-29T03:30:00Z', false],
    ['nor on the morning before', NIGHT, '2026-11-27T10:30:00Z', false],
    ['nor in between', NIGHT, '2026-11-27T17:00:00Z', false],
    ['over midnight may end with the day', { zone: 'UTC', from: '22:00', to: '00:00' }, '2026-11-30T23:59:00Z', true],
    ['and not go on', { zone: 'UTC', from: '22:00', to: '00:00' }, '2026-11-30T00:00:00Z', false],
  ])('%s', (_, condition, at, expected) => {
    expect(isTimeOfDay(condition, Date.parse(at))).toBe(expected);
  });

  it('is meant twice where the clock shows it twice', () => {
    // On 1 November 2026 at 2:00 clocks in New York go back to 1:00.
    const condition = { zone: NEW_YORK, from: '01:30', to: '01:45' };
    const at = ['05:29', '05:30', '05:44', '05:45', '06:29', '06:30', '06:44', '06:45'];
    const held = at.map((time) => isTimeOfDay(condition, Date.parse(`2026-11-01T${time}:00Z`)));
    expect(held).toEqual([false, true, true, false, false, true, true, false]);
  });

  it('never comes where the clock leaves it out', () => {
    // On 8 March 2026 at 2:00 clocks in New York go on to 3:00.
    const minutes = Array.from({ length: 24 * 60 }, (_, minute) => Date.UTC(2026, 2, 8, 5) + minute * 60_000);
    const held = (from: string, to: string) =>
      minutes.filter((time) => isTimeOfDay({ zone: NEW_YORK, from, to }, time)).length;
    expect([held('02:00', '03:00'), held('01:00', '02:00'), held('03:00', '04:00')]).toEqual([0, 60, 60]);
  });

  it.each([undefined, Number.NaN, Number.POSITIVE_INFINITY, 9e15, '2026', null])('is not %s', (time) => {
    expect(isTimeOfDay({ zone: 'UTC', from: '00:00' }, time)).toBe(false);
  });

  it('is never one of a zone that is none, or between times that are none', () => {
    expect(isTimeOfDay({ zone: 'Mars/Olympus', from: '00:00' }, 0)).toBe(false);
    expect(isTimeOfDay({ zone: 'UTC', from: 'dawn' }, 0)).toBe(false);
  });

  it('is read as hours and minutes, with their zeros', () => {
    expect(['00:00', '08:30', '23:59', '24:00'].map(readClock)).toEqual([0, 510, 1_439, 1_440]);
    expect(['8:30', '24:01', '12:60', '', ' 08:30', '08:30:00'].map(readClock)).toEqual(Array(6).fill(undefined));
  });
});

it('keeps only so many zones, however their names are written', () => {
  const names = Array.from({ length: 1_500 }, (_, at) =>
    [...'america/new_york'].map((letter, bit) => ((at >> (bit % 11)) & 1 ? letter.toUpperCase() : letter)).join(''),
  );
  expect(names.every(isZone)).toBe(true);
  expect(isTimeOfDay({ zone: NEW_YORK, from: '08:00', to: '09:00' }, Date.parse('2026-11-30T13:30:00Z'))).toBe(true);
});
