import { deepFreeze } from '@sallyport/core';
import { answerLines } from './answer-lines.ts';
import type { DiffLine } from './diff-line.ts';
import { diffLines } from './diff-lines.ts';

/** The longest answer that is compared line by line: 1 MiB. */
export const DIFF_BYTES = 1_048_576;

/** How two answers differ. */
export interface AnswerDiff {
  /** To the byte. */
  readonly same: boolean;
  /** The first byte that differs, where one does. */
  readonly firstDifference?: number;
  /** Line by line; JSON as it is when it is printed with indents, so that what differs in spacing alone has no line that differs. Absent where an answer is longer than 1 MiB, or is no text. */
  readonly lines?: readonly DiffLine[];
}

/** Compares two answers, in linear time. */
export function diffAnswers(a: Uint8Array, b: Uint8Array): AnswerDiff {
  const firstDifference = firstDifferenceOf(a, b);
  const lines = linesOf(a, b);
  return deepFreeze({
    same: firstDifference === undefined,
    ...(firstDifference === undefined ? {} : { firstDifference }),
    ...(lines && { lines }),
  });
}

function linesOf(a: Uint8Array, b: Uint8Array): readonly DiffLine[] | undefined {
  if (Math.max(a.length, b.length) > DIFF_BYTES) return undefined;
  const [inA, inB] = [answerLines(a), answerLines(b)];
  return inA && inB && diffLines(inA, inB);
}

function firstDifferenceOf(a: Uint8Array, b: Uint8Array): number | undefined {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return a.length === b.length ? undefined : length;
}
