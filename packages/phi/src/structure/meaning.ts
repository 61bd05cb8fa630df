import { fieldLabel } from '../field.ts';
import { MEANINGS, type Meaning, PERSON_ROLES } from './label-meanings.ts';

/** A label, read: what it says of its value, and whether it names a person by their role. */
export interface LabelReading {
  readonly meaning?: Meaning;
  readonly person: boolean;
}

const NOTHING: LabelReading = Object.freeze({ person: false });
const NAME: Meaning = Object.freeze({ type: 'NAME' });
const FACILITY: Meaning = Object.freeze({ type: 'LOCATION', subtype: 'facility' });
const PLACES: ReadonlySet<string> = new Set(
  'hospital clinic facility practice employer organization organisation school location'.split(' '),
);
const MOST_WORDS = 5;
const MOST_REMEMBERED = 4096;
const remembered = new Map<string, LabelReading>();

/**
 * Reads a key, column or element name by its longest telling end: `homePhoneNumber`, `PATIENT_DOB`, `address2`. What is only
 * a part of something else (`phoneType`, `drugName`) says nothing. The labels seen are remembered, up to a bound.
 */
export function readLabel(label: string): LabelReading {
  // What is replaced already says what it was, not what stands beside it.
  if (label.includes('[')) return NOTHING;
  const known = remembered.get(label);
  if (known !== undefined) return known;
  const reading = Object.freeze(readWords(wordsOf(label)));
  if (label.length <= 64 && remembered.size < MOST_REMEMBERED) remembered.set(label, reading);
  return reading;
}

/** A label that is itself a value of the record: it counts where it says something of an identifier, else it is none. */
export function sayingLabel(label: string): string {
  const { meaning, person } = readLabel(label);
  return meaning !== undefined || person ? label : '';
}

/** What a label says of its value. */
export function meaningOf(label: string): Meaning | undefined {
  return readLabel(label).meaning;
}

function wordsOf(label: string): readonly string[] {
  const words = fieldLabel(label)
    .slice(0, -2)
    .split(' ')
    .map((word) => word.replace(/\d/g, ''))
    .filter((word) => word !== '');
  return words.slice(-MOST_WORDS);
}

function readWords(words: readonly string[]): LabelReading {
  const ends = words.map((_, from) => words.slice(from).join(''));
  for (const end of ends) {
    const meaning = MEANINGS.get(end) ?? (end.endsWith('s') ? MEANINGS.get(end.slice(0, -1)) : undefined);
    if (meaning !== undefined) return { meaning, person: isRole(ends) };
  }
  if (words.length > 1 && words.at(-1) === 'name') return namedBy(words.slice(0, -1));
  return { person: isRole(ends) };
}

function namedBy(words: readonly string[]): LabelReading {
  const ends = words.map((_, from) => words.slice(from).join(''));
  if (isRole(ends)) return { meaning: NAME, person: false };
  return PLACES.has(words.at(-1) ?? '') ? { meaning: FACILITY, person: false } : { person: false };
}

function isRole(ends: readonly string[]): boolean {
  return ends.some((end) => PERSON_ROLES.has(end) || (end.endsWith('s') && PERSON_ROLES.has(end.slice(0, -1))));
}
