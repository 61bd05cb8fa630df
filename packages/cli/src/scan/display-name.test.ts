import { describe, expect, it } from 'vitest';
import { displayName } from './display-name.ts';

describe('displayName', () => {
  it.each([
    ['Discharge Summary - Robert Okafor.txt', 'Discharge Summary - [NAME].txt'],
    ['Mr_Okafor.hl7', 'Mr_[NAME].hl7'],
    ['wards/patient_Okafor/labs.json', 'wards/patient_[NAME]/labs.json'],
    ['078051120.txt', '[OTHER_ID].txt'],
  ])('replaces what identifies in %s', (path, shown) => {
    expect(displayName(path, { showValues: false })).toBe(shown);
    expect(displayName(path, { showValues: true })).toBe(path);
  });

  it('joins what several readings found, so that nothing of it shows', () => {
    const shown = displayName('Maria_Delgado_078-05-1120.txt', { showValues: false });
    expect(shown).not.toMatch(/Maria|Delgado|\d/);
    expect(shown).toMatch(/^\[.*\.txt$/);
  });

  it.each([
    'ward/b.md',
    'a.txt',
    'notes/01-cardiology-discharge.txt',
    'exports/batch-0001/part-000.jsonl',
    'README.md',
  ])('leaves %s as it is', (path) => {
    expect(displayName(path, { showValues: false })).toBe(path);
  });

  it('cannot drive a terminal, with values or without', () => {
    for (const showValues of [true, false])
      expect(displayName('a\u001b[2J\n\u202e.txt', { showValues })).toBe('a\\x1b[2J\\x0a\\u202e.txt');
  });
});
