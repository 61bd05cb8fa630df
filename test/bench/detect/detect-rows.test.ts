import { describe, expect, it } from 'vitest';
import { BenchFailure } from '../bench-failure.ts';
import { foundChecks, nanosPerByte, shortRows, speedRatio, speedRows } from './detect-rows.ts';
import type { Reading } from './detector-process.ts';
import type { Readings } from './read-in-turn.ts';

const reading = (seconds: number, found = 8): Reading => ({
  seconds,
  cpuSeconds: seconds * 2,
  texts: 10,
  bytes: 2_000_000,
  found,
  digest: 'd',
});

const READINGS: readonly Readings[] = [
  { name: 'sallyport', rounds: [reading(1), reading(2), reading(4)] },
  { name: 'redact-pii', rounds: [reading(2, 0), reading(2, 0), reading(2, 1)] },
];

describe('the rows of detection', () => {
  it('are megabytes a second by the clock and by processor time', () => {
    const rows = speedRows(READINGS);
    expect(rows.map(({ subject, value }) => [subject, value])).toEqual([
      ['sallyport', 1],
      ['redact-pii', 1],
      ['sallyport', 0.5],
      ['redact-pii', 0.5],
    ]);
    expect(rows[0]).toMatchObject({ metric: 'notes', unit: 'MB/s', rounds: [2, 1, 0.5] });
  });

  it('are microseconds for a short text', () => {
    expect(shortRows(READINGS)[0]).toMatchObject({ unit: 'µs', rounds: [100_000, 200_000, 400_000] });
  });

  it('compare each round with its neighbour, and take the middle', () => {
    expect(speedRatio(READINGS, { name: 'sallyport', than: 'redact-pii' })).toBe(1);
    expect(() => speedRatio(READINGS, { name: 'sallyport', than: 'openai guardrails' })).toThrow(BenchFailure);
  });

  it('say who found nothing', () => {
    expect(foundChecks(READINGS)).toEqual([
      { claim: 'sallyport found something in 24 of 30 notes', holds: true },
      { claim: 'redact-pii found something in 1 of 30 notes', holds: false },
    ]);
  });

  it('count nanoseconds for each byte', () => {
    expect(nanosPerByte(reading(1))).toBe(500);
  });
});
