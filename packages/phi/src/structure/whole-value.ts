import type { Span } from '@sallyport/core';
import { isCompactDate, isYear } from '../grammar/calendar.ts';
import { personAt } from '../grammar/person.ts';
import { findPlaceholders } from '../seal.ts';
import type { Meaning } from './label-meanings.ts';

const SHAPED: ReadonlySet<string> = new Set(['DATE', 'PHONE', 'FAX', 'EMAIL', 'IP']);
const SURE = 0.98;
const NOTHING =
  /^(?:unknown|unk|none|nil|null|na|n\/a|n\.a\.|not (?:on file|applicable|available|known|recorded|provided)|true|false|yes|no|y|n|self|same|other|undefined|nan|tbd|patient|deceased|refused|declined|pending)$/i;
const TITLE =
  /^(?:(?:dr|drs|mr|mrs|ms|mx|prof|sr|sra|rev|hon|miss|professor|doctor|nurse|señor|señora|madame|herr|frau)\b\.?[ ]{1,3}){1,3}(?=.)/iu;
const CREDENTIALS =
  /,?[ ]{1,2}(?:m\.?d|d\.?o|ph\.?d|r\.?n|n\.?p|p\.?a(?:-c)?|dds|dpm|lcsw|crna|esq|mph|pharm\.?d|aprn|arnp|fnp(?:-c|-bc)?|lpn|dnp|facs|facp|bsn|msn|mba|pt|ot|psyd|cnm)\.?$/i;
const ISO =
  /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:[T ]\d{2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?(?: ?(?:Z|[+-]\d{2}:?\d{2}))?)?)?$/;
/** Digits alone are a date with their time as HL7 writes it; eight of them may be anything. */
const STAMP =
  /^(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?:[01]\d|2[0-3])(?:[0-5]\d){1,2}(?:\.\d{1,4})?(?:[+-]\d{4})?$/;
const LOCAL = /^\d{1,2}([/.-])\d{1,2}\1(\d{2}|\d{4})(?:,?[ ]\d{1,2}:\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?)?$/i;
const LONGEST_DATE = 40;
const LONGEST_NAME = 60;

/** Whether a value as a whole is written as a date with at least its month: ISO 8601 or in the local fashion. */
export function isDateShaped(value: string): boolean {
  return value.length <= LONGEST_DATE && (ISO.test(value) || LOCAL.test(value) || STAMP.test(value));
}

/** Whether a value as a whole is written as a person's name is, in capitals or not. */
export function isNameShaped(value: string): boolean {
  if (value.length > LONGEST_NAME) return false;
  if (value.includes('[')) return isReplacedName(value);
  if (/\d/.test(value)) return false;
  const { start, end } = nameIn(value);
  const person = personAt(value, start, { comma: true, lowerCase: true });
  return person?.end === end && (person.words > 1 || start > 0 || /^\p{Lu}/u.test(value));
}

/** A title before what is replaced already. */
function isReplacedName(value: string): boolean {
  const placeholders = findPlaceholders(value);
  const { start, end } = nameIn(value);
  return placeholders.length > 0 && wholeValueSpans(value.slice(start, end), { type: 'NAME' }).length === 0;
}

/** Whether a value can be what its label says: an absent value, a code word or a bare year cannot. */
export function canBe(value: string, { type, subtype }: Meaning): boolean {
  const trimmed = value.trim();
  if (!/[\p{L}\p{N}]/u.test(trimmed) || NOTHING.test(trimmed) || trimmed.includes('***')) return false;
  // Of what is replaced in part, the rest has no form to go by.
  if (findPlaceholders(trimmed).length > 0) return !SHAPED.has(type);
  if (type === 'DATE') return isDate(trimmed, subtype === 'birth');
  if (type === 'PHONE' || type === 'FAX') return /\d/.test(trimmed);
  if (type === 'EMAIL') return /@|%40| at /i.test(trimmed);
  if (type === 'IP') return /[.:]/.test(trimmed);
  return true;
}

/** The spans of a value that is an identifier as a whole: without title and credentials, around what is replaced already. */
export function wholeValueSpans(text: string, { type, subtype }: Meaning): readonly Span[] {
  const { start, end } = type === 'NAME' ? nameIn(text) : { start: 0, end: text.length };
  const spans: Span[] = [];
  const mark = (from: number, to: number): void => {
    const value = text.slice(from, to);
    if (!/[\p{L}\p{N}]/u.test(value)) return;
    const first = from + value.length - value.trimStart().length;
    const span = { start: first, end: from + value.trimEnd().length, type, score: SURE };
    spans.push(subtype === undefined ? span : { ...span, subtype });
  };
  let from = start;
  for (const placeholder of findPlaceholders(text)) {
    if (placeholder.start > from) mark(from, Math.min(placeholder.start, end));
    from = Math.max(from, placeholder.end);
  }
  if (from < end) mark(from, end);
  return spans;
}

function isDate(value: string, birth: boolean): boolean {
  const digits = value.replace(/\D/g, '');
  if (digits === '' || /^\d{4}$/.test(value)) return false;
  if (isDateShaped(value) || (birth && digits.length >= 4)) return true;
  if (/^\d+$/.test(value)) return isCompactStamp(value);
  return digits.length <= 21 && /\d[ /.,-]|[a-z]{3}/i.test(value) && value.length <= LONGEST_DATE;
}

/** `19610417`, `041761`, `201503021530`, `20150302153059`: a date, perhaps with its time. */
function isCompactStamp(digits: string): boolean {
  if (digits.length === 6 || digits.length === 8) return isCompactDate(digits);
  return (
    (digits.length === 12 || digits.length === 14) && isYear(digits.slice(0, 4)) && isCompactDate(digits.slice(0, 8))
  );
}

function nameIn(value: string): { readonly start: number; readonly end: number } {
  const start = TITLE.exec(value)?.[0].length ?? 0;
  let end = value.length;
  for (let count = 0; count < 3; count++) {
    const tail = CREDENTIALS.exec(value.slice(start, end));
    if (tail === null || tail.index === 0) break;
    end = start + tail.index;
  }
  return { start, end };
}
