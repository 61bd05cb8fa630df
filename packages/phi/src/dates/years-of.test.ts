import { expect, it } from 'vitest';
import { yearInWords } from './year-in-words.ts';
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

it.each([
  ['nineteen sixty-one', 1961],
  ['Nineteen Ninety', 1990],
  ['nineteen oh five', 1905],
  ['nineteen hundred and seven', 1907],
  ['nineteen hundred', 1900],
  ['eighteen ninety-nine', 1899],
  ['two thousand', 2000],
  ['two thousand and nine', 2009],
  ['two thousand twenty-one', 2021],
  ['two thousand fourteen', 2014],
  ['twenty twenty-three', 2023],
  ['twenty fifteen', 2015],
  ['twenty', undefined],
  ['April third', undefined],
])('%j is %j', (words, year) => {
  expect(yearInWords(words)).toBe(year);
});
