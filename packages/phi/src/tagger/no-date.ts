import { ANALYTES } from '../grammar/analytes.ts';
import { isMonthAndDay } from '../grammar/calendar.ts';
import { isLetGo } from '../grammar/let-go.ts';
import { isMeasured } from '../grammar/measured.ts';
import { isScored } from '../grammar/scored.ts';
import type { Stretch } from '../seal.ts';

const DAY = '(?:\\d{1,2}(?:st|nd|rd|th)|first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth)';
/** Days of a month without the month. */
const ORDINAL = new RegExp(`^(?:the )?${DAY}(?:,? (?:and |or )?${DAY})?$`, 'i');
/** A word that a day may go on with; what any other names is counted. */
const BEHIND_DAY =
  /^(?:[^ ]|$| (?!\p{Ll})| (?:of|at|in|and|or|to|for|with|when|while|but|so|because|before|after|until|till|then|she|he|they|we|i|it|you|was|were|is|has|had|by|from|the|her|his|a|an|again|around|about|morning|evening|night|via)(?!\p{L}))/u;
/** `the 4th and 5th toes`, `the 2nd, 3rd and 4th MCPs` */
const COUNTED_TOGETHER = new RegExp(
  `^(?:,? (?:and|or|to) (?:the )?${DAY}|, (?:the )?\\d{1,2}(?:st|nd|rd|th)){1,3} (?:\\p{Lu}{2,5}s?(?!\\p{L})|(?!with|when|then|because|before|after|until|from|this|next|visit|she|they|was|were|for|but|and)\\p{Ll}{3,})`,
  'u',
);

/** What goes by number: `step 1/9`, `rooms 8-01`, `NYHA 2/4`. */
const COUNTED_BEFORE =
  /(?<!\p{L})(?:steps?|pages?|pg|part|slide|sheet|item|question|stage|class|phase|rings?|rooms?|rm|nyha|apgars?|power|strength)[ :=#.]{1,3}$/iu;
const NUMBERS = /^\d{1,2}(?: ?[-/.–] ?\d{1,2}){1,3}$/;
const THREE_NUMBERS = /^(\d{1,2}) ?[-/.] ?(\d{1,2}) ?[-/.] ?(\d{1,2})$/;
/** Four numbers or more, with one sign between them. */
const MANY = /^\d{1,3} ?([-./]) ?\d{1,3}(?: ?\1 ?\d{1,3}){2,}$/;
/** Two numbers as a day and a month, or a month and a day. */
const TWO_NUMBERS = /^(\d{1,2})[-/.](\d{1,2})$/;

/** `hematocrit of 22.6` */
const DECIMAL = /^\d{1,2}\.\d$/;
const MEASURE_BEFORE = new RegExp(
  `(?<!\\p{L})(?:${ANALYTES}|coefficient|mean|level|ratio|index|trough|peak)(?: (?:of|was|is|at)| came back)? $`,
  'iu',
);
/** Standards in chapters: `NPSG.01.01.01`. */
const CHAPTER = /^\d{1,2}(?:\.\d{1,2}){1,3}\.?$/;
const CHAPTER_BEFORE = /(?<![A-Z.])(?!DOB|DOD|DOS)[A-Z]{3,5}\.$/;
/** An answer to how much somebody weighs. */
const IN_WORDS = /^(?:one|two|three|four) \p{L}{3,9}(?:[- ]\p{L}{3,5})?$/iu;
const WEIGHT_BEFORE = /(?<!\p{L})weigh(?:t|s|ed)?(?!\p{L})[^\n]{0,24}\n?[^\n:]{0,16}: ?$/iu;
/** An article, and what two languages call a day with. */
const NO_WORD_OF_DATES = /^(?:the|el|le|la|am|den|der|on|of|de|du|il|em)$/i;

/** Whether what was taken for a date is none: a duration, what is counted, measured or scored. */
export function isNoDate(text: string, { start, end }: Stretch): boolean {
  const value = text.slice(start, end);
  if (value.length > 64) return false;
  return (
    NO_WORD_OF_DATES.test(value) ||
    isLetGo(value, 'DATE') ||
    isNoDay(value) ||
    isCounted(text, { value, end }) ||
    isNumbered(text, { start, end }) ||
    (IN_WORDS.test(value) && WEIGHT_BEFORE.test(text.slice(Math.max(0, start - 64), start)))
  );
}

/** `4-0` and `22/44` are no days of any month, nor is `27/23/10`, and no date has four parts. */
function isNoDay(value: string): boolean {
  const [, a, b, c] = THREE_NUMBERS.exec(value) ?? [];
  if (a !== undefined)
    return !isMonthAndDay(Number(a), Number(b)) && !(Number(b) <= 12 && isMonthAndDay(Number(b), Number(c)));
  const [, first = 1, second = 1] = (TWO_NUMBERS.exec(value) ?? []).map(Number);
  const [less, more] = [Math.min(first, second), Math.max(first, second)];
  return MANY.test(value) || less < 1 || less > 12 || (more > 31 && first > 12);
}

/** `the 7th nerve`, beside `on the 7th she …`. */
function isCounted(text: string, { value, end }: { readonly value: string; readonly end: number }): boolean {
  if (!ORDINAL.test(value)) return false;
  const behind = text.slice(end, end + 48);
  return !BEHIND_DAY.test(behind) || COUNTED_TOGETHER.test(behind);
}

/** Numbers that count, measure or score something, as the words beside them say. */
function isNumbered(text: string, { start, end }: Stretch): boolean {
  const value = text.slice(start, end);
  const before = text.slice(Math.max(0, start - 56), start);
  if (CHAPTER.test(value) && CHAPTER_BEFORE.test(before)) return true;
  if (!NUMBERS.test(value)) return false;
  if (DECIMAL.test(value) && MEASURE_BEFORE.test(before)) return true;
  return COUNTED_BEFORE.test(before) || isMeasured(text, end) || isScored(value, before);
}
