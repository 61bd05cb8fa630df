import type { Span } from '@sallyport/core';
import { isCapitalized } from '../grammar/characters.ts';
import { labelList, labelSet } from '../grammar/label.ts';
import { gapStart, matchesAtWords } from '../grammar/matches.ts';
import { isNotName } from '../grammar/not-names.ts';
import type { LabelRule } from '../grammar/pattern.ts';
import { COMMA_CAPITAL, DIGITS_5 } from '../grammar/signs.ts';
import { PLAIN_STATE_CODES, STATE_CODES, STATE_NAMES, STATE_WORDS } from '../grammar/states.ts';
import type { Survey } from '../grammar/survey.ts';
import { wordBefore } from '../grammar/words.ts';
import type { Recognizer } from '../recognizer.ts';
import { type FindRule, makeRecognizer } from '../rule.ts';

const STATE_AND_ZIP = new RegExp(
  `(?<=(?<gap>,? {1,2}))(?:(?:${STATE_CODES})\\.?|${STATE_NAMES}),? {1,3}\\d{5}(?!\\d)`,
  'y',
);
const STATE = new RegExp(`(?<=(?<gap>, ))(?:(?:${PLAIN_STATE_CODES})(?![\\w-])|(?:${STATE_NAMES})(?!\\w))`, 'y');
const PLACE_NAME = String.raw`(?:St\. |Ft\. |Mt\. )?\p{Lu}[\p{L}'-]{1,24}(?: \p{Lu}[\p{L}'-]{1,24}){0,2}`;
const base = { type: 'LOCATION', subtype: 'city' } as const;

const RULES: readonly (FindRule | LabelRule)[] = [
  { needs: [STATE_WORDS, DIGITS_5], find: (survey) => findBefore(survey, STATE_AND_ZIP) },
  { needs: [STATE_WORDS, COMMA_CAPITAL], find: (survey) => findBefore(survey, STATE) },
  {
    ...base,
    labels: labelSet(
      labelList(`
    live, lives, living, lived, reside, resides, residing, resident, moved, born, raised, grew up, flew, traveled,
    travelled, relocated, works, traveling, travelling, visiting
  `),
    ),
    pattern: new RegExp(
      String.raw`(?<lead>(?: \w{1,10})? (?:in|from|to|near|outside|of) )(?<value>${PLACE_NAME})`,
      'uy',
    ),
    score: 0.75,
    accept: isPlaceName,
  },
  {
    ...base,
    labels: labelSet(
      labelList(`
    nato, nata, nacido, nacida, nascido, nascida, née, residente, domiciliado, domiciliada, originario, originaria,
    originaire, oriundo, oriunda, vive, viven, habite, demeurant, woont, woonachtig, wohnhaft
  `),
    ),
    pattern: new RegExp(`(?<lead> (?:a|à|en|em|in|de|te) )(?<value>${PLACE_NAME})`, 'uy'),
    score: 0.75,
    accept: isPlaceName,
  },
  {
    ...base,
    needs: [COMMA_CAPITAL, STATE_WORDS],
    labels: labelSet(['from', 'in', 'of', 'to', 'near', 'at']),
    pattern: new RegExp(String.raw`(?<lead> )(?<value>${PLACE_NAME})(?=, (?:${STATE_CODES})(?![\w-]))`, 'uy'),
    score: 0.75,
    accept: isPlaceName,
  },
  {
    ...base,
    labels: labelSet(['city', 'town', 'municipality', 'birth place', 'place of birth']),
    pattern:
      /(?<lead>["'\\]{0,4} {0,3}[:=>[] {0,3}["'\\]{0,4})(?<value>\p{L}[\p{L}'.-]{1,24}(?: \p{L}[\p{L}'.-]{0,24}){0,3})/uy,
    score: 0.8,
  },
];

/** Cities: before a state, behind words of living and travelling, and behind their label. */
export const city: Recognizer = makeRecognizer({ name: 'city', entities: ['LOCATION'], rules: RULES });

function findBefore(survey: Survey, state: RegExp): readonly Span[] {
  const spans: Span[] = [];
  for (const match of matchesAtWords(survey, STATE_WORDS, state)) {
    const end = gapStart(match);
    const start = cityStart(survey.text, end);
    if (start < end && !(state === STATE && isAbbreviation(survey.text, start, end)))
      spans.push({ start, end, ...base, score: 0.84 });
  }
  return spans;
}

/** `Sepsis, CRRT, VT`: capitals in a line that has others, and no ZIP code. */
function isAbbreviation(text: string, start: number, end: number): boolean {
  return /^\p{Lu}{2,4}$/u.test(text.slice(start, end)) && /\p{Ll}/u.test(text.slice(Math.max(0, start - 24), start));
}

function cityStart(text: string, end: number): number {
  let start = end;
  for (let count = 0; count < 3; count++) {
    const at = count === 0 ? end : start - 1;
    if (count > 0 && text.charAt(at) !== ' ') break;
    const dotted = text.charAt(at - 1) === '.' && /^(?:St|Ft|Mt)\.$/.test(text.slice(at - 3, at));
    const word = wordBefore(text, dotted ? at - 1 : at);
    if (word === undefined || !isCapitalized(word.text) || !isPlaceName(word.text)) break;
    start = word.start;
  }
  return start;
}

const NO_PLACE = /^(?:north|south|east|west|new|lake|falls|center|city)$/i;

function isPlaceName(value: string): boolean {
  const first = value.split(' ')[0] ?? '';
  return NO_PLACE.test(first) || !isNotName(first);
}
