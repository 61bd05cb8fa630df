import { type Identity, sameIdentity } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { type CallerHistory, Callers } from './callers.ts';
import { FindingTally } from './finding-tally.ts';

const HOUR = 3_600_000;
const ADA = { issuer: 'https://login.example', subject: 'ada' };
const BEN = { issuer: 'https://login.example', subject: 'ben' };

interface Known {
  readonly old?: readonly Identity[];
  readonly busiest?: number;
}

/** Callers whose history is given, and who are asked about it once each. */
function callersOf({ old = [], busiest = 0 }: Known = {}, offHours: (time: number) => boolean = () => false) {
  const tally = new FindingTally();
  const asked: string[] = [];
  const history: CallerHistory = {
    newcomers: async (identities) => identities.filter((one) => !old.some((other) => sameIdentity(one, other))),
    busiestHour: async ({ subject }) => {
      asked.push(subject);
      return busiest;
    },
  };
  const callers = new Callers({ tally, history, burst: { calls: 10, factor: 3 }, offHours });
  let calls = 0;
  const call = (who: Identity, hour: number, many = 1) => {
    for (let one = 0; one < many; one += 1) {
      calls += 1;
      callers.take({ who, time: hour * HOUR + calls, id: `call-${calls}` });
    }
  };
  const found = () => tally.list().findings.map(({ kind, who, count }) => [kind, who?.subject, count]);
  return { callers, call, found, tally, asked };
}

describe('callers', () => {
  it('are new where they never called before, with all their calls, and told once', async () => {
    const { callers, call, found } = callersOf({ old: [BEN] });
    call(ADA, 1, 2);
    call(BEN, 1, 2);
    await callers.settle();
    call(ADA, 2, 3);
    await callers.settle();
    await callers.end();
    expect(found()).toEqual([['new_identity', 'ada', 5]]);
    expect(callers.count).toBe(2);
  });

  it('call in a burst from so many calls in an hour on, which are so many times their busiest hour', async () => {
    const { callers, call, found, tally } = callersOf({ old: [ADA] });
    call(ADA, 1, 3);
    call(ADA, 2, 9);
    call(ADA, 3, 27);
    await callers.end();
    expect(found()).toEqual([['burst', 'ada', 27]]);
    // The ids of those calls that made it one.
    expect(tally.list().findings[0]?.sample).toEqual(['call-18', 'call-19', 'call-20', 'call-21', 'call-22']);
    expect(tally.list().findings[0]?.first).toBe('1970-01-01T03:00:00.000Z');
  });

  it('do not where they were as busy in this period before', async () => {
    const { callers, call, found } = callersOf({ old: [ADA] });
    call(ADA, 1, 9);
    call(ADA, 2, 26);
    await callers.end();
    expect(found()).toEqual([]);
  });

  it.each([
    [10, 30, true],
    [11, 30, false],
    [0, 9, false],
    [0, 10, true],
  ])('with a busiest hour of %i in the days before, of %i: %s', async (busiest, many, expected) => {
    const { callers, call, found, asked } = callersOf({ old: [ADA], busiest });
    call(ADA, 1, many);
    await callers.end();
    expect(found()).toEqual(expected ? [['burst', 'ada', many]] : []);
    // Who never comes near is not asked about.
    expect(asked).toEqual(many < 10 ? [] : ['ada']);
  });

  it('are asked about once, and their bursts add up', async () => {
    const { callers, call, found, asked } = callersOf({ old: [ADA], busiest: 4 });
    call(ADA, 1, 12);
    await callers.settle();
    call(ADA, 2, 36);
    await callers.settle();
    await callers.end();
    expect(found()).toEqual([['burst', 'ada', 48]]);
    expect(asked).toEqual(['ada']);
  });

  it('whose call comes a little late count it in the hour under way', async () => {
    const { callers, call, found } = callersOf({ old: [ADA] });
    call(ADA, 2, 5);
    call(ADA, 1, 1);
    call(ADA, 2, 4);
    await callers.end();
    expect(found()).toEqual([['burst', 'ada', 10]]);
  });

  it('are told of who call when nobody works', async () => {
    const { callers, call, found } = callersOf({ old: [ADA, BEN] }, (time) => time >= 5 * HOUR);
    call(ADA, 4, 3);
    call(ADA, 5, 2);
    call(BEN, 6, 1);
    await callers.end();
    expect(found()).toEqual([
      ['off_hours', 'ada', 2],
      ['off_hours', 'ben', 1],
    ]);
  });

  it('are told apart up to a bound, and how often others call is told', async () => {
    const { callers, call, found } = callersOf();
    for (let one = 0; one < 50_000; one += 1) {
      call({ ...ADA, subject: `caller-${one}` }, 1);
      if (one % 1_000 === 0) await callers.settle();
    }
    call(BEN, 1, 7);
    call({ ...ADA, subject: 'caller-1' }, 1);
    await callers.end();
    expect(callers.count).toBe(50_000);
    expect(found()).toContainEqual(['identities_uncounted', undefined, 7]);
  });
});
