import { FORMAL_RECOGNIZERS, scan } from '@sallyport/phi';
import type { Check } from '../report/result.ts';
import { readExampleNotes } from './example-notes.ts';
import { listedFound } from './listed-found.ts';

/** A text of every kind that both a form and a label tell; the check demands each to be found, with these very ends. */
const DEMANDED = [
  { value: 'Ines Calloway', before: 'Patient: ' },
  { value: '04/17/1961', before: ', DOB ' },
  { value: '4471208', before: ', MRN: ' },
  { value: '321-54-9876', before: ', SSN ' },
  { value: '(216) 555-0148', before: '. Call ' },
  { value: 'ines.calloway@mail.example', before: ' or ' },
] as const;

/** The least share of the identifiers listed with `examples/notes` that a full scan has to find, each as a whole. */
const LEAST_FOUND = 0.9;

/** Whether what is timed detects: a check text, and the identifiers that are listed with `examples/notes`. */
export async function checkDetection(): Promise<readonly Check[]> {
  const notes = await readExampleNotes();
  const full = listedFound(notes, (text) => scan(text));
  const formal = listedFound(notes, (text) => scan(text, { recognizers: FORMAL_RECOGNIZERS }));
  return [
    checkText(),
    {
      claim: `the full scan finds ${full.found} of the ${full.listed} identifiers listed with examples/notes as a whole`,
      holds: full.found >= full.listed * LEAST_FOUND,
    },
    { claim: `its tagger is on: without it, ${formal.found}`, holds: formal.found < full.found },
  ];
}

function checkText(): Check {
  const text = DEMANDED.map(({ before, value }) => before + value).join('');
  const found = scan(text).map(({ start, end }) => text.slice(start, end));
  const wanted = DEMANDED.map(({ value }) => value);
  return {
    claim: `the full scan finds in a check text these ${wanted.length} identifiers and nothing else`,
    holds: JSON.stringify(found) === JSON.stringify(wanted),
  };
}
