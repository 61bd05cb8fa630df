import { describe, expect, it } from 'vitest';
import { callFigures } from './call-figures.ts';

describe('callFigures', () => {
  it('has the quantiles of whole calls, and the medians of their parts', () => {
    const calls = Array.from({ length: 100 }, (_, at) => ({ totalMs: at + 10, fetchMs: 5, detectMs: at / 10 }));
    expect(callFigures(calls)).toEqual({
      p50Ms: 59,
      p99Ms: 108,
      fetchMs: 5,
      detectMs: 4.9,
      restMs: expect.closeTo(59 - 5 - 4.9),
    });
  });

  it('of no calls is not a number', () => {
    expect(callFigures([]).p50Ms).toBeNaN();
  });
});
