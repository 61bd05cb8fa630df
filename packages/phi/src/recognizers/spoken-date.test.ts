import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { monthDate } from './month-date.ts';

describe('dates that are said', () => {
  it.each([
    ['it was october the third nineteen forty', 'october the third nineteen forty'],
    ['born march the third nineteen forty one', 'march the third nineteen forty one'],
    ['on June eleventh we met', 'June eleventh'],
    ['the first of January', 'the first of January'],
    ['the third day of March, 1998', 'the third day of March, 1998'],
    ['Your birthday?\nCaller: Nine, one, sixty-six.\nNurse: Thanks.', 'Nine, one, sixty-six'],
    ['Three, fourteen, eighty-six. Thanks.', 'Three, fourteen, eighty-six'],
    ['date of birth three fourteen nineteen eighty six', 'three fourteen nineteen eighty six'],
    ['expiration: oh four twenty eight', 'oh four twenty eight'],
  ])('are found in %j', (text, value) => {
    expect(found(monthDate, text)).toEqual([value]);
  });

  it.each([
    'she may first try',
    'May second opinions help',
    'two, four, sixty mg',
    'one, two, three.',
    'one or two, ten, twenty',
    'a baby born two three times over',
    'the first of three',
    'the march third along',
  ])('are not found in %j', (text) => {
    expect(found(monthDate, text)).toEqual([]);
  });
});
