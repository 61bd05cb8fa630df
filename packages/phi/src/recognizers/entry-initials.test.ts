import { expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { describedName } from './described-name.ts';

it.each([
  ['02/03/25 cjw — resent\n02/21/25 hlm — returned\n', ['cjw', 'hlm']],
  ['3-4 0910 ta: seen\n3-5 1410 ta: seen', ['ta', 'ta']],
])('finds in %j who wrote each entry', (text, values) => {
  expect(found(describedName, text)).toEqual(values);
});

it.each([
  '02/03/25 cjw — resent once',
  '02/03/25 lm — no answer\n02/04/25 vm - again\n',
  '02/03/25 PT - walked\n02/04/25 OT - dressed\n',
  'on 02/03/25 cjw — resent\nby 02/04/25 cjw — resent\n',
])('leaves %j alone', (text) => {
  expect(found(describedName, text)).toEqual([]);
});
