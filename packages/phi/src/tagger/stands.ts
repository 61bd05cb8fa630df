import type { Span } from '@sallyport/core';
import { isOpenGroup } from '../grammar/age-unit.ts';
import { isMeasured } from '../grammar/measured.ts';
import { STATE_CODES, STATE_NAMES } from '../grammar/states.ts';
import { isWeekday } from '../grammar/weekday.ts';
import { isNoName, isPlain } from './no-name.ts';

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const BARE_YEAR = /^(?:1[89]|20)\d\d$/;
const CLOCK = /^\d{1,2}(?::\d{2}(?::\d{2})?(?: ?[ap]\.?m\.?)?|\.\d{2} ?[ap]\.?m\.?)$/i;
/** What is left of an identifier behind its mask. */
const MASK_BEFORE = /\*\*[- ]?$/;
/** A state with what parts it from what stands around it. */
const AMONG = new RegExp(`(?:^|,? +)(?:${STATE_CODES}|${STATE_NAMES})\\.?(?:,? +(?=\\d)|$)`, 'g');
const STATE = new RegExp(`^(?:${STATE_CODES}|${STATE_NAMES})\\.?$`);
const MASKED = /\*\*|\bx{3,}|X{3,}|_{3,}/;

/** What classifications and registries of standards call things: ICD-10 codes with their decimals, object identifiers of standards. */
const CODE = /^(?:[A-TV-Z]\d[\dA-Z]\.[\dA-Z]{1,4}|[0-2]\.(?:16\.840|\d{1,3}\.\d{1,4}\.\d)[\d.]*)$/;
/** Standards, protocols and diseases by number. */
const STANDARD =
  /^(?:utf|iso|iec|rfc|sha|tls|ssl|http|icd|dsm|covid|hl7|base|aes|ieee|ansi|astm)[-_ ]?\d{1,5}(?:[-.:]\d{1,4}){0,3}$/i;
/** A day of a month without the month. */
const ORDINAL =
  /^(?:the )?(?:\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)$/i;
/** A word that a day may go on with; what any other names is counted. */
const BEHIND_DAY =
  /^(?:[^ ]|$| (?!\p{Ll})| (?:of|at|in|and|or|to|for|with|when|while|but|so|because|before|after|until|till|then|she|he|they|we|i|it|you|was|were|is|has|had|by|from|the|her|his|a|an|again|around|about|morning|evening|night|via)(?!\p{L}))/u;
/** `the 4th and 5th toes` */
const COUNTED_TOGETHER =
  /^(?:,? and |,? or | to |, )(?:the )?\d{1,2}(?:st|nd|rd|th) (?!with|when|then|because|before|after|until|from|this|next|visit)\p{Ll}{3,}/u;

/** What goes by number: `step 1/9`, `rooms 8-01`, `NYHA 2/4`. */
const COUNTED_BEFORE =
  /(?<!\p{L})(?:steps?|pages?|pg|part|slide|sheet|item|question|stage|class|phase|rings?|rooms?|rm|nyha|apgars?|power|strength)[ :=#.]{1,3}$/iu;
const NUMBERS = /^\d{1,2}(?: ?[-/.–] ?\d{1,2}){1,3}$/;

/** Numbers that count or measure something, as the words beside them say. */
function isNoDate(text: string, { start, end }: { readonly start: number; readonly end: number }): boolean {
  if (!NUMBERS.test(text.slice(start, end))) return false;
  return COUNTED_BEFORE.test(text.slice(Math.max(0, start - 16), start)) || isMeasured(text, end);
}

/** What is counted, and no age. */
const VITAL_BEFORE =
  /(?:pulse|rate|hr|sats?|saturation|spo2|o2|temp(?:erature)?|weight|score|bpm|resp(?:irations)?)[^\n.;,\d]{0,8}$/i;
/** A saturation and the oxygen it was measured with. */
const OXYGEN_BEHIND = /^(?:%| ?percent)? on (?:ra\b|room air|\d{1,2} ?l)/i;
/** A part of the body, a shape of streets. */
const NO_IDENTIFIER = /^(?:the )?cul[- ]de[- ]sac$/i;

/** Levels of the spine: `C5-C6`, `L5/S1`, `T11-L3`. */
const VERTEBRAE = /^[CTLS]\d{1,2}(?:[-/–][CTLS]?\d{1,2})?$/;
/** Two numbers as a day and a month, or a month and a day. */
const TWO_NUMBERS = /^(\d{1,2})[-/.](\d{1,2})$/;
/** The words of departments that every hospital has. */
const DEPARTMENT = new Set(
  'the a an our main general adult pediatric paediatric neonatal pediatrics icu nicu picu ccu pacu ed er or ward wards floor unit units room rooms suite bay department dept lab laboratory clinic center centre operating emergency recovery intensive critical coronary cardiac cardiology catheterization cath post postanesthesia anesthesia anesthesiology postoperative preoperative surgical surgery medical medicine endoscopy radiology imaging oncology infusion dialysis labor delivery maternity nursery burn trauma telemetry step down stepdown care acute inpatient outpatient observation holding area rehab rehabilitation psychiatric psychiatry pathology pharmacy nuclear fluoroscopy angiography of and'.split(
    ' ',
  ),
);

function isDepartment(value: string): boolean {
  const words = value.split(/[^\p{L}]+/u).filter(Boolean);
  return words.length > 0 && words.every((word) => DEPARTMENT.has(word.toLowerCase()));
}

/** `4-0` and `22/44` are no days of any month. */
function isNoDay(value: string): boolean {
  const [, first = 1, second = 1] = (TWO_NUMBERS.exec(value) ?? []).map(Number);
  const [less, more] = [Math.min(first, second), Math.max(first, second)];
  return less < 1 || less > 12 || (more > 31 && first > 12);
}

/** `the 7th nerve`, beside `on the 7th she …`. */
function isCounted(text: string, { value, end }: { readonly value: string; readonly end: number }): boolean {
  const behind = text.slice(end, end + 32);
  return ORDINAL.test(value) && (!BEHIND_DAY.test(behind) || COUNTED_TOGETHER.test(behind));
}

/**
 * Whether what a model tagged can be an identifier at all: not a bare year, a time, a weekday or a state (45 CFR 164.514(b)(2)(i)(B)
 * and (C) let them stand), not an age below 90, not what is masked already, and not without any letter or digit.
 */
export function stands(text: string, { start, end, type }: Span): boolean {
  const value = text.slice(start, end);
  if (!LETTER_OR_DIGIT.test(value) || MASKED.test(value) || MASK_BEFORE.test(text.slice(Math.max(0, start - 3), start)))
    return false;
  if (VERTEBRAE.test(value) || CODE.test(value) || STANDARD.test(value) || NO_IDENTIFIER.test(value)) return false;
  if (type === 'NAME') return !isNoName(text, { start, value });
  if (type === 'LOCATION') return !STATE.test(value) && !isDepartment(value) && !isPlain(value);
  if (type === 'DATE')
    return (
      !BARE_YEAR.test(value) &&
      !CLOCK.test(value) &&
      !isWeekday(value) &&
      !isNoDay(value) &&
      !isNoDate(text, { start, end }) &&
      !isCounted(text, { value, end })
    );
  if (
    type === 'AGE_OVER_89' &&
    (isOpenGroup(text, start) ||
      VITAL_BEFORE.test(text.slice(Math.max(0, start - 24), start)) ||
      OXYGEN_BEHIND.test(text.slice(end, end + 20)))
  )
    return false;
  if (type === 'AGE_OVER_89') return !/\d/.test(value) || /(?<!\d)(?:9\d|1[01]\d|12[0-5])(?!\d)/.test(value);
  return true;
}

/** What is left of a place when a state between town and ZIP code, or behind a town, is let go. */
export function withoutState(text: string, span: Span): readonly Span[] {
  if (span.type !== 'LOCATION') return [span];
  const value = text.slice(span.start, span.end);
  const left: Span[] = [];
  let from = 0;
  for (const match of value.matchAll(AMONG)) {
    if (match.index > from) left.push({ ...span, start: span.start + from, end: span.start + match.index });
    from = match.index + match[0].length;
  }
  if (from < value.length) left.push({ ...span, start: span.start + from });
  return left;
}
