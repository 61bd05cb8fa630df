import type { Span } from '@sallyport/core';
import { isMonthAndDay, isYear } from '../grammar/calendar.ts';
import { allMatches } from '../grammar/matches.ts';
import { isMeasured } from '../grammar/measured.ts';
import { DIGITS_IN_THREE, DIGITS_SLASHED } from '../grammar/signs.ts';
import type { Survey } from '../grammar/survey.ts';
import type { FindRule } from '../rule.ts';

const WHOLE = /(?<![\w./-])(?:(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})|(\d{4})[/.-](\d{1,2})[/.-]\d{1,2})(?![\w/])/g;
const BARE = /(?<![\w./%+-])(\d{1,2})\/(\d{1,2})(?![\w/%+-]|[.,]\d)/g;
/** What has two numbers of its own: acuities, scores, fractions. */
const OTHER_BEFORE =
  /(?:score|scale|vision|acuity|od|os|ou|va|moca|mmse|slums|gcs|nihss|phq-?9|gad-?7|strength|power|grade|pain|bp|ratio|hpv|peep|fio2|fractions?|fx|cycles?|dose|page|pg|step|item|q|nodes?|cores?)[^\p{L}\d]{0,4}$/iu;
/** Acuities of 20 or 30 parts, somewhere behind the word. */
const SIGHT_BEFORE = /(?:vision|visual|acuity|agudeza|acuité|visus|sehschärfe)[^\n]{0,40}$/i;
const OTHER_BEHIND =
  /^ ?(?:of\b|items?|points?|nodes?|cores?|LNs?\b|lymph|fractions?|fx\b|cycles?|positive|negative|pos\b|neg\b|inch|in\b|mmhg|bottles|tubes|pages|vision|corrected|visits|sessions)/i;

/** `8/13`, in a text that has a whole date in August: no score and no dose has so many parts. */
export const SIBLING_DATE: FindRule = { needs: [DIGITS_SLASHED, DIGITS_IN_THREE], find: findSiblings };

function findSiblings({ text }: Survey): readonly Span[] {
  const months = new Set(allMatches(text, WHOLE).map(monthOf));
  return allMatches(text, BARE)
    .filter(({ 1: first, 2: second }) => months.has(monthOfTwo(Number(first), Number(second))))
    .map(({ index, 0: value }) => ({ start: index, end: index + value.length, type: 'DATE', score: 0.6 }) as const)
    .filter(({ start, end }) => isAlone(text, start, end));
}

function monthOf({ 1: first, 2: second, 3: year, 5: month }: RegExpExecArray): number {
  if (month !== undefined) return Number(month);
  const [a, b] = [Number(first), Number(second)];
  return isYear(year ?? '') && isMonthAndDay(a, b) ? (a > 12 ? b : a) : 0;
}

/** The month of two numbers of which only one can be one; -1 for any others. */
function monthOfTwo(a: number, b: number): number {
  if (a >= 1 && a <= 12 && b > 12 && b <= 31) return a;
  return b >= 1 && b <= 12 && a > 12 && a <= 31 ? b : -1;
}

function isAlone(text: string, start: number, end: number): boolean {
  const behind = text.slice(end, end + 12);
  return (
    !SIGHT_BEFORE.test(text.slice(Math.max(0, start - 48), start)) &&
    !OTHER_BEFORE.test(text.slice(Math.max(0, start - 16), start)) &&
    !OTHER_BEHIND.test(behind) &&
    !isMeasured(text, end)
  );
}
