import { describe, expect, it } from 'vitest';
import { growth } from './watch-memory.ts';

describe('growth', () => {
  it('is one where memory stays as it was after the first fifth', () => {
    expect(growth([90, 80, 50, 52, 50, 49, 51, 50, 52, 50])).toBe(51 / 51);
  });

  it('shows what is kept', () => {
    expect(growth([10, 20, 30, 40, 50, 60, 70, 80, 90, 100])).toBe(95 / 35);
  });
});
