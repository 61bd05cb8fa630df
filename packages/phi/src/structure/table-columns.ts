import { isCode } from './json-senses.ts';
import type { Meaning } from './label-meanings.ts';
import type { Sense } from './leaf.ts';
import { readLabel } from './meaning.ts';
import { valueSense } from './value-sense.ts';
import { isNameShaped } from './whole-value.ts';

/** A column: how a value under its header is read. */
export type TableColumn = (value: string) => Sense | undefined;

const NAME: Meaning = { type: 'NAME' };
const NAMES = /^(?:names?|first|last|middle|mi|family|surname|person|patient)$/i;
const PERSONAL = /^(?:NAME|MRN|SSN|PHONE|FAX|EMAIL|HEALTH_PLAN)$/;
const LONGEST_HEADER = 48;
const MOST_WORDS = 5;

/**
 * Reads a row of headers. `undefined` where the cells are none: a header is a few words without a sentence's marks, and some
 * must say what identifiers stand under them.
 */
export function readHeader(headers: readonly string[]): readonly TableColumn[] | undefined {
  const named = headers.filter((header) => header !== '');
  if (named.length < 2 || !named.every(isHeader)) return undefined;
  const telling = named.filter((header) => isTelling(header));
  if (telling.length === 0 || (telling.length === 1 && named.length < 3)) return undefined;
  const persons = telling.some(isOfPersons);
  return headers.map((header) => columnOf(header, persons));
}

function isHeader(header: string): boolean {
  if (header.length > LONGEST_HEADER || !/^[\p{L}#*_(]/u.test(header)) return false;
  return !/[!?;:]|\.\s|\d{3}/.test(header) && header.split(/[\s_]+/).length <= MOST_WORDS;
}

function isTelling(header: string): boolean {
  const { meaning, person } = readLabel(header);
  return meaning !== undefined || person || NAMES.test(header);
}

/** Whether a column says that the rows are persons, so that `name` is theirs. */
function isOfPersons(header: string): boolean {
  const { meaning, person } = readLabel(header);
  if (person || /^(?:last|surname|family|gender|sex)$/i.test(header)) return true;
  return meaning !== undefined && (PERSONAL.test(meaning.type) || meaning.subtype === 'birth');
}

function columnOf(header: string, persons: boolean): TableColumn {
  const { meaning, person } = readLabel(header);
  const name = persons && NAMES.test(header);
  const code = meaning === undefined && isCode(header);
  return (value) => {
    const role = person && isNameShaped(value) ? NAME : undefined;
    return valueSense(value, { label: header, meaning: meaning ?? (name ? NAME : role), number: false, code });
  };
}
