import { passesLuhn } from '../checks/luhn.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { DIGITS_13 } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULE: PatternRule = {
  needs: [DIGITS_13],
  pattern: /(?<![\w.-])[3-6](?:[ -]?\d){12,18}(?![\w-]|\.\d)/g,
  type: 'ACCOUNT',
  score: 0.94,
  accept: isCard,
};

/** Payment card numbers: 13 to 19 digits that pass the Luhn check, ISO/IEC 7812-1. */
export const card: Recognizer = makeRecognizer({
  name: 'card',
  entities: ['ACCOUNT'],
  rules: [RULE],
});

function isCard(value: string): boolean {
  const digits = value.replace(/\D/g, '');
  return passesLuhn(digits) && !/^(\d)\1+$/.test(digits);
}
