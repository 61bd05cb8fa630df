import type { Span } from '@sallyport/core';
import { findLabels, labelList, labelSet } from '../grammar/label.ts';
import { allMatches } from '../grammar/pattern.ts';
import { type Person, personAt, personBefore } from '../grammar/person.ts';
import type { Recognizer } from '../recognizer.ts';

const IS_A =
  /(?: is an? (?:(?:very |quite |most )?(?:pleasant|delightful|lovely|charming|nice)\b|(?:\d{1,3}|\[?\uFFFC)[- ]?(?:year|yr|y\/?o|month|week))|, (?:an? )?(?:\d{1,3}|\uFFFC)(?: ?[MF]\b|[- ]?(?:year|yr|y\/?o)))/g;
const DOES =
  / (?:denies|denied|reports|complains|complained|states that|presents|presented|endorses|tolerated|called|was (?:seen|informed|admitted|evaluated|referred|discharged|born|diagnosed)|is here|returns|came|lives|agrees|understands|verbalized)\b/g;
const ONLY_PEOPLE = /^ (?:denies|denied|endorses|complain)/;
const OWNS =
  /'s (?:wife|husband|son|daughter|mother|father|family|chart|brother|sister|spouse|partner|parents|labs|appointment|caregiver|medications|room)\b/g;
const KIN = labelSet(
  labelList(`
    son, daughter, wife, husband, mother, father, mom, dad, brother, sister, spouse, partner, fiance, fiancee,
    niece, nephew, aunt, uncle, cousin, grandson, granddaughter, grandmother, grandfather, friend, roommate,
    caregiver, interpreter, neighbor, neighbour, guardian, stepson, stepdaughter, ex-wife, ex-husband, girlfriend,
    boyfriend, co-worker, coworker, son-in-law, daughter-in-law
  `),
);
const IN_BRACKETS = / \((?:DOB|MRN|SSN|DOD|ID|aged?\b|born\b|\d{1,3} ?(?:y|[MF]\b))/gi;
const CLOSING = labelSet(
  labelList('sincerely, regards, best regards, kind regards, respectfully, yours truly, cordially, thank you, thanks'),
);
const CLOSING_END = /[,.!]?[ \t]{0,4}\n{1,4}[ \t]{0,8}/y;
const SIGN_OFF = /(?<=\n[ \t]{0,4}--? ?)\p{Lu}{2,3}(?=\s{0,20}$)/gu;
const INITIALS =
  /(?<=\b(?:[Pp]t|[Pp]atient|PT|PATIENT) (?:initials|INITIALS):? )\p{Lu}\.?\p{Lu}\.?(?:\p{Lu}\.?)?(?![\p{L}])/gu;

/** Names that the words around them give away: `… is a pleasant patient`, `… denies`, `…'s wife`, `her son …`, `Sincerely, …`, initials under a note. */
export const describedName: Recognizer = Object.freeze({
  name: 'described-name',
  entities: ['NAME'] as const,
  find: findDescribed,
});

function findDescribed(text: string): readonly Span[] {
  return [
    ...before(text, IS_A, (person, at) => person.words > 1 || text.charAt(at) === ' '),
    ...before(text, DOES, (person, at) => person.words > 1 || ONLY_PEOPLE.test(text.slice(at, at + 12))),
    ...before(text, IN_BRACKETS, (person) => person.words > 1),
    ...before(text, OWNS, () => true),
    ...findLabels(text, KIN).flatMap(({ end }) =>
      text.charAt(end) === ' ' ? spanOf(personAt(text, end + 1), 0.8) : [],
    ),
    ...findLabels(text, CLOSING).flatMap(({ end }) => spanOf(signedAt(text, end), 0.85)),
    ...[...allMatches(text, SIGN_OFF), ...allMatches(text, INITIALS)].map(
      (match): Span => ({ start: match.index, end: match.index + match[0].length, type: 'NAME', score: 0.7 }),
    ),
  ];
}

function signedAt(text: string, end: number): Person | undefined {
  CLOSING_END.lastIndex = end;
  return CLOSING_END.test(text) ? personAt(text, CLOSING_END.lastIndex) : undefined;
}

function before(text: string, pattern: RegExp, accept: (person: Person, at: number) => boolean): readonly Span[] {
  const spans: Span[] = [];
  for (const match of allMatches(text, pattern)) {
    const person = personBefore(text, match.index);
    if (person !== undefined && accept(person, match.index)) spans.push(...spanOf(person, 0.75));
  }
  return spans;
}

function spanOf(person: Person | undefined, score: number): readonly Span[] {
  return person === undefined ? [] : [{ start: person.start, end: person.end, type: 'NAME', score }];
}
