import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { ssn } from './ssn.ts';

describe('ssn', () => {
  it.each([
    ['SSN: 321-54-9876', ['321-54-9876']],
    ['ssn 321 54 9876', ['321 54 9876']],
    ['seen 000-12-3456 today', ['000-12-3456']],
    ['666-45-6789', ['666-45-6789']],
    ['987-65-4321', ['987-65-4321']],
    ['social security number is 321549876', ['321549876']],
    ['SSN 321-\n54-9876', ['321-\n54-9876']],
    ['"ssn": "321549876"', ['321549876']],
    ['SSN last four 9876', ['9876']],
    ['SSNnumber 321549876', ['321549876']],
    ['ssnno. 321549876', ['321549876']],
    ['SSNis 321549876', ['321549876']],
    ['s.s.n. 321549876', ['321549876']],
    ['ss # 321549876', ['321549876']],
    ['soc sec 321549876', ['321549876']],
    ['ssnlast 4 9876', ['9876']],
    ['SSN ends in 9876', ['9876']],
    ['last 4 of my social 9876, his is', ['9876']],
    ['last four digits of the SSN: 9876', ['9876']],
    ['last4 soc 9876', ['9876']],
    ['ssnl4 9876', ['9876']],
    ['ssnending in 9876', ['9876']],
    ['ssnendingno 9876', ['9876']],
    ['ssnendingnumber 9876', ['9876']],
    ['ssnendingis 9876', ['9876']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(ssn, text))]).toEqual(values);
  });

  it.each([
    '321549876',
    'Hgb 120-14',
    '***-**-6789',
    'SSN: [SSN]',
    '1321-54-9876',
    'code 12-345-6789',
    'SSN 000-00-0000',
    'the last 4 social work visits of 2024',
    'last four on the list: 9876',
    'SSN 999999999',
  ])('leaves %j alone', (text) => {
    expect(found(ssn, text)).toEqual([]);
  });
});
