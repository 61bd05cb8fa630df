import { WORD_KEYS, wordKey, wordStarts } from './word-starts.ts';

/** Labels that mean one thing. */
export interface LabelGroup<T> {
  /**
   * Lower case, beginning with a letter. A space stands for up to two spaces, dots, underscores or hyphens, or nothing,
   * so that `member id` also reads `member_id`, `memberId` and `Member-ID`.
   */
  readonly labels: readonly string[];
  readonly means: T;
}

/** A label found in a text. Offsets are UTF-16, `end` exclusive. */
export interface LabelHit<T> {
  readonly start: number;
  readonly end: number;
  readonly means: T;
}

/** Labels prepared for search, by the three letters they begin with. */
export interface LabelIndex<T> {
  readonly buckets: ReadonlyMap<number, Bucket<T>>;
  /** 1 at every key of `buckets`: most words of a text are dismissed by one look here. */
  readonly present: Uint8Array;
}

interface Bucket<T> {
  /** Sticky; one capturing group per label, the longest label first. */
  readonly pattern: RegExp;
  readonly means: readonly T[];
}

const JOINT = '[ ._-]{0,2}';

/** Reads labels written with commas between them. */
export function labelList(text: string): readonly string[] {
  return Object.freeze(
    text
      .trim()
      .split(/\s*,\s*/)
      .map((label) => label.replace(/\s+/g, ' ')),
  );
}

/** Prepares labels for `findLabels`. */
export function indexLabels<T>(groups: readonly LabelGroup<T>[]): LabelIndex<T> {
  const buckets = new Map<number, { label: string; means: T }[]>();
  for (const { labels, means } of groups) {
    for (const label of labels) {
      for (const key of new Set([wordKey(label, 0), wordKey(label.replaceAll(' ', ''), 0)])) {
        buckets.set(key, [...(buckets.get(key) ?? []), { label, means }]);
      }
    }
  }
  const present = new Uint8Array(WORD_KEYS);
  for (const key of buckets.keys()) present[key] = 1;
  return { present, buckets: new Map([...buckets].map(([key, entries]) => [key, makeBucket(entries)])) };
}

/** Prepares labels that all mean the same. */
export function labelSet(labels: readonly string[]): LabelIndex<true> {
  return indexLabels([{ labels, means: true }]);
}

/**
 * Finds labels, left to right and disjoint, the longest where several begin at one place. A label begins and ends at a
 * word boundary. A regular expression runs only where a word begins like some label.
 */
export function findLabels<T>(text: string, { buckets, present }: LabelIndex<T>): readonly LabelHit<T>[] {
  const hits: LabelHit<T>[] = [];
  const { count, offsets, keys } = wordStarts(text);
  let free = 0;
  for (let word = 0; word < count; word++) {
    const key = keys[word] ?? 0;
    const start = offsets[word] ?? 0;
    const bucket = present[key] === 1 && start >= free ? buckets.get(key) : undefined;
    const hit = bucket && hitAt(text, start, bucket);
    if (hit === undefined) continue;
    hits.push(hit);
    free = hit.end;
  }
  return hits;
}

function makeBucket<T>(entries: readonly { readonly label: string; readonly means: T }[]): Bucket<T> {
  const sorted = [...entries].sort((a, b) => b.label.length - a.label.length);
  const alternatives = sorted.map(
    ({ label }) => `(${label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', JOINT)})`,
  );
  return {
    pattern: new RegExp(`(?:${alternatives.join('|')})(?![A-Za-z0-9])`, 'iy'),
    means: sorted.map(({ means }) => means),
  };
}

function hitAt<T>(text: string, start: number, { pattern, means }: Bucket<T>): LabelHit<T> | undefined {
  pattern.lastIndex = start;
  const match = pattern.exec(text);
  if (match === null) return undefined;
  const meaning = means[match.findIndex((group, at) => at > 0 && group !== undefined) - 1];
  return meaning === undefined ? undefined : { start, end: start + match[0].length, means: meaning };
}
