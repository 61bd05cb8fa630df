import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { age } from './age.ts';

describe('age', () => {
  it.each([
    ['93-year-old woman', ['93-year-old']],
    ['aged 91', ['91']],
    ['91 y/o F', ['91 y/o']],
    ['101 yo', ['101 yo']],
    ['Age: 90', ['90']],
    ['a 92 years old man', ['92 years old']],
    ['age of 95', ['95']],
    ['ninety-one year old', ['ninety-one year old']],
    ['in her mid-nineties', ['mid-nineties']],
    ['aged 91 and over it', ['91']],
    ['93F with a cough', ['93']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(age, text))]).toEqual(values);
  });

  it.each([
    '89-year-old',
    'aged 45',
    '90 mg daily',
    '95% on RA',
    'HR 92',
    '100 days',
    'temp 98.6 F',
    'age 90 days',
    'O2 in the 90s',
    'patients aged 90+',
    'people aged 90 and over',
    '90 years or older',
  ])('leaves %j alone', (text) => {
    expect(found(age, text)).toEqual([]);
  });
});
