import { describe, expect, it } from 'vitest';
import { CallTally, type NamedCalls } from '../tally/call-tally.ts';
import { dayChart } from './day-chart.ts';

const OF_ALL_TIME = { from: null, to: null, first: 0, last: 0 };
const { total } = new CallTally().summary();
const named = (name: string, succeeded: number): NamedCalls => ({ ...total, name, succeeded });
const chart = (days: readonly NamedCalls[], hours: readonly NamedCalls[], period = {}) =>
  String(dayChart({ calls: { ...new CallTally().summary(), days, hours }, period: { ...OF_ALL_TIME, ...period } }));
const columns = (page: string) => [...page.matchAll(/<title>([^<]*)<\/title>/g)].map(([, words]) => words);

describe('dayChart', () => {
  it('of a few hours has a column for each, also where the period has no bounds', () => {
    const page = chart([named('2026-11-30', 9)], [named('2026-11-30T09', 4), named('2026-11-30T11', 5)]);
    expect(columns(page)).toEqual(['2026-11-30T09: 4 completed', '2026-11-30T11: 5 completed']);
    expect(page).toContain('Calls by the hour: 3 hours, at most 5 in one');
  });

  it('of a bounded period begins and ends with it', () => {
    const period = { from: Date.parse('2026-11-30T08:00Z'), to: Date.parse('2026-11-30T20:00Z') };
    const page = chart([named('2026-11-30', 4)], [named('2026-11-30T09', 4)], period);
    expect(page).toContain('Calls by the hour: 12 hours, at most 4 in one');
  });

  it('of one hour has a column that is no wall', () => {
    const page = chart([named('2026-11-30', 4)], [named('2026-11-30T09', 4)]);
    expect(page).toMatch(/<rect [^>]*width="96"/);
  });

  it('of weeks has a column for each day, without a call too', () => {
    const page = chart([named('2026-11-02', 4), named('2026-11-30', 1)], []);
    expect(columns(page)).toEqual(['2026-11-02: 4 completed', '2026-11-30: 1 completed']);
    expect(page).toContain('Calls by the day: 29 days, at most 4 in one');
  });

  it('says that there was no call', () => {
    expect(chart([], [])).toContain('There was no call in this period.');
  });
});
