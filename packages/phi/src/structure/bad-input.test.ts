import { describe, expect, it } from 'vitest';
import { scan } from '../scan.ts';

const MEGABYTE = 1_000_000;
const repeat = (piece: string): string => piece.repeat(Math.ceil(MEGABYTE / piece.length));

describe('scan: a megabyte of broken records comes to its end', () => {
  it.each([
    ['objects', repeat('{"a":')],
    ['lists', repeat('[')],
    ['backslashes', `{"a":"${repeat('\\')}`],
    ['elements', repeat('<a>')],
    ['comments', repeat('<!-- ')],
    ['declarations', repeat('<!DOCTYPE [')],
    ['attributes', `<a ${repeat('b=')}</a>`],
    ['quotes in a table', `mrn,name\n${repeat('"a,')}`],
    ['headers', repeat('MSH|^~\\&|')],
    ['repetitions', `MSH|^~\\&|\rPID|1||${repeat('~')}`],
  ])('%s', (_name, text) => {
    expect(scan(text)).toBeInstanceOf(Array);
  });
});

describe('scan: what is deep or odd is read', () => {
  const depth = 10_000;
  it('finds a number 10,000 objects deep', () => {
    const text = `${'{"a":'.repeat(depth)}{"mrn":4481234}${'}'.repeat(depth)}`;
    expect(scan(text).map(({ type }) => type)).toEqual(['MRN']);
  });

  it('finds a number in strings in strings', () => {
    let text = '{"mrn":4481234}';
    for (let count = 0; count < 12; count++) text = JSON.stringify({ a: text });
    expect(scan(text).map(({ type }) => type)).toEqual(['MRN']);
  });

  it('takes lone surrogates, huge numbers and doubled keys', () => {
    const text = `{"name":"\ud800","note":"\\ud800 SSN 321-54-9876","mrn":${'9'.repeat(5000)},"mrn":7}`;
    expect(scan(text).map(({ type }) => type)).toEqual(['SSN', 'MRN', 'MRN']);
  });
});
