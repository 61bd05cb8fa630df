import type { PatternRule } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const DEGREES = String.raw`\d{1,3}(?:\.\d{1,8})? ?°(?: ?\d{1,2}(?:\.\d{1,4})? ?['′’](?: ?\d{1,2}(?:\.\d{1,4})? ?(?:["″”]|''))?)?`;

const RULE: PatternRule = {
  needs: [DIGIT, wordSet(['n', 's'], { capital: true })],
  pattern: new RegExp(`(?<![\\w.])${DEGREES} ?[NS][,;/ ]{1,3}${DEGREES} ?[EWO](?!\\w)`, 'g'),
  type: 'LOCATION',
  subtype: 'coordinates',
  score: 0.95,
};

/** Geographic coordinates in degrees, ISO 6709 Annex D: where somebody is, to a few metres. */
export const coordinates: Recognizer = makeRecognizer({ name: 'coordinates', entities: ['LOCATION'], rules: [RULE] });
