import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { numericDate } from './numeric-date.ts';

describe('a day and a month beside a whole date of that month', () => {
  it.each([
    ['8/2/2024: Foley out 8/13', ['8/2/2024', '8/13']],
    ['2024-08-02 Foley out 8/13', ['2024-08-02', '8/13']],
    ['2.8.2024 Drain ex 13/8', ['2.8.2024']],
    ['14/8/2024 drain out 13/8', ['14/8/2024', '13/8']],
  ])('is found in %j', (text, values) => {
    expect(found(numericDate, text)).toEqual(values);
  });

  it.each([
    '8/2/2024 chair 9/13',
    '8/2/2024 MoCA 8/30',
    '8/2/2024 acuity of the right eye 8/20',
    '8/2/2024 burden 8/24 h',
    '8/2/2024 had 8/15 fractions',
    '8/2/2024 had 8/9 of it',
    'out 8/13',
  ])('is not found in %j', (text) => {
    expect(found(numericDate, text).filter((value) => !/2024/.test(value))).toEqual([]);
  });
});
