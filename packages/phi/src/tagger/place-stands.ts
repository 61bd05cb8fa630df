import { isMeasured } from '../grammar/measured.ts';
import { OPAQUE } from '../seal.ts';
import { isPlain } from './no-name.ts';

/** `drei Monaten`, `2 weeks`: how long, in the languages of notes. */
const DURATION =
  /^(?:\p{L}{2,12}|\d{1,3}) (?:tage?n?|wochen?|monate?n?|jahre?n?|stunden?|minuten?|d[ií]as?|semanas?|mes(?:es)?|años?|horas?|jours?|semaines?|mois|ans|heures?|giorn[oi]|settiman[ae]|mes[ei]|ann[oi]|or[ae]|days?|weeks?|months?|years?|hours?)$/iu;
/** Numbers that forms and registrars write for a postal code that nobody has, and the version of an interchange of X12. */
const NO_CODE = /^(?:0{5}|9{5}|00[45]01)$/;
const BARE_CODE = /^\d{5}$/;
/** What stands before the code of a procedure: a day in a table of services, or what was done. */
const PROCEDURE_BEFORE =
  /(?:\d{1,2}[-/.]\d{1,2}(?:[-/.]\d{2,4})?[ \t|]{1,16}|(?<!\p{L})(?:cpt|hcpcs|codes?|mri|ct|surgery|procedures?|biopsy|graft|repair|visit|exam)(?: \p{L}{1,2}| \d ?T)?[ ,:#(]{1,3})$/iu;
/** A field of a form of claims: `box 24J`. */
const FORM_BOX = /^(?:box(?:es)?|item|field|locator) \d{1,2}[a-j](?: (?:or|and|to))?$/iu;
const NO_CAPITAL = /^[^\p{Lu}\d]*$/u;
/** A word that a writer wrote with a capital though no sentence begins there, or what stands in its place. */
const NAMED = new RegExp(`\\p{Ll}[,;]? (?:\\p{Lu}\\p{Ll}{2}|${OPAQUE})|[.:\\n] {0,2}\\p{Lu}\\p{Ll}+ \\p{Ll}`, 'u');
/** Words that make lower-case words a place, whoever wrote them. */
const PLACE_WORD =
  /(?<!\p{L})(?:street|road|avenue|lane|drive|clinic|clínica|clinique|hospital|school|college|house|home|church|center|centre)(?!\p{L})/iu;
/** `PASRR`, `VVIR`: an abbreviation, where not everything is in capitals. */
const ABBREVIATION = /^\p{Lu}{2,5}$/u;
const AROUND = 80;

/**
 * Whether what a model tagged as a place can be one: no duration, no code of a procedure, no field of a form, no equation, nothing that people say, no abbreviation, and no words in
 * lower case where the writer begins names with capitals.
 */
export function standsAsPlace(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  const value = text.slice(start, end);
  if (value.includes('=') || NO_CODE.test(value) || DURATION.test(value) || FORM_BOX.test(value)) return false;
  if (/^[\d–-]+$/.test(value) && isMeasured(text, end)) return false;
  if (BARE_CODE.test(value) && PROCEDURE_BEFORE.test(text.slice(Math.max(0, start - 32), start))) return false;
  if (isPlain(value)) return false;
  if (ABBREVIATION.test(value) && /\p{Ll}{3}/u.test(around(text, start, end))) return false;
  return !NO_CAPITAL.test(value) || PLACE_WORD.test(value) || !NAMED.test(around(text, start, end));
}

function around(text: string, start: number, end: number): string {
  return `${text.slice(Math.max(0, start - AROUND), start)}\n${text.slice(end, end + AROUND)}`;
}
