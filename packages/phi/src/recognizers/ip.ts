import { isNumbering } from '../grammar/numbering.ts';
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

/** IP addresses, version 4 and 6. Versions, sections and enzymes are no addresses, nor are masks of networks and what every machine calls itself. */
export const ip: Recognizer = makeRecognizer({ name: 'ip', entities: ['IP'], rules: RULES });

const ADDRESS_BEFORE =
  /(?<![a-z])(?:ip|ipv4|addr|address|host|server|client|src|dst|source|from|peer|login)["']?[ :=@]{1,3}["']?$/i;
const NOBODYS = /^(?:0\.0\.0\.0|127\.|255\.255\.)/;

function isIpv4(value: string, { text, start, end }: Place): boolean {
  if (NOBODYS.test(value) || isNumbering(text, start, end)) return false;
  const texts = value.split('.');
  const parts = texts.map(Number);
  if (parts.some((part) => part > 255) || texts.some((part) => /^0\d/.test(part))) return false;
  return !isSmall(parts) || ADDRESS_BEFORE.test(text.slice(Math.max(0, start - 12), start));
}

/** Sections and enzymes have small numbers; of addresses one in thousands has, apart from those of networks of one's own. */
function isSmall(parts: readonly number[]): boolean {
  return parts[0] !== 10 && (parts.every((part) => part < 32) || parts.slice(0, 3).every((part) => part < 10));
}

// RFC 4291 §2.2: eight groups, or fewer around one "::". Under three groups it is more likely code or a ratio.
function isIpv6(value: string): boolean {
  const halves = value.split('::');
  const groups = value.split(/[:.]/).filter((group) => group !== '').length;
  if (halves.length > 2 || !/[a-f]|::/i.test(value)) return groups === 8 && halves.length === 1;
  return halves.length === 2 ? groups >= 3 && groups <= 8 : groups === 8;
}
