import { describe, expect, it } from 'vitest';
import { findRange } from './find-range.ts';
import type { OwnTimes } from './own-times.ts';

const MINUTE = 60_000;
const SLACK = 10 * MINUTE;

/** A log of so many tiles, a tile each hour, the events of each over that hour but for `noise`; some without an event of the companion's. */
function logOf(tiles: number, { bare = new Set<number>(), noise = 0 } = {}) {
  const asked: number[] = [];
  const times = (tile: number): OwnTimes => {
    const begins = tile * 60 * MINUTE - (tile % 2 === 1 ? noise : 0);
    return { earliest: begins, latest: begins + 59 * MINUTE };
  };
  const read = async (tile: number) => {
    asked.push(tile);
    return bare.has(tile) ? undefined : times(tile);
  };
  return { size: tiles * 256, read, asked, times };
}

const hour = (count: number) => count * 60 * MINUTE;

describe('findRange', () => {
  it('takes all where no period is asked for, and reads nothing', async () => {
    const log = logOf(100);
    expect([await findRange({}, log), log.asked]).toEqual([{ first: 0 }, []]);
  });

  it('begins with events of before the period and the slack, and ends with events of after it and the slack', async () => {
    const log = logOf(1000);
    expect(await findRange({ from: hour(500), to: hour(502) }, log)).toEqual({ first: 499 * 256, end: 503 * 256 });
    expect(await findRange({ from: hour(500) + SLACK, to: hour(502) }, log)).toEqual({
      first: 499 * 256,
      end: 503 * 256,
    });
    expect(await findRange({ from: hour(500) + SLACK + 1, to: hour(502) }, log)).toEqual({
      first: 500 * 256,
      end: 503 * 256,
    });
    expect(log.asked.length).toBeLessThan(70);
  });

  it('is right whatever is out of order within the slack, and where whole tiles are of clients', async () => {
    for (const options of [
      { noise: SLACK },
      { bare: new Set([1, 2, 3, 40, 41, 42, 43, 44, 45, 46, 47, 48, 97, 98, 99]) },
    ]) {
      const log = logOf(100, options);
      for (let from = 0; from < 100; from += 1) {
        const period = { from: hour(from) + 17 * MINUTE, to: hour(from + 1) };
        const { first, end = log.size } = await findRange(period, log);
        for (let tile = 0; tile < first / 256; tile += 1) expect(log.times(tile).latest).toBeLessThan(period.from);
        for (let tile = end / 256; tile < 100; tile += 1)
          expect(log.times(tile).earliest).toBeGreaterThanOrEqual(period.to);
        const before = first === 0 || log.times(first / 256).earliest < period.from - SLACK;
        const after = end === log.size || log.times(end / 256 - 1).latest >= period.to + SLACK;
        expect([before, after]).toEqual([true, true]);
      }
    }
  });

  it('goes to the end of a log that holds nothing of after the period yet, or only in its last, partial tile', async () => {
    expect(await findRange({ to: hour(100) }, logOf(100))).toEqual({ first: 0 });
    const partial = { ...logOf(100), size: 99 * 256 + 7 };
    expect(await findRange({ to: hour(99) }, partial)).toEqual({ first: 0 });
    expect(await findRange({ to: hour(98) }, partial)).toEqual({ first: 0, end: 99 * 256 });
  });

  it('begins with the first entry where all are of the period or later', async () => {
    expect(await findRange({ from: 0, to: hour(1) }, logOf(10))).toEqual({ first: 0, end: 2 * 256 });
  });

  it('is of a log without any event of the companion’s, whole', async () => {
    const bare = new Set(Array.from({ length: 10 }, (_, tile) => tile));
    expect(await findRange({ from: hour(3), to: hour(4) }, logOf(10, { bare }))).toEqual({ first: 0 });
  });
});
