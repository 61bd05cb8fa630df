import type { PatternRule } from '../grammar/pattern.ts';
import { SIX_GROUPS } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULE: PatternRule = {
  needs: [SIX_GROUPS],
  pattern: /(?<![\w:-])[0-9a-f]{2}([:-])[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}\1[0-9a-f]{2}(?![\w:-])/gi,
  type: 'DEVICE',
  score: 0.96,
};

/** MAC addresses, IEEE 802, with colons or hyphens. */
export const mac: Recognizer = makeRecognizer({
  name: 'mac',
  entities: ['DEVICE'],
  rules: [RULE],
});
