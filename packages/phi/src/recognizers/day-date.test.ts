import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { dayDate } from './day-date.ts';

describe('day-date', () => {
  it.each([
    ['It was due on the 6th anyway', []],
    ['It was due on the 6th.', ['the 6th']],
    ['any day but the 11th as he works', ['the 11th']],
    ['off work until the 3rd', ['the 3rd']],
    ['denied on the ninth as not necessary', ['the ninth']],
    ['back by the twenty-first, she said', ['the twenty-first']],
    ['Can you do the 3rd, ten past nine?', ['the 3rd']],
    ['I have the 12th at 7:30', ['the 12th']],
    ['The 9th works for me', ['The 9th']],
    ["it's the fifth of next month", ['the fifth']],
    ['he can come the 14th not before', ['the 14th']],
    ['Sat 13 at noon', ['Sat 13']],
    ['Monday 27', ['Monday 27']],
    ['el lunes 27, en la clínica', ['lunes 27']],
    ['Elle vient lundi 5.', ['lundi 5']],
    ['fell on Labor Day 2025', ['Labor Day 2025']],
    ["not since New Year's Eve", ["New Year's Eve"]],
  ])('finds in %j %j', (text, values) => {
    expect(found(dayDate, text)).toEqual(values);
  });

  it.each([
    'a fracture of the 5th toe',
    'ulcers on the 4th and 5th toes',
    'pain on the 4th, 5th and 6th ribs',
    'up from the 3rd percentile by the 5th visit',
    'on the 4th floor until the 3rd attempt',
    'on the fifth day',
    'the second at a time',
    'again the 3rd toe',
    'on the first, on the second',
    'sat 30 minutes',
    'Mon 8, Tue 12',
    'Mon 14-22',
    'Sat 94%',
    'Monday 15 mg',
    'lunes 5 mg',
    'treated for Christmas disease',
    'on Christmas disease therapy',
    'closed on Christmas Day',
    'before Easter eggs',
  ])('leaves %j alone', (text) => {
    expect(found(dayDate, text)).toEqual([]);
  });
});
