import { describe, expect, it } from 'vitest';
import { isNoName, isPlain } from './no-name.ts';

/** Whether the last place of the value in the text is no name. */
const judged = (text: string, value: string) => isNoName(text, { start: text.lastIndexOf(value), value });

describe('isNoName', () => {
  it.each([
    ['the fourth row, column E.', 'E.'],
    ['vaccinated against hepatitis B', 'B'],
    ['KELLERMAN^RUTH^RN|', 'RN'],
    ['  Q. And who was there?', 'Q.'],
    ['Foley, 16 French, left in', 'Foley'],
    ['Foley 14Ch changed', 'Foley'],
    ['Glucose 131', 'Glucose'],
    ['Daughter-in-law at the bedside', 'Daughter-in-law'],
    ['Esas son de dos y medio', 'de dos y'],
    ['Name: Ines Calloway, MD, Gastroenterology', 'Gastroenterology'],
    ['Ines Calloway, M.D.', 'D'],
    ['therapist: let’s see', 'let’s'],
  ])('lets go, in %j, of %j', (text, value) => {
    expect(judged(text, value)).toBe(true);
  });

  it.each([
    ['seen by Foley at 16:00', 'Foley'],
    ['with Mr. Sodium, a clown', 'Sodium'],
    ['Ahmed Rn', 'Rn'],
    ['Dear E.', 'E.'],
    ['Ngoc An', 'An'],
    ['Rounds, Mama Grace', 'Mama Grace'],
    ['Emily', 'Emily'],
  ])('keeps, in %j, %j', (text, value) => {
    expect(judged(text, value)).toBe(false);
  });
});

describe('isPlain', () => {
  it('asks it of every word', () => {
    expect(isPlain('meine Frau')).toBe(true);
    expect(isPlain('meine Frau, Heike')).toBe(false);
  });
});
