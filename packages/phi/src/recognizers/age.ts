import { ageEnd, isOpenGroup } from '../grammar/age-unit.ts';
import type { PatternRule, Place } from '../grammar/pattern.ts';
import { DIGITS_OVER_89 } from '../grammar/signs.ts';
import { wordList, wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';
import { AGES_SAID } from './age-said.ts';

const NUMBER = String.raw`(?:9\d|1[0-2]\d)`;
const UNITS = 'one|two|three|four|five|six|seven|eight|nine';
const IN_WORDS = `(?:ninety(?:[- ](?:${UNITS}))?|(?:a |one )?hundred(?:[- ](?:and )?(?:${UNITS}))?)`;
const YEAR_WORDS = wordSet(
  wordList('y yo yof yold yr yrof yrold yrs yrsof yrsold year yearof yearold years yearsof yearsold'),
);
const YEARS_OLD = String.raw`[- ]?(?:(?:years?|yrs?|y)\.?[- ]?(?:old|of age)\b|y[/.]?o\b|-year\b|year-old\b)`;

const RULES: readonly PatternRule[] = [
  {
    needs: [DIGITS_OVER_89, YEAR_WORDS],
    pattern: new RegExp(`(?<![\\w.,/-])${NUMBER}(?=${YEARS_OLD})`, 'gi'),
    accept: isOfOne,
    type: 'AGE_OVER_89',
    score: 0.95,
  },
  {
    needs: [DIGITS_OVER_89, wordSet(wordList('age aged turned turning turns edad idade leeftijd alter et ge eta'))],
    accept: isOfOne,
    pattern: new RegExp(
      `(?<=(?<![a-zà-ÿ])(?:aged?|at age|age of|age is|age was|aged about|turned|turning|turns|edad|idade|leeftijd|âge|età|eta|alter(?=[ ]{0,2}[:=]))["'\\\\]{0,4}[ ]{0,2}(?:[:=>|]|\\.{3,80})?[ ]{0,2}["']?)${NUMBER}(?![\\w%/]|[.,]\\d|[ ]?(?:months|days|weeks))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.93,
  },
  {
    needs: [DIGITS_OVER_89, wordSet(['at', 'to', 'be'])],
    pattern: new RegExp(
      `(?<=(?:died at|lived to(?: be)?|passed away at|deceased at|death at) )${NUMBER}(?![\\w%/]|[.,]\\d|[ ]?(?:months|days|weeks))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  {
    needs: [DIGITS_OVER_89, wordSet(['m', 'f'], { capital: true })],
    pattern: new RegExp(
      `(?<![\\w.,/-])${NUMBER}(?=[ ]?[MF](?:,| (?:with|who|w/|presents|presented|admitted|c/o|s/p|here|from|hx|h/o|brought|found|was|is)))`,
      'g',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  ...AGES_SAID,
  {
    needs: [wordSet(['ninety', 'hundred'])],
    pattern: new RegExp(`(?<![a-z])${IN_WORDS}[- ](?:years?|yrs?)[- ]old\\b`, 'gi'),
    type: 'AGE_OVER_89',
    score: 0.93,
  },
  {
    needs: [wordSet(wordList('nineties earlynineties midnineties latenineties'))],
    pattern: /(?<=(?:his|her|their) )(?:(?:early|mid|late)[- ]?)?nineties(?![A-Za-z])/gi,
    type: 'AGE_OVER_89',
    score: 0.8,
  },
  {
    needs: [DIGITS_OVER_89, wordSet(['s'])],
    // Only where `early`, `mid`, `late` or 90 can begin is it worth looking back.
    pattern: /(?=[eml9])(?<=(?:his|her|their) )(?:(?:early|mid|late)[- ]?)?90'?s(?![A-Za-z])/gi,
    type: 'AGE_OVER_89',
    score: 0.8,
  },
];

/** Ages over 89, 45 CFR 164.514(b)(2)(i)(C): the number, with the unit behind it. `generalize` keeps the unit. */
export const age: Recognizer = makeRecognizer({
  name: 'age',
  entities: ['AGE_OVER_89'],
  rules: RULES,
  refine: (text, span) => ({ ...span, end: ageEnd(text, span.end) }),
});

function isOfOne(_: string, { text, start }: Place): boolean {
  return !isOpenGroup(text, start);
}
