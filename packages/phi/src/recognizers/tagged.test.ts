import { describe, expect, it } from 'vitest';
import { EXAMPLES } from '../testing/clinical-text.ts';
import { found } from '../testing/found.ts';
import { makeTagged } from './tagged.ts';

const tagged = makeTagged('standard');

describe('tagged', () => {
  it.each([
    ['can you ask kowalczyk about her potassium before noon', 'kowalczyk'],
    ['Bed 4 Okonkwo, NPO after midnight', 'Okonkwo'],
    ['moved from Szeged last year', 'Szeged'],
  ])('finds what neither form nor label gives away, in %j', (text, value) => {
    expect(found(tagged, text).join(' ')).toContain(value);
  });

  it.each(['2024', '08:30', 'Tuesday', '***-**-6789', '😀😀', ''])('lets %j stand', (text) => {
    expect(found(tagged, text)).toEqual([]);
  });

  it('leaves the sex that is glued to an age', () => {
    const values = found(
      tagged,
      '26 from Corral Hollow Assisted Living, Ines Batiste-Rowe, 93F, fall, R hip fx, Garden IV.',
    );
    expect(values.join(' ')).toContain('93');
    expect(values.join(' ')).not.toContain('93F');
    expect(values.filter((value) => value.endsWith(' F') || value === 'F')).toEqual([]);
  });

  it('leaves the article before a day', () => {
    expect(found(tagged, 'Mi fecha es el 28 de febrero.')).not.toContain('el 28 de febrero');
  });

  it('finds the same in a long text as in its lines', () => {
    const line = 'Bed 4 Okonkwo, NPO after midnight\n';
    const long = line.repeat(3000);
    expect(found(tagged, long).filter((value) => value.includes('Okonkwo'))).toHaveLength(3000);
  });

  it('cuts no word of a long line in two', () => {
    expect(found(tagged, 'ok '.repeat(60_000))).toEqual([]);
  });

  it('finds more the more sensitive it is', () => {
    const texts = ['low', 'standard', 'high'] as const;
    const counts = texts.map((sensitivity) => {
      const recognizer = makeTagged(sensitivity);
      return EXAMPLES.reduce((sum, text) => sum + found(recognizer, text).join('').length, 0);
    });
    expect(counts.toSorted((a, b) => a - b)).toEqual(counts);
    expect(new Set(counts).size).toBe(3);
  });
});
