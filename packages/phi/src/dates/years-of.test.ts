import { expect, it } from 'vitest';
import { yearsOf } from './years-of.ts';

const READING = { dayFirst: false, lastYear: 2036 };

it.each<[string, readonly number[]]>([
  ['04/17/1961', [1961]],
  ['4/17/61', [1961]],
  ['4/17/23', [2023]],
  ["Oct '23", [2023]],
  ['20231003081500-0500', [2023]],
  ['1961-04-17T08:15', [1961]],
  ['19610417', [1961]],
  ['Oct 3-9 2023', [2023]],
  ['Dec 28 - Jan 3, 2022', [2021, 2022]],
  ['02/30/2021', [2021]],
  ['2021', [2021]],
  ['Easter 2021', [2021]],
  ['April seventeenth, nineteen sixty-one', [1961]],
  ['some day in nineteen sixty-one', [1961]],
  ['twenty', []],
  ['4/17', []],
  ['October', []],
  ['the 17th', []],
  ['between 2019 and 2021', []],
  ['x'.repeat(100), []],
])('%j lies in %j', (value, years) => {
  expect(yearsOf(value, READING)).toEqual(years);
});

it('gives no year where the digits may be those of a day', () => {
  expect(yearsOf('040612', READING)).toEqual([]);
  expect(yearsOf('041761', READING)).toEqual([1961]);
});
