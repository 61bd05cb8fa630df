import { expect, it } from 'vitest';
import { allowSpan } from './allow.ts';

it('leaves the value', () => {
  expect(allowSpan('Ines', { start: 0, end: 4, type: 'NAME', score: 1 })).toBe('Ines');
});
