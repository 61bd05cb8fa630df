import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { monthDate } from './month-date.ts';

describe('months of other languages', () => {
  it.each([
    ['Brief vom 3. November', '3. November'],
    ['Montag, 3. August', '3. August'],
    ['3. August 2024 operiert', '3. August 2024'],
    ['am 5. Mai 2024', '5. Mai 2024'],
    ['12. März', '12. März'],
    ['vu le 1er mars 2026', 'le 1er mars 2026'],
    ['le 3 février', 'le 3 février'],
    ['15–19 juil. à Nantes', '15–19 juil'],
    ['el 5 de mayo de 2021', '5 de mayo de 2021'],
    ['il 2 marzo', '2 marzo'],
    ['op 3 mei', '3 mei'],
    ['em 4 de março', '4 de março'],
    ['4 Hydref 1929', '4 Hydref 1929'],
    ['marzo de 2024', 'marzo de 2024'],
  ])('are read in %j', (text, value) => {
    expect(found(monthDate, text)).toEqual([value]);
  });

  it.each([
    'ate 3 Mars bars',
    '2 mai tais',
    'pain 3. August labs were normal',
    'set 3 out',
    '5 mag',
    'maison 12',
    'juin',
    '3 maiden names',
    '3 of them march',
  ])('are not read in %j', (text) => {
    expect(found(monthDate, text)).toEqual([]);
  });
});
