import type { PatternRule } from '../grammar/pattern.ts';
import { DIGIT } from '../grammar/signs.ts';
import { wordSet } from '../grammar/word-set.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULES: readonly PatternRule[] = [
  {
    needs: [DIGIT, wordSet(['sk', 'pk', 'rk'])],
    pattern: /(?<![A-Za-z0-9_])(?:sk|pk|rk)[_-](?:(?:test|live|proj|ant)[_-])?[A-Za-z0-9_-]{12,200}(?![A-Za-z0-9_-])/g,
    type: 'OTHER_ID',
    score: 0.9,
    accept: (value) => /\d/.test(value) && /[a-z]/i.test(value.slice(3)),
  },
  {
    needs: [DIGIT],
    pattern:
      /(?<![A-Za-z0-9_])(?:gh[pousr]_[A-Za-z0-9]{20,80}|github_pat_\w{20,120}|AKIA[A-Z0-9]{16}|xox[abp]-[A-Za-z0-9-]{10,120}|AIza[A-Za-z0-9_-]{30,60})(?![A-Za-z0-9_-])/g,
    type: 'OTHER_ID',
    score: 0.95,
  },
  {
    needs: [DIGIT],
    pattern:
      /(?<![A-Za-z0-9_-])(?:[13][1-9A-HJ-NP-Za-km-z]{25,34}|bc1[02-9ac-hj-np-z]{11,71}|0x[0-9a-fA-F]{40})(?![A-Za-z0-9_-])/g,
    type: 'ACCOUNT',
    score: 0.9,
    accept: (value) =>
      /^(?:bc1|0x)/.test(value) || (/[a-z]/.test(value) && /[A-Z]/.test(value) && /\d.*\d/.test(value)),
  },
];

/** Keys of services (Stripe, OpenAI, GitHub, AWS, Slack, Google), and addresses of Bitcoin (Base58, BIP 173) and Ethereum. */
export const accessKey: Recognizer = makeRecognizer({
  name: 'access-key',
  entities: ['OTHER_ID', 'ACCOUNT'],
  rules: RULES,
});
