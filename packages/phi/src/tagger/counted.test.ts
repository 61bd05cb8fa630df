import { expect, it } from 'vitest';
import { isCount } from './counted.ts';

const isCountIn = (text: string, value: string) => {
  const start = text.lastIndexOf(value);
  return isCount(text, { start, end: start + value.length });
};

it.each([
  ['UACR 300-3500, on an ACE inhibitor', '300-3500'],
  ['IgG 700–1600', '700–1600'],
  ['unit clerk 0700-1530 0700-1530', '0700-1530 0700-1530'],
  ['transcript (vol. II, pp. 214-239)', '214-239'],
  ['HGB,g/dL,12.0-15.5', '12.0-15.5'],
  ['leucocytes 16 300', '16 300'],
  ['glu 132 148 151', '132 148 151'],
  ['HR  72 70 68 75 80 78 76', '72 70 68 75 80 78 76'],
  ['refunded $612.40', '612.40'],
  ['billed 1,985.00, allowed 612.40', '612.40'],
  ['| qAM | 0730 | TK |', '0730'],
  ['QFT 86480, FIT 82274', '82274'],
  ['ferritin 1200', '1200'],
  ['at Lough Erne 1998-2006, then', '1998-2006'],
  ['For 130-139/80-89 with', '130-139/80-89'],
  ['BSA = √(170×70/3600)', '170×70/3600'],
  ['entre 1:600 y 1:1 500 000', '1 500 000'],
  ['One, two, three, four, five', 'two, three, four, five'],
])('in %j, %j counts or measures', (text, value) => {
  expect(isCountIn(text, value)).toBe(true);
});

it.each([
  ['subject 071-104', '071-104'],
  ['kit 0417-1531', '0417-1531'],
  ['record 12.0155', '12.0155'],
  ['NSS 1 85 05 78 006 084', '1 85 05 78 006 084'],
  ['call 06 55 50 12 34', '06 55 50 12 34'],
  ['group 16 300', '16 300'],
  ['file 612.40', '612.40'],
  ['pager 0730', '0730'],
  ['Tg 61180', '61180'],
  ['case 1998-4417', '1998-4417'],
  ['card 4012 8888 8888 1881', '4012 8888 8888 1881'],
  ['code two, nine, three, four', 'two, nine, three, four'],
])('in %j, %j may be an identifier', (text, value) => {
  expect(isCountIn(text, value)).toBe(false);
});
