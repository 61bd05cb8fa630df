import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { describedName } from './described-name.ts';

describe('described-name', () => {
  it.each([
    ['Ines Calloway is a 60-year-old', ['Ines Calloway']],
    ['Ines is a pleasant woman', ['Ines']],
    ['Ines Calloway denies pain', ['Ines Calloway']],
    ['her son Bo called', ['Bo']],
    ["per Bo's chart", ['Bo']],
    ['Ines Alder, 34F, has', ['Ines Alder']],
    ['note\n- TA', ['TA']],
    ['Pt initials IMC, bed 4', ['IMC']],
    ['Ines Calloway (DOB 4/17/61)', ['Ines Calloway']],
    ['Sincerely,\n\nTamsin Alder', ['Tamsin Alder']],
    ['left against advice: JT, 37M, chest pain', ['JT']],
    ['"bleep me. Thanks, Fen"', ['Fen']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(describedName, text))]).toEqual(values);
  });

  it.each([
    'She is a 60-year-old',
    'Patient denies pain',
    'son was here',
    "Patient's wife",
    'mother had Hypertension',
    'Chest pain presents',
    'moved to RM, 12F is free',
    'flight AB-JT, 37M',
    'Thanks, Everyone',
    'Thanks, Fen is better',
  ])('leaves %j alone', (text) => {
    expect(found(describedName, text)).toEqual([]);
  });
});

describe('a name between other things', () => {
  it.each([
    ['ID KX552091 / MB / 02-04-1966 / implant', ['MB']],
    ['Burns was informed and agrees.', ['Burns']],
    ['2. Tamsin tolerated this well.', ['Tamsin']],
    ['van der Alder denies pain', ['van der Alder']],
    ['de la Vega denies pain', ['de la Vega']],
    ['The patient tolerated this well.', []],
    ['Hgb 9/10 / AB / 4', []],
  ])('in %j: %j', (text, names) => {
    expect([...new Set(found(describedName, text))]).toEqual(names);
  });
});
