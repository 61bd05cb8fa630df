import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayNumber, dayOf } from './day-number.ts';
import { readDates } from './read-dates.ts';
import { shiftDate } from './shift-date.ts';

const READING = { dayFirst: false, lastYear: 2036 };

describe('forty days later', () => {
  it.each([
    ['04/17/1961', '05/27/1961'],
    ['4 / 17 / 61', '5 / 27 / 61'],
    ['17.4.1961', '27.5.1961'],
    ['1961-04-17T08:15:00.123Z', '1961-05-27T08:15:00.123Z'],
    ['2023-10-03 08:15:00+02:00', '2023-11-12 08:15:00+02:00'],
    ['10/3/2023 08:15', '11/12/2023 08:15'],
    ['Oct 3, 2023 at 8:15 PM', 'Nov 12, 2023 at 8:15 PM'],
    ['10/Oct/2023:13:55:36 +0000', '19/Nov/2023:13:55:36 +0000'],
    ['19610417', '19610527'],
    ['041761', '052761'],
    ['20231003T0815Z', '20231112T0815Z'],
    ['20231003081500.123-0500', '20231112081500.123-0500'],
    ['202310031200', '202311121200'],
    ['04/1961', '05/1961'],
    ['2023-10', '2023-11'],
    ['6/12', '7/22'],
    ['2/29', '4/9'],
    ['4/17-4/20', '5/27-5/30'],
    ['10/3/2023 - 10/9/2023', '11/12/2023 - 11/18/2023'],
    ['2023-01-01/2023-02-01', '2023-02-10/2023-03-13'],
    ['Oct 3-9 2023', 'Nov 12-18 2023'],
    ['Oct 20-25, 2023', 'Nov 29-Dec 4, 2023'],
    ['Nov 20-25, 2023', 'Dec 30, 2023-Jan 4, 2024'],
    ['20-25 October', '29 November-4 December'],
    ['20th to 25th November 2023', '30th December 2023 to 4th January 2024'],
    ['Dec 28 - Jan 3, 2022', 'Feb 6 - Feb 12, 2022'],
    ['March–April 2023', 'April–May 2023'],
    ['OCTOBER 3 2023', 'NOVEMBER 12 2023'],
    ['3rdMarch 2021', '12thApril 2021'],
    ['March 23rd', 'May 2nd'],
    ["Oct '23", "Nov '23"],
    ["March 3, '23", "April 12, '23"],
    ['October', 'November'],
    ['03-MAY-2021', '12-JUN-2021'],
    ['10Feb2006', '22Mar2006'],
    ['May 3, 2021', 'June 12, 2021'],
    ['Sept. 4, 2020', 'Oct. 14, 2020'],
    ['2023-Oct-03', '2023-Nov-12'],
    ['Saturday 14 March', 'Thursday 23 April'],
    ['Friday, March 13, 2026', 'Wednesday, April 22, 2026'],
    ['Mon 03-09-26', 'Sat 04-18-26'],
    ['3 de mayo de 2021', '12 de junio de 2021'],
    ['3. Mai 2021', '12. Juni 2021'],
    ['the 3rd of March 2021', 'the 12th of April 2021'],
    ['April seventeenth, nineteen sixty-one', 'May twenty-seventh, nineteen sixty-one'],
    ['June the third, nineteen eighty-eight', 'July the thirteenth, nineteen eighty-eight'],
    ['march eleventh twenty twenty', 'april twentieth twenty twenty'],
    ['The twenty fifth of November, two thousand and nine', 'The fourth of January, two thousand and ten'],
    ['October 3, nineteen ninety-nine', 'November 12, nineteen ninety-nine'],
    ['December third', 'January twelfth'],
    ['April nineteen sixty-one', 'May nineteen sixty-one'],
  ])('%j is %j', (value, shifted) => {
    expect(shiftDate(value, 40, READING)).toBe(shifted);
  });
});

it('gives back nothing for what is not a date with a month', () => {
  const values = ['the 17th', 'Labor Day', '2021', '02/30/2021', '13/13/2021', '', 'x'.repeat(1000), '1/2/'.repeat(30)];
  for (const value of values) expect(shiftDate(value, 40, READING)).toBeUndefined();
});

it('reads the day first where that is asked for, or nothing else is possible', () => {
  expect(shiftDate('03/04/2021', 1, { ...READING, dayFirst: true })).toBe('04/04/2021');
  expect(shiftDate('03/04/2021', 1, READING)).toBe('03/05/2021');
  expect(shiftDate('17/04/2021', 1, READING)).toBe('18/04/2021');
});

describe('laws', () => {
  const day = fc.integer({ min: dayNumber({ year: 1901, month: 1, day: 1 }) ?? 0, max: 40_000 });
  const offset = fc.integer({ min: -364, max: 364 });
  const pad = (number: number): string => String(number).padStart(2, '0');
  const months = 'January February March April May June July August September October November December'.split(' ');
  const formats: readonly ((number: number) => string)[] = [
    (number) => isoOf(number),
    (number) => `${isoOf(number)}T08:15:00Z`,
    (number) => isoOf(number).replaceAll('-', ''),
    (number) => ((d) => `${pad(d.month)}/${pad(d.day)}/${d.year}`)(dayOf(number)),
    (number) => ((d) => `${months[d.month - 1]} ${d.day}, ${d.year}`)(dayOf(number)),
    (number) => ((d) => `${pad(d.day)}-${months[d.month - 1]?.slice(0, 3).toUpperCase()}-${d.year}`)(dayOf(number)),
  ];
  const isoOf = (number: number): string => ((d) => `${d.year}-${pad(d.month)}-${pad(d.day)}`)(dayOf(number));

  it('a date is shifted by exactly the offset, in its format', () => {
    fc.assert(
      fc.property(day, offset, fc.constantFrom(...formats), (number, by, format) => {
        expect(shiftDate(format(number), by, READING)).toBe(format(number + by));
      }),
    );
  });

  it('days between dates stay, whatever their formats, and shifting back gives the date', () => {
    const written = fc.tuple(day, fc.constantFrom(...formats));
    fc.assert(
      fc.property(written, written, offset, ([a, formatA], [b, formatB], by) => {
        const [first, second] = [shiftDate(formatA(a), by, READING), shiftDate(formatB(b), by, READING)];
        expect(numberOf(first) - numberOf(second)).toBe(a - b);
        expect(shiftDate(first ?? '', -by, READING)).toBe(formatA(a));
      }),
    );
  });

  it('a month never stays, whatever the offset', () => {
    const offsets = Array.from({ length: 729 }, (_, at) => at - 364).filter((by) => by !== 0);
    for (const by of offsets)
      for (const month of months)
        expect(shiftDate(month, by, READING)).toMatch(new RegExp(`^(?!${month})[A-Z][a-z]+$`));
  });

  it('never fails, on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 120 }), offset, (text, by) => {
        expect(['string', 'undefined']).toContain(typeof shiftDate(text, by, READING));
      }),
    );
  });

  function numberOf(written: string | undefined): number {
    const [date] = readDates(written ?? '', READING) ?? [];
    if (date?.year === undefined || date.day === undefined) return Number.NaN;
    return dayNumber({ year: date.year, month: date.month, day: date.day }) ?? Number.NaN;
  }
});
