import { expect, it } from 'vitest';
import { redact } from './redact.ts';

it('redacts a note', () => {
  const note = `Patient: CALLOWAY, INES M   MRN: 4471208
DOB: 04/17/1961   Phone: (617) 555-0188
Ms. Calloway is a 93-year-old woman with Parkinson disease, seen on 6/12 at Alder Creek Medical Center.
Calloway lives in Fairview, TX 75001. BP 120/80.
Dictated by: Tamsin Alder, MD`;
  expect(redact(note).text).toBe(`Patient: [NAME]   MRN: [MRN]
DOB: [DATE]   Phone: [PHONE]
Ms. [NAME] is a [AGE_OVER_89] woman with Parkinson disease, seen on [DATE] at [LOCATION].
[NAME] lives in [LOCATION]. BP 120/80.
Dictated by: [NAME], MD`);
});

it('gives the spans of the original text', () => {
  expect(redact('SSN 321-54-9876').spans).toEqual([{ start: 4, end: 15, type: 'SSN', score: 0.97 }]);
});

it('changes nothing where nothing is found', () => {
  expect(redact('Regular rate and rhythm.')).toEqual({ text: 'Regular rate and rhythm.', spans: [] });
});
