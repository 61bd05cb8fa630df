import { VIN_CHECK_AT, vinCheckDigit } from '../checks/vin-check.ts';
import type { PatternRule } from '../grammar/pattern.ts';
import { CODE_17 } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULE: PatternRule = {
  needs: [CODE_17],
  pattern: /(?<![A-Za-z0-9])[A-HJ-NPR-Z0-9]{17}(?![A-Za-z0-9])/g,
  type: 'VEHICLE',
  score: 0.93,
  accept: isVin,
};

/** Vehicle identification numbers that pass their check digit, 49 CFR 565.15. */
export const vin: Recognizer = makeRecognizer({
  name: 'vin',
  entities: ['VEHICLE'],
  rules: [RULE],
});

function isVin(value: string): boolean {
  return value.charAt(VIN_CHECK_AT) === vinCheckDigit(value) && /[A-Z]/.test(value);
}
