import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { recordNumber } from './record-number.ts';

describe('record-number', () => {
  it.each([
    ['CALLOWAY, INES 12-34-567 1961-04-17', ['12-34-567']],
    ['#6620914', ['6620914']],
    ['#QB-771034', ['QB-771034']],
    ['MRN-4471', ['MRN-4471']],
    ['4471208 // chest pain', ['4471208']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(recordNumber, text))]).toEqual(values);
  });

  it.each(['#20', '#27-French', 'refills #3', '4471208'])('leaves %j alone', (text) => {
    expect(found(recordNumber, text)).toEqual([]);
  });
});
