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
const VALUES = '0123456789.ABCDEFGH..JKLMN.P.R..STUVWXYZ';
const WEIGHTS = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];

/** Vehicle identification numbers that pass their check digit, 49 CFR 565.15. */
export const vin: Recognizer = makeRecognizer({
  name: 'vin',
  entities: ['VEHICLE'],
  rules: [RULE],
});

function isVin(value: string): boolean {
  const sum = WEIGHTS.reduce((total, weight, at) => total + weight * (VALUES.indexOf(value.charAt(at)) % 10), 0);
  return value.charAt(8) === '0123456789X'.charAt(sum % 11) && /[A-Z]/.test(value);
}
