import { describe, expect, it } from 'vitest';
import { DEFAULT_BACKOFF, waitAfter } from './backoff.ts';

const waits = (random: number) =>
  Array.from({ length: DEFAULT_BACKOFF.attempts }, (_, at) => waitAfter(at + 1, DEFAULT_BACKOFF, random));

describe('the waits between attempts', () => {
  it('grow, are bounded, and end', () => {
    expect(waits(1)).toEqual([
      ...[10_000, 30_000, 90_000, 270_000, 810_000, 2_430_000],
      ...[3_600_000, 3_600_000, 3_600_000, undefined],
    ]);
  });

  it('are at least half as long, whatever chance says', () => {
    expect(waits(0).slice(0, 3)).toEqual([5_000, 15_000, 45_000]);
  });

  it('end for what was taken more often than it should have been', () => {
    expect(waitAfter(11, DEFAULT_BACKOFF, 0)).toBeUndefined();
  });
});
