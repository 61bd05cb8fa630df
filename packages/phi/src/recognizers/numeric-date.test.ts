import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { numericDate } from './numeric-date.ts';

describe('numeric-date', () => {
  it.each([
    ['DOB 04/17/1961', ['04/17/1961']],
    ['3-14-24', ['3-14-24']],
    ['14.03.2024', ['14.03.2024']],
    ['2024-03-14T09:30:00Z', ['2024-03-14T09:30:00Z']],
    ['DOB 04171961', ['04171961']],
    ['DOS: 20240314', ['20240314']],
    ['"birthDate":"1961-04-17"', ['1961-04-17']],
    ['seen on 6/12', ['6/12']],
    ['next visit 6/22', ['6/22']],
    ['(2/4-2/8)', ['2/4-2/8']],
    ['D&C on 6-2; stable', ['6-2']],
    ['exp 09/2027', ['09/2027']],
    ['exp. 2028-06', ['2028-06']],
    ['on 2/3 and 2/5', ['2/3', '2/5']],
    ['on 11/6/2025, 1/2 packs', ['11/6/2025']],
    ['seen 3/9, 3/10 + 3/11', ['3/9', '3/10', '3/11']],
    ['BID   12/29 PM', ['12/29']],
    ['12/2 9:20 nosebleed', ['12/2']],
    ['next visit Fri 2.27', ['2.27']],
    ['seit 12.5. krank', ['12.5.']],
    ['received 202605141330', ['202605141330']],
    ['Foley removed 8/13', ['8/13']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(numericDate, text))]).toEqual(values);
  });

  it.each([
    ['seit Mittwoch 12.04.24', '12.04.24'],
    ['nach 12.04.2024', '12.04.2024'],
    ['version 12.04.2024', '12.04.2024'],
  ])('takes in %j %j for a date', (text, value) => {
    expect(found(numericDate, text)).toEqual([value]);
  });

  it.each([
    'BP 120/80',
    'vision 20/40',
    'half a tablet (1/2)',
    'between 1/2 and 3/4 mile off',
    '4-1/2 weeks',
    '5/500',
    'pain 3/10',
    'mid septum hypokinetic (3/17 segs)',
    'less pain in the left knee (3/10 from 6/10)',
    'strength 5/5',
    '3/6 systolic murmur',
    '1:100000',
    'in 2019',
    'Vicodin 5/325',
    'HPV 16/18',
    'L4-5',
    'pain on movement 6/10',
    '99/99/9999',
    '2.16.840.1',
    '17041961',
    'pain on 3/7 days',
    'Version 11.10.22',
    'AHFS 24:04.04.04',
    'see 10.2.24(b)',
    'PEANUT 1 / 10 / 30 / 100 mg',
    'Apgar=7/9/10',
    'review at 7/14/28 d',
    '1/2 PM',
    'Lotrel 5/10 AM',
    'pain 7/10 14:00',
    'received 5/6 fractions, sent 2/4 bottles',
    'warfarin Mon 7.5, Tue 5',
    'am 12.5. 3)',
    'exp 2028-19',
    'lot 202699999999',
  ])('leaves %j alone', (text) => {
    expect(found(numericDate, text)).toEqual([]);
  });

  it('says which date is of birth', () => {
    const [span] = [...numericDate.find('Date of birth: 04/17/1961')];
    expect(span?.subtype).toBe('birth');
  });
});
