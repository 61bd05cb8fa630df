import { readLabel } from './labels.ts';
import type { Tagged } from './logits.ts';
import type { PlacedToken } from './place-tokens.ts';

/** Neighbouring tokens of one name: a find. */
export interface Group {
  readonly start: number;
  readonly end: number;
  readonly name: string;
  /** The mean of its tokens' probabilities. */
  readonly score: number;
}

interface Open {
  readonly start: number;
  end: number;
  readonly name: string;
  sum: number;
  count: number;
  word: number;
}

/**
 * Groups labelled tokens (IOB2, BIOES, BILOU or plain): a token joins the one before it when both have one name, unless it begins anew in
 * another word. A group is widened to the ends of its words, so that no half of a word is left over.
 */
export function groupTokens(
  text: string,
  { tokens, tags }: { readonly tokens: readonly PlacedToken[]; readonly tags: readonly Tagged[] },
): readonly Group[] {
  const groups: Open[] = [];
  let open: Open | undefined;
  for (const [at, { start, end, word }] of tokens.entries()) {
    const { label = 'O', probability: score = 0 } = tags[at] ?? {};
    const read = readLabel(label);
    if (read === undefined) {
      open = undefined;
    } else if (open?.name === read.name && !(read.begins && open.word !== word)) {
      Object.assign(open, { end: Math.max(open.end, end), sum: open.sum + score, count: open.count + 1, word });
    } else {
      open = { start, end, name: read.name, sum: score, count: 1, word };
      groups.push(open);
    }
  }
  return groups.map(({ name, sum, count, ...place }) => ({ ...wholeWords(text, place), name, score: sum / count }));
}

const LETTER_OR_DIGIT = /[\p{L}\p{N}\p{M}\uD800-\uDFFF]/u;

/** No word of a language is longer; what is, is left where the model parts it. */
const FARTHEST = 64;

function wholeWords(text: string, place: { readonly start: number; readonly end: number }) {
  let { start, end } = place;
  while (place.start - start < FARTHEST && joined(text, start)) start--;
  while (end - place.end < FARTHEST && joined(text, end)) end++;
  return { start: notInPair(text, start), end: notInPair(text, end) };
}

/** Whether letters or digits stand on both sides of an offset. */
function joined(text: string, at: number): boolean {
  return at > 0 && at < text.length && LETTER_OR_DIGIT.test(text[at - 1] ?? '') && LETTER_OR_DIGIT.test(text[at] ?? '');
}

function notInPair(text: string, at: number): number {
  return at > 0 && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1)) ? at + 1 : at;
}
