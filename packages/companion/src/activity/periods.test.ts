import { describe, expect, it } from 'vitest';
import { endedPeriods, periodOf } from './periods.ts';
import { zonedTime } from './zoned-time.ts';

const at = (text: string) => Date.parse(text);
const told = ({ from, to }: { readonly from: number; readonly to: number }) =>
  [from, to].map((time) => new Date(time).toISOString().slice(0, 16)).join(' ');

describe('a period', () => {
  it.each([
    ['daily', 'UTC', '2026-11-29T12:00:00Z', '2026-11-29T00:00 2026-11-30T00:00'],
    ['weekly', 'UTC', '2026-11-29T23:59:59Z', '2026-11-23T00:00 2026-11-30T00:00'],
    ['weekly', 'UTC', '2026-11-30T00:00:00Z', '2026-11-30T00:00 2026-12-07T00:00'],
    // Weeks that begin in one year and end in the next, and that change to summer time or back.
    ['weekly', 'UTC', '2027-01-01T00:00:00Z', '2026-12-28T00:00 2027-01-04T00:00'],
    ['weekly', 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-22T23:00 2026-03-29T22:00'],
    ['weekly', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-18T22:00 2026-10-25T23:00'],
    ['daily', 'Europe/Berlin', '2026-03-29T12:00:00Z', '2026-03-28T23:00 2026-03-29T22:00'],
    ['daily', 'Europe/Berlin', '2026-10-25T12:00:00Z', '2026-10-24T22:00 2026-10-25T23:00'],
    ['daily', 'America/New_York', '2026-11-29T04:00:00Z', '2026-11-28T05:00 2026-11-29T05:00'],
  ] as const)('%s in %s has %s', (every, zone, time, period) => {
    expect(told(periodOf(at(time), { every, zone: zonedTime(zone) }))).toBe(period);
  });
});

describe('periods that have ended', () => {
  const daily = { every: 'daily', zone: zonedTime('Europe/Berlin') } as const;

  it('follow on each other, from the one that something was in, up to now', () => {
    const order = { since: at('2026-10-24T12:00:00Z'), by: at('2026-10-26T23:00:00Z'), most: 60 };
    expect(endedPeriods(order, daily).map(told)).toEqual([
      '2026-10-23T22:00 2026-10-24T22:00',
      '2026-10-24T22:00 2026-10-25T23:00',
      '2026-10-25T23:00 2026-10-26T23:00',
    ]);
    expect(endedPeriods({ ...order, by: order.by - 1 }, daily)).toHaveLength(2);
  });

  it('are none in the future, and no more than asked for', () => {
    const since = at('2020-01-01T00:00:00Z');
    expect(endedPeriods({ since, by: since, most: 60 }, daily)).toEqual([]);
    expect(endedPeriods({ since, by: at('2026-01-01T00:00:00Z'), most: 60 }, daily)).toHaveLength(60);
  });

  it('leave out no day, and take none twice, in a year', () => {
    for (const zone of ['America/Havana', 'Australia/Lord_Howe', 'Pacific/Apia']) {
      const rhythm = { every: 'daily', zone: zonedTime(zone) } as const;
      const order = { since: at('2011-06-01T12:00:00Z'), by: at('2012-06-01T12:00:00Z'), most: 400 };
      const periods = endedPeriods(order, rhythm);
      expect(periods.slice(1).map(({ from }) => from)).toEqual(periods.slice(0, -1).map(({ to }) => to));
      expect(periods).toHaveLength(366);
    }
  });

  it('have none for a day that a zone left out', () => {
    const samoa = { every: 'daily', zone: zonedTime('Pacific/Apia') } as const;
    const order = { since: at('2011-12-29T12:00:00Z'), by: at('2011-12-31T10:00:00Z'), most: 9 };
    expect(endedPeriods(order, samoa).map(told)).toEqual([
      '2011-12-29T10:00 2011-12-30T10:00',
      '2011-12-30T10:00 2011-12-31T10:00',
    ]);
  });
});
