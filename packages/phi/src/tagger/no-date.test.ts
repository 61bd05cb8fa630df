import { describe, expect, it } from 'vitest';
import { isNoDate } from './no-date.ts';

const isNoDateIn = (text: string, value: string) => {
  const start = text.lastIndexOf(value);
  return isNoDate(text, { start, end: start + value.length });
};

describe('isNoDate', () => {
  it.each([
    ['here about two years ago', 'two years ago'],
    ['es el día', 'el'],
    ['order of draw 1-2-3-4-5-6', '1-2-3-4-5-6'],
    ['RR/EtCO2 27/23/10', '27/23/10'],
    ['quetiapine 25-0-50', '25-0-50'],
    ['a hematocrit of 22.6', '22.6'],
    ['a mean attenuation coefficient of 28.1 HU', '28.1'],
    ['motor response at 1-10 volts', '1-10'],
    ['Joint Commission NPSG.01.01.01.', '01.01.01.'],
    ['Strength was approximately 4/5.', '4/5'],
    ['synovitis of the 2nd and 3rd MCPs', 'the 2nd'],
    ['the 9th, 10th or 11th nerve', 'the 9th'],
    ['in the sixth or seventh intercostal space', 'the sixth'],
    ['at the fifth, sixth, and seventh nerves', 'the fifth, sixth'],
    ['Nurse: And your weight this morning?\nPatient: Two twelve.', 'Two twelve'],
  ])('in %j lets %j go', (text, value) => {
    expect(isNoDateIn(text, value)).toBe(true);
  });

  it.each([
    ['seen 4/9/17', '4/9/17'],
    ['27/3/10', '27/3/10'],
    ['2010/3/27', '2010/3/27'],
    ['teens 12-17 need it', '12-17'],
    ['am 22.6 entlassen', '22.6'],
    ['geb.14.5.40', '14.5.40'],
    ['DOB.1.2.40', '1.2.40'],
    ['home on the 2nd and 3rd of March', 'the 2nd'],
    ['free on the 2nd and 3rd March', 'the 2nd'],
    ['see him on the 8th, first thing', 'the 8th'],
    ['Nurse: And your birthday?\nPatient: Two twelve.', 'Two twelve'],
    ['for ninety-one years', 'ninety-one years'],
  ])('in %j keeps %j', (text, value) => {
    expect(isNoDateIn(text, value)).toBe(false);
  });
});
