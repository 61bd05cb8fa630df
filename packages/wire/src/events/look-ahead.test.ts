import { describe, expect, it } from 'vitest';
import { lookAheadOf } from './look-ahead.ts';

describe('lookAheadOf', () => {
  it('is 96 units unless another is asked for, and a step more at most', () => {
    expect(lookAheadOf()).toEqual({ ahead: 96, hold: 112 });
    expect(lookAheadOf(200)).toEqual({ ahead: 200, hold: 216 });
    expect(lookAheadOf('sentence')).toEqual({ ahead: 1024, hold: 4096 });
  });

  it.each([0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('refuses %d', (option) => {
    expect(() => lookAheadOf(option)).toThrow(expect.objectContaining({ code: 'internal' }));
  });
});
