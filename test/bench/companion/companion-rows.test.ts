import { describe, expect, it } from 'vitest';
import { addedP50, diskRow, latencyRows, throughputRatio, throughputRows } from './companion-rows.ts';

const round = (seconds: number, p50Ms: number) => ({
  count: 100,
  seconds,
  p50Ms,
  p99Ms: 2 * p50Ms,
  cpuMicros: 500,
  flushMs: seconds / 2,
});

const DIRECT = { name: 'stub', rounds: [round(1, 0.1), round(1, 0.3), round(1, 0.2)] };
const OURS = { name: 'sallyport', rounds: [round(0.2, 1.1), round(0.1, 1.5), round(0.4, 1.3)] };
const THEIRS = { name: 'portkey', rounds: [round(0.1, 0.6), round(0.25, 0.7), round(0.125, 0.8)] };

describe('throughputRows', () => {
  it('has four figures for each subject, each the median of its rounds', () => {
    const rows = throughputRows([OURS, THEIRS], 'embeddings at 32');
    expect(rows).toHaveLength(8);
    expect(rows[0]).toEqual({
      subject: 'sallyport',
      metric: 'embeddings at 32: calls',
      unit: 'req/s',
      value: 500,
      rounds: [500, 1000, 250],
    });
    expect(rows[6]).toMatchObject({ subject: 'portkey', metric: 'embeddings at 32: p99', value: 1.4 });
  });
});

describe('diskRow', () => {
  it('has what was taken before every round of every subject', () => {
    expect(diskRow([OURS, THEIRS], 'at 32')).toEqual({
      subject: 'disk',
      metric: 'at 32: a flush',
      unit: 'ms',
      value: expect.closeTo(0.08125),
      rounds: [0.1, 0.05, 0.2, 0.05, 0.125, 0.0625].map((value) => expect.closeTo(value)),
    });
  });
});

describe('throughputRatio', () => {
  it('is the first median over the second', () => {
    expect(throughputRatio([OURS, THEIRS])).toBe(500 / 800);
  });

  it('is not a number where nobody was measured', () => {
    expect(throughputRatio([])).toBeNaN();
  });
});

describe('latencyRows', () => {
  it('sets each round against the same round of the direct call', () => {
    const rows = latencyRows([DIRECT, OURS, THEIRS], 'one at a time');
    expect(rows.map(({ subject, metric }) => `${subject}, ${metric}`)).toEqual([
      'stub, one at a time: p50',
      'sallyport, one at a time: p50',
      'portkey, one at a time: p50',
      'sallyport, one at a time: added p50',
      'portkey, one at a time: added p50',
    ]);
    expect(rows[3]?.value).toBeCloseTo(1.1);
    expect(addedP50(OURS, DIRECT)).toEqual([1.0, 1.2, 1.1].map((value) => expect.closeTo(value)));
  });
});
