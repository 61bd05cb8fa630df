import { isWordUnit } from './characters.ts';

/** A label and what it means. */
export interface Label<T> {
  readonly label: string;
  readonly means: T;
}

/** A label found in a text. Offsets are UTF-16, `end` exclusive. */
export interface LabelHit<T> {
  readonly start: number;
  readonly end: number;
  readonly means: T;
}

/** Labels that begin with one word. */
export interface LabelBucket<T> {
  /** Sticky; the longest label first, and one capturing group for each where they mean different things. */
  readonly pattern: RegExp;
  /** What each group means, or the one thing that all mean. */
  readonly means: readonly T[];
  /** The label, where there is but one, of letters only: it is compared, and the pattern spared. */
  readonly word: string | undefined;
}

const JOINT = '[ ._-]{0,2}';

/** Prepares labels that begin with one word. */
export function makeBucket<T>(labels: readonly Label<T>[]): LabelBucket<T> {
  const sorted = labels.toSorted((a, b) => b.label.length - a.label.length);
  const means = [...new Set(sorted.map((label) => label.means))];
  const spelled = sorted.map(({ label }) => label.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&').replaceAll(' ', JOINT));
  const alternatives = means.length === 1 ? spelled.join('|') : `(${spelled.join(')|(')})`;
  const [first] = sorted;
  return {
    pattern: new RegExp(`(?:${alternatives})(?![A-Za-z0-9])`, 'iy'),
    means: means.length === 1 ? means : sorted.map((label) => label.means),
    word: sorted.length === 1 && first !== undefined && /^[a-z]+$/.test(first.label) ? first.label : undefined,
  };
}

/** Finds the longest label of a bucket that begins at `start` and ends at a word boundary. */
export function hitAt<T>(text: string, start: number, bucket: LabelBucket<T>): LabelHit<T> | undefined {
  const { pattern, word } = bucket;
  const [means] = bucket.means;
  if (means === undefined) return undefined;
  if (word !== undefined) return isWordAt(text, start, word) ? { start, end: start + word.length, means } : undefined;
  pattern.lastIndex = start;
  if (bucket.means.length > 1) return meaningOf(pattern.exec(text), bucket.means);
  return pattern.test(text) ? { start, end: pattern.lastIndex, means } : undefined;
}

function meaningOf<T>(match: RegExpExecArray | null, meanings: readonly T[]): LabelHit<T> | undefined {
  if (match === null) return undefined;
  const means = meanings[match.findIndex((group, at) => at > 0 && group !== undefined) - 1];
  return means === undefined ? undefined : { start: match.index, end: match.index + match[0].length, means };
}

function isWordAt(text: string, start: number, word: string): boolean {
  const end = start + word.length;
  if (end > text.length) return false;
  for (let at = 0; at < word.length; at++) if ((text.charCodeAt(start + at) | 32) !== word.charCodeAt(at)) return false;
  const next = end < text.length ? text.charCodeAt(end) : 0;
  return next >= 0x80 || !isWordUnit(next);
}
