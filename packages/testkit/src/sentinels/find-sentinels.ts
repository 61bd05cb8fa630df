import type { Sentinel } from './make-sentinels.ts';
import { readings } from './readings.ts';

/** What people and programs put between the characters of an identifier. Not the comma: it separates numbers in lists. */
const SEPARATORS = /[\s\p{Pd}\p{Cf}\p{Cc}._/():+\\|*~'’#]/gu;

/**
 * Tells, by name, which sentinels can be read out of `source`: as they are, in other case, without or with other
 * separators, percent-encoded, JSON-escaped, in base64 or base64url at any alignment, in hexadecimal, in UTF-16, gzipped,
 * and in these within each other, three deep.
 */
export function findSentinels(source: Uint8Array | string, sentinels: readonly Sentinel[]): readonly string[] {
  const bytes = typeof source === 'string' ? Buffer.from(source) : source;
  const sought = sentinels.map(({ name, marks }) => ({ name, marks: marks.map(squeeze) }));
  const found = new Set<string>();
  for (const reading of readings(bytes)) {
    const text = squeeze(reading);
    for (const { name, marks } of sought) {
      if (marks.some((mark) => text.includes(mark))) found.add(name);
    }
  }
  return sentinels.map(({ name }) => name).filter((name) => found.has(name));
}

function squeeze(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll(SEPARATORS, '');
}
