import type { PatternRule, Place } from '../grammar/pattern.ts';
import { COLONS, DIGITS_IN_THREE } from '../grammar/signs.ts';
import type { Recognizer } from '../recognizer.ts';
import { makeRecognizer } from '../rule.ts';

const RULES: readonly PatternRule[] = [
  {
    needs: [DIGITS_IN_THREE],
    pattern: /(?<![\w.])\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?!\w|\.\d)/g,
    type: 'IP',
    score: 0.9,
    accept: isIpv4,
  },
  {
    needs: [COLONS],
    pattern: /(?<![\w:.])[0-9a-f]{0,4}:[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}(?![\w:])/gi,
    type: 'IP',
    score: 0.9,
    accept: isIpv6,
  },
];

/** IP addresses, version 4 and 6. Four single digits with dots are a section number and not an address. */
export const ip: Recognizer = makeRecognizer({ name: 'ip', entities: ['IP'], rules: RULES });

// A version has four numbers too.
const VERSION_BEFORE = /(?:version|ver|v|release|rel|build|driver|firmware|fw|sw|software|app)\.? ?[:=]? ?$/i;

function isIpv4(value: string, { text, start }: Place): boolean {
  if (VERSION_BEFORE.test(text.slice(Math.max(0, start - 12), start))) return false;
  const parts = value.split('.').map(Number);
  return parts.every((part) => part <= 255) && parts.some((part) => part > 9);
}

// RFC 4291 §2.2: eight groups, or fewer around one "::". Under three groups it is more likely code or a ratio.
function isIpv6(value: string): boolean {
  const halves = value.split('::');
  const groups = value.split(/[:.]/).filter((group) => group !== '').length;
  if (halves.length > 2 || !/[a-f]|::/i.test(value)) return groups === 8 && halves.length === 1;
  return halves.length === 2 ? groups >= 3 && groups <= 8 : groups === 8;
}
