import { expect, it } from 'vitest';
import { blockSpan } from './block.ts';

it('refuses the call without saying why in values', () => {
  const attempt = (): unknown => blockSpan('Ines', { start: 0, end: 4, type: 'NAME', score: 1 });
  expect(attempt).toThrow(expect.objectContaining({ code: 'phi_blocked' }));
  expect(attempt).not.toThrow(/Ines/);
});
