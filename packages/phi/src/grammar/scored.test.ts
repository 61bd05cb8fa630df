import { expect, it } from 'vitest';
import { isScored } from './scored.ts';

it.each([
  ['3/10', 'reports less pain in the left knee (', true],
  ['6/10', 'reports less pain in the left knee (3/10 from ', true],
  ['2/5', 'grip ', true],
  ['1/6', 'RCRI ', true],
  ['3/10', 'knee pain since ', false],
  ['3/10', 'knee pain, seen in the clinic (', false],
  ['3/12', 'pain (', false],
  ['2/5', 'painting on ', false],
])('%j behind %j: %s', (value, before, whether) => {
  expect(isScored(value, before)).toBe(whether);
});
