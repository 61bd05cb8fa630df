import { matchPatterns, type PatternRule } from '../grammar/pattern.ts';
import type { Recognizer } from '../recognizer.ts';

const LABEL = String.raw`(?<![A-Za-z])(?:ssn|s\.s\.n\.?|ss ?#|ss no\.?|social security(?:[ ](?:number|no\.?|num|#))?|soc(?:ial)? sec(?:urity)?)`;
const GAP = String.raw`["'\\]{0,4}[ \t]{0,3}(?:number\b|no\b\.?|#)?[ \t]{0,3}(?::|=|is\b|>|-)?[ \t]{0,3}["'\\(]{0,4}`;

// Area numbers 000, 666 and 9xx were never issued, but test data use them and a mistyped number is still one.
const RULES: readonly PatternRule[] = [
  { pattern: /(?<![\w.-])\d{3}([- .])\d{2}\1\d{4}(?![\w-]|\.\d)/g, type: 'SSN', score: 0.85 },
  { pattern: /(?<![\w.-])\d{3}-\n?\d{2}-\n?\d{4}(?![\w-])/g, type: 'SSN', score: 0.85 },
  {
    pattern: new RegExp(`(?<lead>${LABEL}${GAP})(?<value>\\d{3}[- .]{0,3}\\d{2}[- .]{0,3}\\d{4})(?!\\d)`, 'gi'),
    type: 'SSN',
    score: 0.97,
  },
  {
    pattern: new RegExp(
      `(?<lead>${LABEL}[ ,(]{0,3}(?:last (?:four|4)|ending(?: in)?|l4)(?: digits?)?(?: of)?${GAP})(?<value>\\d{4})(?!\\d)`,
      'gi',
    ),
    type: 'SSN',
    score: 0.95,
  },
];

/** Social security numbers: dashed, dotted or spaced anywhere, bare digits or the last four behind their label. */
export const ssn: Recognizer = Object.freeze({
  name: 'ssn',
  entities: ['SSN'] as const,
  find: (text: string) => matchPatterns(text, RULES),
});
