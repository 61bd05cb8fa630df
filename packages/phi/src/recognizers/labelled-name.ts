import type { Span } from '@sallyport/core';
import { STRICT_CONNECTOR } from '../grammar/connector.ts';
import { findLabels, indexLabels } from '../grammar/label.ts';
import { allMatches } from '../grammar/pattern.ts';
import { type Person, personAt } from '../grammar/person.ts';
import type { Recognizer } from '../recognizer.ts';
import { NAME_FIELDS, NAME_LEADS, NAME_PHRASES, NAME_ROLES } from './name-labels.ts';

/** How a name is read behind one kind of label: the sticky joint, then the name. */
interface Reading {
  readonly joint: RegExp;
  readonly read: (text: string, at: number) => Person | undefined;
}

const TITLE = String.raw`(?:(?:Drs?|DR|Mr|MR|Mrs|MRS|Ms|MS|Miss|Prof|Professor|Doctor|Nurse)\b\.?[ ]{1,2})?`;
const listed = (text: string, at: number): Person | undefined => personAt(text, at, { comma: true });

const AS_FIELD: Reading = {
  joint: new RegExp(STRICT_CONNECTOR + TITLE, 'y'),
  read: (text, at) => listed(text, at) ?? lowerCaseName(text, at),
};
const AS_HEADING: Reading = { joint: /(?<=^[ \t]{0,8}(?:(?:patient|pt)[ ])?name)[ ]{1,3}/imy, read: listed };
const AS_ROLE: Reading = {
  joint: new RegExp(String.raw`(?:[ ]?\(s\))?(?:[ ]by)?${STRICT_CONNECTOR}${TITLE}`, 'iy'),
  read: listed,
};
const AS_PHRASE: Reading = { joint: new RegExp(`[ ]{1,2}${TITLE}`, 'y'), read: personAt };
const AS_LEAD: Reading = { joint: /[ ](?=\p{Lu}\p{Ll})/uy, read: fullName };

const LABELS = indexLabels<readonly Reading[]>([
  { labels: NAME_FIELDS, means: [AS_FIELD, AS_HEADING] },
  { labels: NAME_LEADS, means: [AS_ROLE, AS_LEAD] },
  { labels: NAME_ROLES, means: [AS_ROLE] },
  { labels: NAME_PHRASES, means: [AS_ROLE, AS_PHRASE] },
]);
const LOWER_CASE_PATIENT = /\bpt (?=\p{Ll})/gu;

/** Names behind a label, a role or a phrase: `Patient: …`, `Attending: …`, `dictated by …`, `Dear …`, `"patientName":"…"`. */
export const labelledName: Recognizer = Object.freeze({
  name: 'labelled-name',
  entities: ['NAME'] as const,
  find: (text: string) => [...findLabelled(text), ...findLowerCasePatients(text)],
});

function findLabelled(text: string): readonly Span[] {
  return findLabels(text, LABELS).flatMap(({ end, means }) => {
    const person = readFirst(text, end, means);
    return person === undefined ? [] : [nameSpan(person, 0.9)];
  });
}

function readFirst(text: string, at: number, readings: readonly Reading[]): Person | undefined {
  for (const { joint, read } of readings) {
    joint.lastIndex = at;
    const person = joint.test(text) ? read(text, joint.lastIndex) : undefined;
    if (person !== undefined) return person;
  }
  return undefined;
}

function lowerCaseName(text: string, at: number): Person | undefined {
  const person = personAt(text, at, { lowerCase: true, comma: true });
  return person !== undefined && /^(?:$|[\n|,;"'\\<)]| {2})/.test(text.slice(person.end, person.end + 2))
    ? person
    : undefined;
}

function fullName(text: string, at: number): Person | undefined {
  const person = personAt(text, at);
  return person !== undefined && person.words >= 2 ? person : undefined;
}

// "pt ines calloway called", "pt ines calloway, dob …"
function findLowerCasePatients(text: string): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, LOWER_CASE_PATIENT)) {
    const person = personAt(text, match.index + 3, { lowerCase: true });
    const after = person && text.slice(person.end, person.end + 8);
    if (person && /^(?: called|, ?(?:dob|\d|mrn|ssn|cell|ph)\b)/.test(after ?? '')) spans.push(nameSpan(person, 0.8));
  }
  return spans;
}

function nameSpan({ start, end }: Person, score: number): Span {
  return { start, end, type: 'NAME', score };
}
