import { expect, it } from 'vitest';
import { redactSpan } from './redact.ts';

it('writes the entity in brackets', () => {
  expect(redactSpan('Ines', { start: 0, end: 4, type: 'NAME', score: 1 })).toBe('[NAME]');
});
