import { matchPattern, type PatternRule } from '../grammar/pattern.ts';
import type { Recognizer } from '../recognizer.ts';

const RULE: PatternRule = {
  pattern: /(?<![\w:-])[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}(?![\w:-])/gi,
  type: 'DEVICE',
  score: 0.96,
};

/** MAC addresses, IEEE 802, with colons or hyphens. */
export const mac: Recognizer = Object.freeze({
  name: 'mac',
  entities: ['DEVICE'] as const,
  find: (text: string) => matchPattern(text, RULE),
});
