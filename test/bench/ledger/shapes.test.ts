import { describe, expect, it } from 'vitest';
import { eventsOf, HUNDRED, SHAPES, wordsOf } from './shapes.ts';

describe('the shapes', () => {
  it('fill every batch', () => {
    for (const shape of SHAPES) {
      for (const count of [1, 7, 3000]) expect(eventsOf(shape, count) % shape.batch).toBe(0);
    }
  });

  it('have a hundred waiting where the key says so', () => {
    expect(HUNDRED.connections * HUNDRED.batch).toBe(100);
    expect(SHAPES).toContain(HUNDRED);
    expect(wordsOf(HUNDRED)).toBe('10 x 10 waiting');
  });
});
