import { describe, expect, it } from 'vitest';
import { DAY_WORDS, dayInWords, dayWordsLike, YEAR_WORDS, yearInWords, yearWordsLike } from './number-words.ts';

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
  ['twenty twenty', 2020],
  ['twenty fifteen', 2015],
])('%j is %j', (words, year) => {
  expect(words).toMatch(new RegExp(`^(?:${YEAR_WORDS})$`, 'i'));
  expect(yearInWords(words)).toBe(year);
});

describe('written in words, and read again', () => {
  it('a year is itself, in any style', () => {
    for (let year = 1850; year < 2100; year++)
      for (const like of ['nineteen sixty-one', 'two thousand and nine', 'twenty twenty']) {
        const words = yearWordsLike(like, year);
        expect(words).toMatch(new RegExp(`^(?:${YEAR_WORDS})$`));
        expect(yearInWords(words)).toBe(year);
      }
    expect(yearWordsLike('two thousand nine', 2010)).toBe('two thousand ten');
    expect(yearWordsLike('twenty twenty', 2010)).toBe('twenty ten');
  });

  it('a day is itself, with a hyphen or without', () => {
    for (let day = 1; day <= 31; day++)
      for (const like of ['third', 'twenty-first', 'twenty first']) {
        const words = dayWordsLike(like, day);
        expect(words).toMatch(new RegExp(`^(?:${DAY_WORDS})$`));
        expect(dayInWords(words)).toBe(day);
      }
  });
});
