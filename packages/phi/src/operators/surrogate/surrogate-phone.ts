import type { Draw } from '../../keyed/draw.ts';
import type { OperatorContext } from '../operator-context.ts';
import { anyCode, surrogateCode } from './surrogate-code.ts';

/** Some area codes of large cities: 555-0100 to 555-0199 of each are kept for fiction (ATIS-0300115). */
const AREAS: readonly string[] =
  '202 206 212 213 303 305 312 313 404 412 415 503 504 602 612 617 619 702 713 816'.split(' ');
const EXTENSION = /[ ,]{0,2}(?:x|ext\.?|extension)[ .:]{0,2}\d{1,6}$/i;
const NATIONAL_LENGTH = 10;

/**
 * Another telephone number in the same format. North American ones lie in 555-0100 to 555-0199, British ones in 020 7946 0000 to
 * 0999, which are kept for fiction; numbers of other countries keep their country's code, and begin with 00 behind it, as
 * none does. An extension, and a number of up to six digits, becomes any other.
 */
export function surrogatePhone(value: string, context: OperatorContext): string {
  const extension = EXTENSION.exec(value)?.[0] ?? '';
  const number = value.slice(0, value.length - extension.length);
  const international = number.trimStart().startsWith('+');
  const other = surrogateCode(number, context, (digits, draw) => fictional(digits, international, draw));
  return other + extensionOf(extension, context);
}

function fictional(digits: string, international: boolean, draw: Draw): string {
  if (!/^\d+$/.test(digits)) return anyCode(digits, draw);
  if (international && !digits.startsWith('1')) return abroad(digits, draw);
  if (digits.length < 7) return anyCode(digits, draw);
  const line = `55501${draw.digits(2)}`;
  if (digits.length === 7) return line;
  const area = draw.pick(AREAS) ?? '202';
  if (digits.length === NATIONAL_LENGTH) return area + line;
  if (digits.length === NATIONAL_LENGTH + 1 && digits.startsWith('1')) return `1${area}${line}`;
  if (digits.length === NATIONAL_LENGTH + 1 && digits.startsWith('0')) return `02079460${draw.digits(3)}`;
  return `00${draw.digits(digits.length - 2)}`;
}

// E.164: a country's code is of one, two or three digits, and two tell it well enough.
function abroad(digits: string, draw: Draw): string {
  if (/^44\d{10}$/.test(digits)) return `442079460${draw.digits(3)}`;
  return digits.slice(0, 2) + `00${draw.digits(Math.max(0, digits.length - 4))}`.slice(0, digits.length - 2);
}

function extensionOf(extension: string, context: OperatorContext): string {
  return extension.replace(/\d{1,6}/, (digits) => surrogateCode(digits, context));
}
