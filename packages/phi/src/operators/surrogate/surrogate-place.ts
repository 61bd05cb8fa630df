import { ordinalSuffix } from '../../dates/ordinal-suffix.ts';
import { inCaseOf } from '../../grammar/letter-case.ts';
import { STATE_CODES, STATE_NAMES } from '../../grammar/states.ts';
import type { OperatorContext } from '../operator-context.ts';
import { otherOf } from './other-of.ts';
import { KIND_WORDS, PLACE_WORDS } from './place-words.ts';
import { surrogateCode } from './surrogate-code.ts';

const US_ZIP = /^\d{5}(?:-?\d{4})?$/;
const POSTCODE = /^(?=.{4,10}$)[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{1,2}\d?$/i;
/** State and ZIP code at the end of an address. */
const TAIL = new RegExp(`(?:, ?|\\s)(?:${STATE_CODES}|${STATE_NAMES})\\.?(?:,? {1,3}\\d{5}(?:-?\\d{4})?)?$`);
const PIECE = /\p{L}[\p{L}\p{M}]*(?:['’]\p{L}[\p{L}\p{M}]*)*|\p{N}[\p{L}\p{N}]*/gu;
const ORDINAL = /^(\d{1,3})(st|nd|rd|th)$/i;
/** First three digits between the ranges of two states, which the Postal Service has given to no place. */
const UNUSED_PREFIXES: readonly string[] =
  '269 428 429 529 578 579 589 659 695 696 697 715 817 818 848 867 868 899'.split(' ');
const TAIL_LENGTH = 48;

/**
 * Another place of the same kind and form: words that tell the kind (`Lane`, `Apt`, `Medical Center`) and a state at the end stay,
 * other words and numbers change, each to the same wherever it stands. ZIP codes begin with three digits that are in no use.
 */
export function surrogatePlace(value: string, context: OperatorContext): string {
  if (US_ZIP.test(value)) return otherZip(value, context);
  if (POSTCODE.test(value)) return surrogateCode(value, context);
  const tail = TAIL.exec(value.slice(-TAIL_LENGTH))?.[0] ?? '';
  const zip = /\d{5}(?:-?\d{4})?$/.exec(tail)?.[0] ?? '';
  const head = value.slice(0, value.length - tail.length);
  const kept = tail.slice(0, tail.length - zip.length);
  return otherWords(head, context) + kept + (zip === '' ? '' : otherZip(zip, context));
}

function otherWords(text: string, context: OperatorContext): string {
  // A place of kind words alone would stay what it is.
  const kindStays = /\d/.test(text) || [...text.matchAll(PIECE)].some(([piece]) => !isKind(piece));
  return text.replace(PIECE, (piece) => {
    if (/^\p{N}/u.test(piece)) return otherNumber(piece, context);
    if (kindStays && isKind(piece)) return piece;
    const lower = piece.normalize('NFC').toLowerCase();
    return inCaseOf(piece, otherOf(PLACE_WORDS, lower, context.draw('place', lower)));
  });
}

function isKind(piece: string): boolean {
  return KIND_WORDS.has(piece.toLowerCase());
}

function otherNumber(piece: string, context: OperatorContext): string {
  const [, digits, suffix = ''] = ORDINAL.exec(piece) ?? [];
  if (digits === undefined) return surrogateCode(piece, context);
  const other = surrogateCode(digits, context);
  return other + ordinalSuffix(Number(other) % 100, suffix);
}

function otherZip(zip: string, context: OperatorContext): string {
  return surrogateCode(
    zip,
    context,
    (compact, draw) => (draw.pick(UNUSED_PREFIXES) ?? '269') + draw.digits(compact.length - 3),
  );
}
