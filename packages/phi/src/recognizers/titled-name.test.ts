import { describe, expect, it } from 'vitest';
import { found } from '../testing/found.ts';
import { titledName } from './titled-name.ts';

describe('titled-name', () => {
  it.each([
    ['Dr. Alder', ['Alder']],
    ['Mrs. Ines Calloway was', ['Ines Calloway']],
    ['Mr. X is', ['X']],
    ['Tamsin Alder, MD', ['Tamsin Alder']],
    ['TAMSIN ALDER MD', ['TAMSIN ALDER']],
    ['ALDER, TAMSIN MD', ['ALDER, TAMSIN']],
    ['Bo Alder, PA-C', ['Bo Alder']],
    ['Ines Alder RN', ['Ines Alder']],
    ['MR KNEELAND', ['KNEELAND']],
    ['Ms Hand, Mr Knee', ['Hand', 'Knee']],
    ['Dr. Great, Mrs. Caller', ['Great', 'Caller']],
    ['Okafor, MD 184421', ['Okafor']],
    ['dr. tamsin', ['tamsin']],
    ['Prof. Alder Jr.', ['Alder Jr.']],
  ])('finds in %j %j', (text, values) => {
    expect([...new Set(found(titledName, text))]).toEqual(values);
  });

  it.each([
    'Dr. [NAME]',
    'the doctor',
    'attending MD',
    'Ms of pain',
    'DO NOT',
    'the RN said',
    'Alderwood, OD',
    'MS contin',
    'MR KNEE, DR ANKLE 3V',
    'Licence MD 18844',
  ])('leaves %j alone', (text) => {
    expect(found(titledName, text)).toEqual([]);
  });
});
