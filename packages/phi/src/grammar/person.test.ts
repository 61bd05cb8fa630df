import { describe, expect, it } from 'vitest';
import { personAt, personBefore } from './person.ts';

describe('personAt', () => {
  it.each([
    ['Ines Calloway was', 'Ines Calloway'],
    ['Ines M. Calloway Jr. was', 'Ines M. Calloway Jr.'],
    ["Ines d'Alder-Óskars, MD", 'Ines'],
    ['Ludwig van den Alder III', 'Ludwig van den Alder III'],
    ["O'Alder's wife", "O'Alder"],
    ['Ines  Sex F', 'Ines'],
    ['Alder DOB: 3', 'Alder'],
  ])('reads %j', (text, name) => {
    const person = personAt(text, 0);
    expect(text.slice(person?.start, person?.end)).toBe(name);
  });

  it.each(['denies', 'Cardiology', 'Foley catheter', 'Patient', '123', '', 'MRN4'])('reads no name from %j', (text) => {
    expect(personAt(text, 0)).toBeUndefined();
  });

  it('reads LAST, FIRST only where asked to', () => {
    expect(personAt('Alder, Ines M 4', 0, { comma: true })?.end).toBe(13);
    expect(personAt('Alder, Ines M 4', 0)?.end).toBe(5);
  });
});

describe('personBefore', () => {
  it('reads backwards up to four words', () => {
    const text = 'seen by Ines M. Alder';
    const person = personBefore(text, text.length);
    expect(text.slice(person?.start, person?.end)).toBe('Ines M. Alder');
  });
});
