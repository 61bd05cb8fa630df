import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { compactOf, surrogateCode } from './surrogate-code.ts';
import { unissued } from './surrogate-ssn.ts';

/** C, A, AN, N, A, AN, N, A, A, N, N of the format: 1 to 9, a letter, either, a digit. */
const MBI = /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;
const MBI_LETTERS = 'ACDEFGHJKMNPQRTUVWXY';

/**
 * Another number of a health plan in the same format. Medicare beneficiary identifiers stay well formed (CMS, Understanding the MBI:
 * no S, L, O, I, B, Z); what begins with nine digits, as the claim numbers before them do, begins with an SSN nobody has.
 */
export function surrogateHealthPlan(value: string, context: OperatorContext): string {
  return surrogateCode(value, context, MBI.test(compactOf(value)) ? otherMbi : unissued);
}

function otherMbi(compact: string, draw: Draw): string {
  return [...compact]
    .map((char, at) => {
      if (at === 0) return draw.character('123456789');
      return /\d/.test(char) ? draw.digits(1) : draw.character(MBI_LETTERS);
    })
    .join('');
}
