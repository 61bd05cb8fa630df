import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { monthDate } from './month-date.ts';

describe('month-date', () => {
  it.each([
    ['on October 3, 2023', ['October 3, 2023']],
    ['Oct 3rd', ['Oct 3rd']],
    ['3 October 2023', ['3 October 2023']],
    ['03-Oct-2023', ['03-Oct-2023']],
    ['the 3rd of March', ['3rd of March']],
    ['July 1962', ['July 1962']],
    ['Jan 3-9, 2023', ['Jan 3-9, 2023']],
    ['Sept. 11', ['Sept. 11']],
    ['June 3–9', ['June 3–9']],
    ['11Feb2007', ['11Feb2007']],
    ['Oct 13 09:02 faxed', ['Oct 13']],
    ['Oct 13 09, faxed', ['Oct 13 09']],
    ['1 Nov 4:30, 9 Jan 1 pm', ['1 Nov', '9 Jan']],
    ['SEPT9 2025', ['SEPT9 2025']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(monthDate, text))]).toEqual(values);
  });

  it.each([
    'May have nausea',
    'march in place',
    'she may 2 or 3 times',
    'in March',
    '2019',
    'Dec 5 mg',
    'Mar 500 mg',
    'nov 10 u sc',
    'MARCH1 -> MARCHF1, SEPT9',
  ])('leaves %j alone', (text) => {
    expect(found(monthDate, text)).toEqual([]);
  });

  it('says which date is of birth', () => {
    const [span] = [...monthDate.find('born on April 17, 1961')];
    expect(span?.subtype).toBe('birth');
  });
});
