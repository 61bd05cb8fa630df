import { describe, expect, it } from 'vitest';
import { weekdayOf, zonedTime } from './zoned-time.ts';

const DAY_MS = 86_400_000;
const dayOf = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;
const startIn = (zone: string, date: string) => new Date(zonedTime(zone).startOf(dayOf(date))).toISOString();

describe('a day of a time zone', () => {
  it.each([
    ['UTC', '2026-11-29', '2026-11-29T00:00:00.000Z'],
    ['Europe/Berlin', '2026-11-29', '2026-11-28T23:00:00.000Z'],
    ['Europe/Berlin', '2026-07-01', '2026-06-30T22:00:00.000Z'],
    // Summer time began, and ended, in the night before these.
    ['Europe/Berlin', '2026-03-30', '2026-03-29T22:00:00.000Z'],
    ['Europe/Berlin', '2026-10-26', '2026-10-25T23:00:00.000Z'],
    ['America/New_York', '2026-11-02', '2026-11-02T05:00:00.000Z'],
    ['Asia/Kathmandu', '2026-11-29', '2026-11-28T18:15:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-29', '2026-11-28T10:00:00.000Z'],
    ['Etc/GMT+12', '2026-11-29', '2026-11-29T12:00:00.000Z'],
    // Half an hour of summer time, and a midnight that there was not.
    ['Australia/Lord_Howe', '2026-10-05', '2026-10-04T13:00:00.000Z'],
    ['America/Havana', '2026-03-08', '2026-03-08T05:00:00.000Z'],
    ['Africa/Cairo', '2026-04-24', '2026-04-23T22:00:00.000Z'],
    // A day that Samoa left out begins with the next.
    ['Pacific/Apia', '2011-12-30', '2011-12-30T10:00:00.000Z'],
    ['Pacific/Apia', '2011-12-31', '2011-12-30T10:00:00.000Z'],
  ])('in %s, %s begins at %s', (zone, date, start) => {
    expect(startIn(zone, date)).toBe(start);
  });

  it.each([
    'Europe/Berlin',
    'America/New_York',
    'Australia/Lord_Howe',
    'America/Havana',
    'Africa/Cairo',
    'Asia/Kathmandu',
  ])('in %s begins with its first moment, on each day of a year, and never before the one before it', (zone) => {
    const { startOf, wallTime } = zonedTime(zone);
    for (let day = dayOf('2026-01-01'); day < dayOf('2027-01-01'); day += 1) {
      const start = startOf(day);
      expect([wallTime(start).day, wallTime(start - 1).day]).toEqual([day, day - 1]);
      expect(startOf(day + 1)).toBeGreaterThan(start);
    }
  });
});

describe('a clock on a wall of a time zone', () => {
  it.each([
    ['UTC', '2026-11-29T23:59:59.999Z', '2026-11-29', 6, 1_439],
    ['Europe/Berlin', '2026-11-29T23:00:00Z', '2026-11-30', 0, 0],
    ['America/New_York', '2026-11-30T04:59:59Z', '2026-11-29', 6, 1_439],
    // 02:30 came twice on this day.
    ['Europe/Berlin', '2026-10-25T00:30:00Z', '2026-10-25', 6, 150],
    ['Europe/Berlin', '2026-10-25T01:30:00Z', '2026-10-25', 6, 150],
    ['Asia/Kathmandu', '2026-11-29T18:15:00Z', '2026-11-30', 0, 0],
    ['UTC', '1969-12-31T12:00:00Z', '1969-12-31', 2, 720],
  ])('in %s, at %s, has %s', (zone, time, date, weekday, minute) => {
    expect(zonedTime(zone).wallTime(Date.parse(time))).toEqual({ day: dayOf(date), weekday, minute });
  });

  it('knows the weekdays', () => {
    expect(['2026-11-23', '2026-11-29', '1970-01-01', '1969-12-29'].map((date) => weekdayOf(dayOf(date)))).toEqual([
      0, 6, 3, 0,
    ]);
  });
});
