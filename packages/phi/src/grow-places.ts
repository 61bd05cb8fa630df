import type { Span } from '@sallyport/core';
import {
  ADDRESS,
  CODE_BEHIND,
  FRENCH_BEFORE,
  KIND_BEFORE,
  KIND_BEHIND,
  LEGAL_FORM,
  NUMBER_BEFORE,
  NUMBER_BEHIND,
  NUMBER_LAST,
  REGION_AND_CODE,
  STREET_END,
  TOWN_BEHIND,
  UNIT_BEFORE,
  UNIT_BEHIND,
} from './grammar/address.ts';
import { isNotName } from './grammar/not-names.ts';

const MOST_BEHIND = 3;
const LONGEST_BEFORE = 40;
const STREET = /\d/;

/**
 * Places with what goes with them: the unit before or behind an address, the number of a street, what kind of place it is (`Wheaton lab`,
 * `Co. Galway`). One walk over the spans, which must be sorted and disjoint, and stay so.
 */
export function growPlaces(text: string, spans: readonly Span[]): readonly Span[] {
  if (!spans.some(({ type }) => type === 'LOCATION' || type === 'NAME')) return spans;
  const grown: Span[] = [];
  let addressEnd = Number.NaN;
  for (const [index, span] of spans.entries()) {
    const floor = grown.at(-1)?.end ?? 0;
    if (span.end <= floor) continue;
    if (span.start < floor || !isPlace(text, span, floor)) {
      grown.push(span);
      continue;
    }
    const start = startOf(text, span, floor);
    const others = { spans, next: index + 1 };
    const behindAddress = /^[\s,]{1,3}$/.test(text.slice(addressEnd, start));
    let end = endOf(text, { start, end: span.end }, others);
    if (behindAddress || ADDRESS.test(text.slice(start, end))) {
      end = addressEndOf(text, { start, end }, others);
      addressEnd = end;
    }
    grown.push(start === span.start && end === span.end ? span : { ...span, start, end, type: 'LOCATION' });
  }
  return grown;
}

/** A name is that of a place behind `County of` or `Clínica`, and where it ends as streets do behind a number. */
function isPlace(text: string, span: Span, floor: number): boolean {
  if (span.type !== 'NAME') return span.type === 'LOCATION';
  const before = text.slice(Math.max(floor, span.start - LONGEST_BEFORE), span.start);
  return KIND_BEFORE.test(before) || (NUMBER_BEFORE.test(before) && STREET_END.test(text.slice(span.start, span.end)));
}

interface Stretch {
  readonly start: number;
  readonly end: number;
}

interface Others {
  readonly spans: readonly Span[];
  readonly next: number;
}

function startOf(text: string, { start, end }: Stretch, floor: number): number {
  const before = text.slice(Math.max(floor, start - LONGEST_BEFORE), start);
  const value = text.slice(start, end);
  const kind = (KIND_BEFORE.exec(before) ?? UNIT_BEFORE.exec(before) ?? FRENCH_BEFORE.exec(before))?.[0];
  if (kind !== undefined) return start - kind.length;
  const number = STREET_END.test(value) && !STREET.test(value.charAt(0)) ? NUMBER_BEFORE.exec(before)?.[0] : undefined;
  return start - (number?.length ?? 0);
}

/** Where a place ends with all that goes with it. It may take whole spans in, and cuts none. */
function endOf(text: string, { start, end }: Stretch, others: Others): number {
  let last = end;
  for (let count = 0; count < MOST_BEHIND; count++) {
    const number = NUMBER_LAST.test(text.slice(start, last)) ? [NUMBER_BEHIND] : [];
    const further = behind(text, last, [UNIT_BEHIND, KIND_BEHIND, LEGAL_FORM, REGION_AND_CODE, ...number]);
    if (further === last || cutsSpan(others, further)) break;
    last = further;
  }
  return last;
}

/** Where a full address ends: with its town and postal code. Nobody's name is taken for the town. */
function addressEndOf(text: string, { end }: Stretch, others: Others): number {
  const first = townEndOf(text, end, others);
  const townEnd = first === end ? end : townEndOf(text, first, others);
  const code = behind(text, townEnd, [REGION_AND_CODE, CODE_BEHIND]);
  return cutsSpan(others, code) ? townEnd : code;
}

function townEndOf(text: string, end: number, others: Others): number {
  const town = behind(text, end, [TOWN_BEHIND]);
  return town === end || isNoTown(text.slice(end, town)) || meetsOther(others, town) ? end : town;
}

function isNoTown(value: string): boolean {
  const [first = ''] = value.match(/\p{L}[\p{L}'-]+/u) ?? [];
  return isNotName(first) && !/^(?:north|south|east|west|new|lake)$/i.test(first);
}

function behind(text: string, end: number, patterns: readonly RegExp[]): number {
  for (const pattern of patterns) {
    pattern.lastIndex = end;
    const match = pattern.exec(text);
    if (match !== null) return end + match[0].length;
  }
  return end;
}

function cutsSpan({ spans, next }: Others, end: number): boolean {
  for (let index = next; (spans[index]?.start ?? end) < end; index++) if ((spans[index]?.end ?? end) > end) return true;
  return false;
}

function meetsOther({ spans, next }: Others, end: number): boolean {
  for (let index = next; (spans[index]?.start ?? end) < end; index++) {
    const span = spans[index];
    if (span !== undefined && (span.type !== 'LOCATION' || span.end > end)) return true;
  }
  return false;
}
