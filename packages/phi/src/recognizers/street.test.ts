import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { street } from './street.ts';

describe('street', () => {
  it.each([
    ['at 12 Elm Street, Apt 4', ['12 Elm Street, Apt 4']],
    ['318 E 9th St #7', ['318 E 9th St #7']],
    ['9 Long Hollow Drive', ['9 Long Hollow Drive']],
    ['P.O. Box 8817', ['P.O. Box 8817']],
    ['N5W18002 Alder Rd', ['N5W18002 Alder Rd']],
    ['Address: 9 Birch Close', ['9 Birch Close']],
    ['640 MAPLE AVE', ['640 MAPLE AVE']],
    ['Address: 9 Birch Close, Ely. Date of death: unknown', ['9 Birch Close, Ely']],
    ['PO BX 1107', ['PO BX 1107']],
    ['at R. F. D. 2, Alder', ['R. F. D. 2']],
    ['(3812 N 26th), then', ['3812 N 26th']],
    ['RR 1, Box 12', ['RR 1, Box 12']],
    ['Postfach 12 34', ['Postfach 12 34']],
    ['Apartado Postal 88', ['Apartado Postal 88']],
    ['at mile marker 31, US-191', ['mile marker 31, US-191']],
    ['seventy seven Alder Trail', ['seventy seven Alder Trail']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(street, text))]).toEqual(values);
  });

  it.each([
    'at 10 AM Dr. Ines',
    '12 LEAD ST',
    '20 mg St',
    'on 5 May Dr. Ines',
    '2 VIEW CT',
    'address the wound',
    'stage 2 Left',
    'RR 18, HR 88',
    'RR 18 Box open',
    'HC 34 cm',
    'the last mile 2',
    'one of the Trail',
    'One Way',
    '120 N 4th ribs',
    'sig line: 1/2 tab = 0.5',
  ])('leaves %j alone', (text) => {
    expect(found(street, text)).toEqual([]);
  });
});
