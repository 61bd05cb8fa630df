import { describe, expect, it } from 'vitest';
import { FindingTally } from './finding-tally.ts';
import { Silences } from './silences.ts';

const MINUTE = 60_000;
const [FROM, TO] = [100 * MINUTE, 200 * MINUTE];

/** The silences of more than five minutes in a period of minutes 100 to 200, by the minutes of heartbeats. */
function silencesOf(minutes: readonly number[], begun = 0) {
  const tally = new FindingTally();
  const silences = new Silences({ tally, period: { from: FROM, to: TO }, begun: begun * MINUTE, mostMs: 5 * MINUTE });
  for (const minute of minutes) silences.take(minute * MINUTE, `beat-${minute}`);
  silences.end();
  return tally.list().findings.map(({ count, first, last, sample }) => {
    return [count, Date.parse(first) / MINUTE, Date.parse(last) / MINUTE, ...sample];
  });
}
const every = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => from + at);

describe('silences of a ledger', () => {
  it('are none where a heartbeat comes each minute, or late', () => {
    expect(silencesOf(every(90, 210))).toEqual([]);
    expect(silencesOf([98, 103, 108, ...every(113, 196), 196])).toEqual([]);
  });

  it('are found within a period, and add up', () => {
    expect(silencesOf([...every(90, 120), ...every(126, 150), ...every(160, 205)])).toEqual([
      [2, 119, 160, 'beat-126', 'beat-160'],
    ]);
  });

  it('are found where they began before it, and where they go on after it', () => {
    expect(silencesOf([97, ...every(104, 200)])).toEqual([[1, 97, 104, 'beat-104']]);
    expect(silencesOf([...every(90, 194), 205])).toEqual([[1, 193, 200]]);
  });

  it('last for all of a period in which nothing served', () => {
    expect(silencesOf([])).toEqual([[1, 100, 200]]);
    expect(silencesOf([90])).toEqual([[1, 90, 200]]);
  });

  it('begin with the ledger', () => {
    expect(silencesOf(every(152, 200), 150)).toEqual([]);
    expect(silencesOf(every(160, 200), 150)).toEqual([[1, 150, 160, 'beat-160']]);
    expect(silencesOf([], 250)).toEqual([]);
  });

  it('are not made by a heartbeat of a clock that is behind', () => {
    expect(silencesOf([...every(95, 150), 143, ...every(150, 200)])).toEqual([]);
  });
});
