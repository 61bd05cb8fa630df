import { isLetterUnit } from './characters.ts';
import { hitAt, type Label, type LabelBucket, type LabelHit, makeBucket } from './label-bucket.ts';
import type { Survey } from './survey.ts';
import { keyOf, labelWordSet, type WordSet } from './word-set.ts';

/** Labels that mean one thing. */
export interface LabelGroup<T> {
  /**
   * Lower case, beginning with a letter. A space stands for up to two spaces, dots, underscores or hyphens, or nothing,
   * so that `member id` also reads `member_id`, `memberId` and `Member-ID`.
   */
  readonly labels: readonly string[];
  readonly means: T;
}

/** Labels prepared for search. */
export interface LabelIndex<T> {
  /** The words that labels begin with. */
  readonly words: WordSet;
  /** The labels by the key of that word. */
  readonly buckets: ReadonlyMap<number, LabelBucket<T>>;
}

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
  const words = new Set<string>();
  const byKey = new Map<number, Label<T>[]>();
  for (const { labels, means } of groups) {
    for (const label of labels) {
      for (const word of beginningsOf(label)) {
        words.add(word);
        byKey.set(keyOf(word), [...(byKey.get(keyOf(word)) ?? []), { label, means }]);
      }
    }
  }
  const buckets = new Map([...byKey].map(([key, labels]) => [key, makeBucket(labels)]));
  return { words: labelWordSet([...words]), buckets };
}

/** Prepares labels that all mean the same. */
export function labelSet(labels: readonly string[]): LabelIndex<true> {
  return indexLabels([{ labels, means: true }]);
}

/**
 * Finds labels, left to right and disjoint, the longest where several begin at one place. A label begins and ends at a
 * word boundary. Only words that some label begins with are looked at.
 */
export function findLabels<T>(survey: Survey, { words, buckets }: LabelIndex<T>): readonly LabelHit<T>[] {
  const { text, starts, keys, labelsAt } = survey;
  const hits: LabelHit<T>[] = [];
  let free = 0;
  for (let index = 0; index < starts.length; index++) {
    if (((labelsAt[index] as number) & words.labels) === 0) continue;
    const start = starts[index] as number;
    if (start < free || !beginsWord(text, start)) continue;
    const bucket = buckets.get(keys[index] as number);
    const hit = bucket && hitAt(text, start, bucket);
    if (hit === undefined) continue;
    hits.push(hit);
    free = hit.end;
  }
  return hits;
}

/** The runs of letters that a label can begin with: `member` and `memberid` for `member id`, `s` for `s/n`. */
function beginningsOf(label: string): readonly string[] {
  const beginnings = new Set<string>();
  let run = '';
  for (const word of label.split(' ')) {
    const letters = /^[a-z]*/.exec(word)?.[0] ?? '';
    run += letters;
    beginnings.add(run);
    if (letters !== word) break;
  }
  return [...beginnings];
}

function beginsWord(text: string, start: number): boolean {
  const before = start === 0 ? 0 : text.charCodeAt(start - 1);
  return !isLetterUnit(before) && !(before >= 48 && before <= 57);
}
