import { passesIbanCheck } from '../checks/iban-check.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { CAPITAL_DIGIT } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULE: PatternRule = {
  needs: [CAPITAL_DIGIT],
  pattern: /(?<![A-Za-z0-9])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?![A-Za-z0-9])/g,
  type: 'ACCOUNT',
  score: 0.96,
  accept: isIban,
};

/** International bank account numbers that pass the mod 97 check, ISO 13616-1. */
export const iban: Recognizer = makeRecognizer({
  name: 'iban',
  entities: ['ACCOUNT'],
  rules: [RULE],
});

function isIban(value: string): boolean {
  return passesIbanCheck(value.replaceAll(' ', ''));
}
