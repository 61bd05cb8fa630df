import type { Span } from '@sallyport/core';
import { STRICT_CONNECTOR } from '../grammar/connector.ts';
import { findLabels, indexLabels } from '../grammar/label.ts';
import { matchesAtWords } from '../grammar/matches.ts';
import { type Person, personAt } from '../grammar/person.ts';
import { speakerBefore, speakersOf } from '../grammar/speakers.ts';
import type { Survey } from '../grammar/survey.ts';
import { isTalk } from '../grammar/talk.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';
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
  read: notSpoken,
};
// In a line of cells, `Pt` is also the time of a measurement.
const AS_LEADING_ROLE: Reading = {
  joint: new RegExp(AS_ROLE.joint.source.replace('|\\t|', '|'), 'iy'),
  read: notSpoken,
};
const AS_PHRASE: Reading = { joint: new RegExp(`[ ]{1,2}${TITLE}`, 'y'), read: personAt };
const AS_LEAD: Reading = { joint: /[ ](?=\p{Lu}\p{Ll})/uy, read: fullName };

const LABELS = indexLabels<readonly Reading[]>([
  { labels: NAME_FIELDS, means: [AS_FIELD, AS_HEADING] },
  { labels: NAME_LEADS, means: [AS_LEADING_ROLE, AS_LEAD] },
  { labels: NAME_ROLES, means: [AS_ROLE] },
  { labels: NAME_PHRASES, means: [AS_ROLE, AS_PHRASE] },
]);
const PATIENT = wordSet(['pt']);
const LOWER_CASE_PATIENT = /\bpt (?=\p{Ll})/uy;

/** Names behind a label, a role or a phrase: `Patient: …`, `Attending: …`, `dictated by …`, `Dear …`, `"patientName":"…"`. */
export const labelledName: Recognizer = makeRecognizer({
  name: 'labelled-name',
  entities: ['NAME'],
  rules: [
    { needs: [LABELS.words], find: findLabelled },
    { needs: [PATIENT], find: findLowerCasePatients },
  ],
});

function findLabelled(survey: Survey): readonly Span[] {
  let speakers: ReadonlySet<string> | undefined;
  return findLabels(survey, LABELS).flatMap(({ end, means }) => {
    const person = readFirst(survey.text, end, means);
    if (person === undefined || isTalk(firstWord(survey.text, person))) return [];
    if (endsLikeSpeech(survey.text, person)) {
      speakers ??= speakersOf(survey);
      if (speakers.has(speakerBefore(survey.text, end) ?? '')) return [];
    }
    return [nameSpan(person, 0.9)];
  });
}

function firstWord(text: string, { start, end }: Person): string {
  return /^[^ ,]+/.exec(text.slice(start, end))?.[0] ?? '';
}

/** `PATIENT: Velvet. Daisy. Chapel.`: where the patient speaks again and again, what is said is no name because of who says it. */
function endsLikeSpeech(text: string, { words, end }: Person): boolean {
  return words <= 2 && /[.,!?\u2026]/.test(text.charAt(end));
}

function readFirst(text: string, at: number, readings: readonly Reading[]): Person | undefined {
  for (const { joint, read } of readings) {
    joint.lastIndex = at;
    const person = joint.test(text) ? read(text, joint.lastIndex) : undefined;
    if (person !== undefined) return person;
  }
  return undefined;
}

// "Nurse: Was that …", "DR: Okay... ": what the role says, not who it is.
function notSpoken(text: string, at: number): Person | undefined {
  const person = listed(text, at);
  if (person === undefined || person.words > 1) return person;
  return /^(?: \p{Ll}|'\p{Ll}{2}|\.\.|[?!])/u.test(text.slice(person.end, person.end + 3)) ? undefined : person;
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
function findLowerCasePatients(survey: Survey): readonly Span[] {
  const { text } = survey;
  const spans: Span[] = [];
  for (const match of matchesAtWords(survey, PATIENT, LOWER_CASE_PATIENT)) {
    const person = personAt(text, match.index + 3, { lowerCase: true });
    const after = person && text.slice(person.end, person.end + 8);
    if (person && /^(?: called|, ?(?:dob|\d|mrn|ssn|cell|ph)\b)/.test(after ?? '')) spans.push(nameSpan(person, 0.8));
  }
  return spans;
}

function nameSpan({ start, end }: Person, score: number): Span {
  return { start, end, type: 'NAME', score };
}
