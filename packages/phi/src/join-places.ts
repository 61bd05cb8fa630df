import type { Span } from '@sallyport/core';
import { COUNTRY_NAMES } from './grammar/countries.ts';
import { STATE_CODES, STATE_NAMES } from './grammar/states.ts';

const REGION = `(?:(?:${STATE_CODES}|${STATE_NAMES})(?![\\w-])|(?:${COUNTRY_NAMES})(?!\\w))`;
const UNIT = String.raw`(?:(?:Suite|Ste|Apt|Apartment|Unit|Flat|Floor)\.? {0,2}#? ?[A-Z\d-]{1,6}(?!\w))`;
const APART = String.raw`[\s,.;>?|]{1,12}`;
/** Between a town and its postal code: `, OH `. */
const REGION_BETWEEN = new RegExp(`^[\\s,.]{1,8}${REGION}[\\s,.]{1,8}$`, 'i');
/** Between two lines of an address: a unit. */
const UNIT_BETWEEN = new RegExp(`^${APART}${UNIT}${APART}$`, 'i');
/** Behind an address: its state or country, and a postal code that nobody knew. */
const REGION_BEHIND = new RegExp(
  `[\\s,]{1,8}${REGION}(?:[ ,]{1,3}\\d{4,6}(?![\\w-]))?(?=[\\s,.;?!"')|]|$)(?! {0,2}\\p{Ll})`,
  'iuy',
);
/** Before the street: its number, at the beginning of a line. */
const NUMBER_BEFORE = /(?:^|[\n:>?|]) {0,8}(\d{1,5} )$/;
const LONGEST_GAP = 40;
const STREET = /\d/;
const LINE_START = 16;
const LINE_END = /^[.;) ]{0,2}(?:\n|$)/;

/**
 * Joins the parts of one address: a town with its state and postal code, a street with the unit on the next line, and the state or country at its end.
 * Alone a state is no identifier (45 CFR 164.514(b)(2)(i)(B)); in a full address it goes with it. One walk over the spans, which must be sorted and
 * disjoint, and stay so.
 */
export function joinPlaces(text: string, spans: readonly Span[]): readonly Span[] {
  if (!spans.some(({ type }) => type === 'LOCATION')) return spans;
  const joined: Span[] = [];
  for (const [index, span] of spans.entries()) {
    const last = joined.at(-1);
    if (span.type !== 'LOCATION') joined.push(span);
    else if (last?.type === 'LOCATION' && isOnePlace(text, last, span))
      joined[joined.length - 1] = placeFrom(last, {
        ...span,
        end: endOf(text, span, { last, next: spans[index + 1] }),
      });
    else {
      const start = startOf(text, span, last);
      joined.push(placeFrom({ ...span, start }, { ...span, end: endOf(text, span, { last, next: spans[index + 1] }) }));
    }
  }
  return joined;
}

function placeFrom(first: Span, last: Span): Span {
  if (first.start === last.start && first.end === last.end) return first;
  const { start, type } = first;
  return { start, end: last.end, type, score: Math.max(first.score, last.score) };
}

function isOnePlace(text: string, first: Span, second: Span): boolean {
  if (second.start - first.end > LONGEST_GAP) return false;
  const between = text.slice(first.end, second.start);
  if (UNIT_BETWEEN.test(between)) return true;
  return STREET.test(text.charAt(second.start)) && REGION_BETWEEN.test(between);
}

function startOf(text: string, { start }: Span, last: Span | undefined): number {
  const lead = text.slice(Math.max(0, last?.end ?? 0, start - LINE_START), start);
  return start - (NUMBER_BEFORE.exec(lead)?.[1]?.length ?? 0);
}

interface Neighbours {
  readonly last: Span | undefined;
  readonly next: Span | undefined;
}

/**
 * A state or country is taken only behind what looks like a full address: a street with a number, here or just before, or at the end of a line another
 * place just before.
 */
function endOf(text: string, span: Span, { last, next }: Neighbours): number {
  const { start, end } = span;
  if (next?.type === 'LOCATION' && isOnePlace(text, span, next)) return end;
  const street = STREET.test(text.slice(start, end));
  const before = last?.type === 'LOCATION' && /^[\s,.>?|]{1,8}$/.test(text.slice(last.end, start));
  if (!street && !before) return end;
  REGION_BEHIND.lastIndex = end;
  const match = REGION_BEHIND.exec(text);
  if (match === null) return end;
  const behind = end + match[0].length;
  const full = street || (before && STREET.test(text.slice(last.start, last.end)));
  if (!full && !LINE_END.test(text.slice(behind, behind + 4))) return end;
  return next !== undefined && next.start < behind ? end : behind;
}
