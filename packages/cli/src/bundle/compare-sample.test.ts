import { describe, expect, it } from 'vitest';
import { compareSample } from './compare-sample.ts';
import { readCsv } from './read-csv.ts';

const DRAWN = [
  'draw,id,rule,error,result,remarks,reviewed_by,reviewed_on\r\n',
  '1,a1,"one, two",,,,,\r\n',
  '2,b2,"says ""no""",,,,,\r\n',
].join('');

function compare(filled: string) {
  return compareSample(Buffer.from(DRAWN), Buffer.from(filled));
}

describe('compareSample', () => {
  it('accepts a sample as it was drawn', () => {
    expect(compare(DRAWN)).toEqual({ rows: 2, signed: 0 });
  });

  it('accepts what people wrote into their columns, however their program saves it', () => {
    const signed = DRAWN.replace('two",,,,,', 'two",,effective,"as agreed,\nwith J. Okafor",J. Okafor,2026-12-01');
    expect(compare(signed)).toEqual({ rows: 2, signed: 1 });
    const saved = [
      '\ufeff"draw","id","rule","error","result","remarks","reviewed_by","reviewed_on"\n',
      '"1","a1","one, two","","effective","","J. Okafor","2026-12-01"\n',
      '"2","b2","says ""no""","","","not looked at","",""\n\n',
    ].join('');
    expect(compare(saved)).toEqual({ rows: 2, signed: 1 });
  });

  it.each([
    ['a cell that was changed', DRAWN.replace('a1', 'a2')],
    ['a cell that was empty and is none of theirs', DRAWN.replace('two",,', 'two",E,')],
    ['a header that was changed', DRAWN.replace('remarks', 'rule')],
    ['a row less', DRAWN.slice(0, DRAWN.indexOf('2,b2'))],
    ['a row more', `${DRAWN}3,c3,,,,,,\r\n`],
    ['rows that changed places', DRAWN.replace('1,a1', 'X').replace('2,b2', '1,a1').replace('X', '2,b2')],
    ['a cell more', DRAWN.replace('two",,,,,', 'two",,,,,,')],
    ['a cell less', DRAWN.replace('two",,,,,', 'two",,,,')],
    ['a quote that is not closed', DRAWN.replace('two",', 'two,')],
    ['a quote in the middle', DRAWN.replace('a1', 'a"1')],
    ['nothing', ''],
  ])('refuses %s', (_, filled) => {
    expect(compare(filled)).toBeUndefined();
  });

  it('refuses what is no text', () => {
    expect(compareSample(Buffer.from(DRAWN), Buffer.from([0xff, 0xfe]))).toBeUndefined();
  });
});

describe('readCsv', () => {
  it.each([
    [
      'a,b\r\nc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
    [
      'a,\n,b\n',
      [
        ['a', ''],
        ['', 'b'],
      ],
    ],
    ['"a\r\nb",""\n', [['a\r\nb', '']]],
    ['"""",x,', [['"', 'x', '']]],
    ['', []],
    ['\n\n', []],
  ])('reads %j', (text, rows) => {
    expect(readCsv(text)).toEqual(rows);
  });

  it.each(['"a', '"a"b', 'a"b"', 'a\rb'])('does not read %j', (text) => {
    expect(readCsv(text)).toBeUndefined();
  });
});
