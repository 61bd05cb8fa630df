import type { Sentinel } from './make-sentinels.ts';
import { readings } from './readings.ts';

/** What people and programs put between the characters of an identifier. Not the comma: it separates numbers in lists. */
const SEPARATOR = "[\\s\\p{Pd}\\p{Cf}\\p{Cc}._/():+\\\\|*~'’#]";
const SEPARATORS = new RegExp(SEPARATOR, 'gu');

/**
 * Tells, by name, which sentinels can be read out of `source`: as they are, in other case, without or with other
 * separators, percent-encoded, JSON-escaped, in base64 or base64url at any alignment, in hexadecimal, in UTF-16, gzipped,
 * and in these within each other, three deep.
 */
export function findSentinels(source: Uint8Array | string, sentinels: readonly Sentinel[]): readonly string[] {
  if (sentinels.length === 0) return [];
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const marks = sentinels.flatMap(({ name, marks: own }) => own.map((mark) => ({ name, mark: squeeze(mark) })));
  const width = Math.min(...marks.map(({ mark }) => mark.length));
  const byStart = new Map<string, typeof marks>();
  for (const one of marks) {
    const start = one.mark.slice(0, width);
    byStart.set(start, [...(byStart.get(start) ?? []), one]);
  }
  const found = new Set<string>();
  for (const reading of readings(bytes)) {
    const plain = reading.normalize('NFKC').toLowerCase();
    const text = plain.replaceAll(SEPARATORS, '');
    // One pass, however many sentinels there are.
    for (let at = 0; at + width <= text.length; at++) {
      for (const { name, mark } of byStart.get(text.slice(at, at + width)) ?? []) {
        if (!found.has(name) && text.startsWith(mark, at) && standsAlone(mark, plain)) found.add(name);
      }
    }
  }
  return sentinels.map(({ name }) => name).filter((name) => found.has(name));
}

/**
 * Digits in the middle of a longer number are no identifier: the coordinates of a vector hold every date there is. What is
 * not digits alone does not turn up by chance.
 */
function standsAlone(mark: string, plain: string): boolean {
  if (!/^\d+$/.test(mark)) return true;
  return new RegExp(`(?<!\\d)${[...mark].join(`${SEPARATOR}{0,4}`)}(?!\\d)`, 'u').test(plain);
}

function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(SEPARATORS, '');
}
