import type { Span } from '@sallyport/core';
import { findLabels, labelList, labelSet } from '../grammar/label.ts';
import { allMatches, gapStart, matchesAtWords } from '../grammar/matches.ts';
import { isNotName } from '../grammar/not-names.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { type Person, personAt, personBefore } from '../grammar/person.ts';
import { COMMA_DIGIT, DIGITS_4, HYPHEN, LINE_END, SLASH_APART, SPACE_BRACKET } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { type FindRule, makeRecognizer } from '../rule.ts';
import { ENTRY_INITIALS } from './entry-initials.ts';
import { PHRASES_BEHIND_NAMES, type PhraseBehindName } from './phrases-behind-names.ts';

const OF_AGE = /, (?:\d{1,3}|\uFFFC)(?: ?[MF]\b|[- ]?(?:year|yr|y\/?o))/g;
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
const SIGN_OFF: PatternRule = {
  needs: [LINE_END, HYPHEN],
  at: 'lines',
  pattern: /(?<lead>(?<=\n)[ \t]{0,4}--? ?)(?<value>\p{Lu}{2,3})(?=\s{0,20}$)/uy,
  type: 'NAME',
  score: 0.7,
};
const INITIALS: PatternRule = {
  needs: [wordSet(['initials'])],
  pattern:
    /(?<=\b(?:[Pp]t|[Pp]atient|PT|PATIENT) (?:initials|INITIALS):? )\p{Lu}\.?\p{Lu}\.?(?:\p{Lu}\.?)?(?![\p{L}])/gu,
  type: 'NAME',
  score: 0.7,
};

/** `ID KX552091 / MB / 02-04-1966`: who a slip is about, between its number and its date. */
const BETWEEN_SLASHES: PatternRule = {
  needs: [SLASH_APART, DIGITS_4],
  pattern: /(?<=\d{4} \/ )\p{Lu}{2,3}(?= \/ )/gu,
  type: 'NAME',
  score: 0.7,
};

/** `JT, 37M`: somebody of whom only the initials are said. */
const INITIALS_BEFORE = /(?<![\p{L}\p{N}.-])(?!RM|PT|ED|ER|OR|CT|MR|US)\p{Lu}{2}$/u;
const OF_AGE_AND_SEX = /, \d{1,3} ?(?:y\/?o ?|yrs? ?)?[MF](?![A-Za-z0-9])/g;

const TO_ALL = /^(?:everyone|everybody|team|folks|guys|again)$/i;

/** `Thanks, Fen"`: at the end of what is quoted, or of all. */
const SIGNED_AT_END: PatternRule = {
  at: wordSet(['thanks', 'regards', 'sincerely', 'cheers']),
  pattern:
    /(?<lead>(?:[Tt]hanks|[Rr]egards|[Ss]incerely|[Cc]heers), )(?<value>\p{Lu}\p{Ll}{1,15})(?=["”']?\s{0,8}(?:\n|$))/uy,
  type: 'NAME',
  score: 0.7,
  accept: (value) => !isNotName(value) && !TO_ALL.test(value),
};

const RULES: readonly (FindRule | PatternRule)[] = [
  ...PHRASES_BEHIND_NAMES.map(
    (phrase): FindRule => ({ needs: [phrase.at], find: (survey) => findBefore(survey, phrase) }),
  ),
  { needs: [COMMA_DIGIT], find: ({ text }) => fullNamesBefore(text, OF_AGE) },
  { needs: [SPACE_BRACKET], find: ({ text }) => fullNamesBefore(text, IN_BRACKETS) },
  { needs: [KIN.words], find: findKin },
  { needs: [CLOSING.words, LINE_END], find: findSigned },
  SIGN_OFF,
  INITIALS,
  BETWEEN_SLASHES,
  ENTRY_INITIALS,
  { needs: [COMMA_DIGIT], find: ({ text }) => initialsBefore(text) },
  SIGNED_AT_END,
];

/** Names that the words around them give away: `… is a pleasant patient`, `… denies`, `…'s wife`, `her son …`, `Sincerely, …`, initials under a note. */
export const describedName: Recognizer = makeRecognizer({ name: 'described-name', entities: ['NAME'], rules: RULES });

function initialsBefore(text: string): readonly Span[] {
  return allMatches(text, OF_AGE_AND_SEX)
    .filter(({ index }) => INITIALS_BEFORE.test(text.slice(Math.max(0, index - 3), index)))
    .map(({ index }) => ({ start: index - 2, end: index, type: 'NAME', score: 0.7 }));
}

function findKin(survey: Survey): readonly Span[] {
  const { text } = survey;
  return findLabels(survey, KIN).flatMap(({ end }) =>
    text.charAt(end) === ' ' ? spanOf(personAt(text, end + 1), 0.8) : [],
  );
}

function findSigned(survey: Survey): readonly Span[] {
  return findLabels(survey, CLOSING).flatMap(({ end }) => spanOf(signedAt(survey.text, end), 0.85));
}

function signedAt(text: string, end: number): Person | undefined {
  CLOSING_END.lastIndex = end;
  return CLOSING_END.test(text) ? personAt(text, CLOSING_END.lastIndex) : undefined;
}

function findBefore(survey: Survey, { at, pattern, sure = false }: PhraseBehindName): readonly Span[] {
  return matchesAtWords(survey, at, pattern).flatMap((match) => {
    const person = personBefore(survey.text, gapStart(match));
    return sure || isFullName(person) ? spanOf(person, 0.75) : [];
  });
}

function fullNamesBefore(text: string, pattern: RegExp): readonly Span[] {
  return allMatches(text, pattern).flatMap(({ index }) => {
    const person = personBefore(text, index);
    return isFullName(person) ? spanOf(person, 0.75) : [];
  });
}

function isFullName(person: Person | undefined): boolean {
  return person !== undefined && person.words > 1;
}

function spanOf(person: Person | undefined, score: number): readonly Span[] {
  return person === undefined ? [] : [{ start: person.start, end: person.end, type: 'NAME', score }];
}
