import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { OperatorContext } from '../operator-context.ts';
import { FEMALE_NAMES, MALE_NAMES, SHARED_NAMES } from './given-names.ts';
import { SURNAMES } from './surnames.ts';
import { surrogateName } from './surrogate-name.ts';

const subject = fc.uint8Array({ minLength: 16, maxLength: 16 });
const nameIn = (secret: Uint8Array) => (value: string) =>
  surrogateName(value, new OperatorContext({ subject: secret }));

describe('the lists', () => {
  it('hold each name once, in lower case, and no name twice over all', () => {
    const all = [...FEMALE_NAMES, ...MALE_NAMES, ...SHARED_NAMES, ...SURNAMES];
    expect(new Set(all).size).toBe(all.length);
    expect(all.every((name) => /^[a-z]{2,}$/.test(name))).toBe(true);
    expect(FEMALE_NAMES.length).toBeGreaterThan(180);
    expect(MALE_NAMES.length).toBeGreaterThan(180);
    expect(SURNAMES.length).toBeGreaterThan(300);
  });
});

describe('a surrogate name', () => {
  it('keeps the gender a given name tells', () => {
    fc.assert(
      fc.property(subject, fc.constantFrom(FEMALE_NAMES, MALE_NAMES, SHARED_NAMES), fc.nat(), (secret, list, at) => {
        const given = list[at % list.length] ?? '';
        const other = nameIn(secret)(given);
        expect(list).toContain(other);
        expect(other).not.toBe(given);
      }),
    );
  });

  it('is the same for a word wherever it stands, in its letter case', () => {
    fc.assert(
      fc.property(subject, (secret) => {
        const name = nameIn(secret);
        const [given = '', surname = ''] = name('Ines Calloway').split(' ');
        expect(name('Calloway')).toBe(surname);
        expect(name('Ines')).toBe(given);
        expect(name('CALLOWAY, INES')).toBe(`${surname}, ${given}`.toUpperCase());
        expect(name('ines calloway')).toBe(`${given} ${surname}`.toLowerCase());
        expect(name("Calloway's")).toBe(`${surname}'s`);
        expect(name('Okonjo-Calloway').endsWith(`-${surname}`)).toBe(true);
      }),
    );
  });

  it.each([
    ['Ines M. Calloway', /^[A-Z][a-z]+ [A-Z]\. [A-Z][a-z]+$/],
    ['I.A.', /^[A-Z]\.[A-Z]\.$/],
    ['IA', /^[A-Z]{2}$/],
    ['LEE', /^[A-Z]{2,}$/],
    ['Dr. Ines de la Calloway, Jr', /^Dr\. [A-Z][a-z]+ de la [A-Z][a-z]+, Jr$/],
    ["Tamsin O'Alder", /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['Ines  Calloway', /^[A-Z][a-z]+ {2}[A-Z][a-z]+$/],
    ['王小明', /^[A-Z][a-z]+$/],
    ['Tomé Núñez', /^[A-Z][a-z]+ [A-Z][a-z]+$/],
    ['calloway42', /^[a-z]+\d\d$/],
    ['De', /^[A-Z][a-z]+$/],
  ])('of %j is like %s', (value, form) => {
    fc.assert(
      fc.property(subject, (secret) => {
        expect(nameIn(secret)(value)).toMatch(form);
        expect(nameIn(secret)(value)).not.toBe(value);
      }),
      { numRuns: 20 },
    );
  });
});
