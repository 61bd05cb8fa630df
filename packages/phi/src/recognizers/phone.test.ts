import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { phone } from './phone.ts';

describe('phone', () => {
  it.each([
    ['(617) 555-0188', ['(617) 555-0188']],
    ['call 617.555.0177 x318', ['617.555.0177 x318']],
    ['1-617-555-0188 ext. 12', ['1-617-555-0188 ext. 12']],
    ['+44 20 7946 0311', ['+44 20 7946 0311']],
    ['cell 6175550188', ['6175550188']],
    ['phone: 555-0188', ['555-0188']],
    ['pager 5-3308', ['5-3308']],
    ['"phone":"6175550188"', ['6175550188']],
    ['(6175550188)', ['6175550188']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(phone, text))]).toEqual(values);
  });

  it.each([
    '6175550188',
    'BP 120/80',
    'call 911',
    'home 2-3 days',
    'called 6/12/2023',
    'dose 100-200 mg',
    'office visit 99213',
    'NDC 0002-8215-01',
  ])('leaves %j alone', (text) => {
    expect(found(phone, text)).toEqual([]);
  });
});
