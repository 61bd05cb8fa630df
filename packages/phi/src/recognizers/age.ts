import { matchPatterns, type PatternRule } from '../grammar/pattern.ts';
import type { Recognizer } from '../recognizer.ts';

const OVER_89 = String.raw`(?:9\d|1[0-2]\d)`;
const UNITS = 'one|two|three|four|five|six|seven|eight|nine';
const IN_WORDS = `(?:ninety(?:[- ](?:${UNITS}))?|(?:a |one )?hundred(?:[- ](?:and )?(?:${UNITS}))?)`;
const YEARS_OLD = String.raw`[- ]?(?:(?:years?|yrs?|y)\.?[- ]?(?:old|of age)\b|y[/.]?o\b|-year\b|year-old\b)`;

const RULES: readonly PatternRule[] = [
  { pattern: new RegExp(`(?<![\\w.,/-])${OVER_89}(?=${YEARS_OLD})`, 'gi'), type: 'AGE_OVER_89', score: 0.95 },
  {
    pattern: new RegExp(
      `(?<=(?<![a-z])(?:aged?|at age|age of|aged about|turned|turning)["'\\\\]{0,4}[ ]{0,2}[:=>]?[ ]{0,2}["']?)${OVER_89}(?![\\w%/]|[.,]\\d|[ ]?(?:months|days|weeks))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.93,
  },
  {
    pattern: new RegExp(
      `(?<=(?:died at|lived to(?: be)?|passed away at|deceased at|death at) )${OVER_89}(?![\\w%/]|[.,]\\d|[ ]?(?:months|days|weeks))`,
      'gi',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  {
    pattern: new RegExp(
      `(?<![\\w.,/-])${OVER_89}(?=[ ]?[MF](?:,| (?:with|who|w/|presents|presented|admitted|c/o|s/p|here|from|hx|h/o|brought|found|was|is)))`,
      'g',
    ),
    type: 'AGE_OVER_89',
    score: 0.85,
  },
  { pattern: new RegExp(`(?<![a-z])${IN_WORDS}[- ](?:years?|yrs?)[- ]old\\b`, 'gi'), type: 'AGE_OVER_89', score: 0.93 },
  {
    pattern: /(?<=(?:his|her|their) )(?:(?:early|mid|late)[- ]?)?(?:nineties|90'?s)(?![A-Za-z])/gi,
    type: 'AGE_OVER_89',
    score: 0.8,
  },
];

/** Ages over 89, 45 CFR 164.514(b)(2)(i)(C). Only the number is the span, so that `-year-old` stays readable. */
export const age: Recognizer = Object.freeze({
  name: 'age',
  entities: ['AGE_OVER_89'] as const,
  find: (text: string) => matchPatterns(text, RULES),
});
