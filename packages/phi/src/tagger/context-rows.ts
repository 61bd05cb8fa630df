import { HASH_START, mix } from './hash.ts';
import type { TextSight } from './text-sight.ts';
import { GAP } from './tokens.ts';
import { ROW_MASK, type WordSight } from './word-sight.ts';

/** How many rows a token's surroundings vote with. */
export const CONTEXTS = 24;

const SEEDS = Int32Array.from({ length: CONTEXTS }, (_, index) => mix(HASH_START, 2000 + index));

/** Writes the rows of a token's surroundings into `rows`: what no word says by itself. */
export function contextRows(sight: TextSight, at: number, rows: Int32Array): void {
  const { words, gaps } = sight;
  const b2 = words[at] as WordSight;
  const b1 = words[at + 1] as WordSight;
  const self = words[at + 2] as WordSight;
  const n1 = words[at + 3] as WordSight;
  const n2 = words[at + 4] as WordSight;
  const { shape, lists } = self;
  const form = shape & 7;
  const gap = (gaps[at] ?? 0) + 4 * (gaps[at + 1] ?? GAP.line);
  const chunk = sight.chunkShape[at] ?? 0;
  const label = sight.label[at] ?? 0;
  const previous = sight.previousWord[at] ?? 0;
  const next = sight.nextWord[at] ?? 0;
  const listed = mix(lists, form);
  rows[0] = rowOf(0, b1.hash, self.hash);
  rows[1] = rowOf(1, self.hash, n1.hash);
  rows[2] = rowOf(2, mix(b2.hash, b1.hash), shape);
  rows[3] = rowOf(3, mix(n1.hash, n2.hash), shape);
  rows[4] = rowOf(4, mix(b1.shape, shape), n1.shape);
  rows[5] = rowOf(5, mix(b2.shape, b1.shape), shape);
  rows[6] = rowOf(6, mix(shape, n1.shape), n2.shape);
  rows[7] = rowOf(7, gap, shape);
  rows[8] = rowOf(8, mix(gap, b1.hash), shape);
  rows[9] = rowOf(9, mix(gap, shape), n1.hash);
  rows[10] = rowOf(10, chunk, sight.chunkPlace[at] ?? 0);
  rows[11] = rowOf(11, chunk, b1.hash);
  rows[12] = rowOf(12, label, shape);
  rows[13] = rowOf(13, sight.label2[at] ?? 0, shape);
  rows[14] = rowOf(14, mix(label, lists), gap & 3);
  rows[15] = rowOf(15, mix(sight.mode, shape), lists);
  rows[16] = rowOf(16, mix(mix(sight.mode, form), b1.lists), n1.lists);
  rows[17] = rowOf(17, mix(sight.lowerSeen[at] ?? 0, shape), lists);
  rows[18] = rowOf(18, mix(b1.lists, listed), n1.lists);
  rows[19] = rowOf(19, previous, shape);
  rows[20] = rowOf(20, next, shape);
  rows[21] = rowOf(21, mix(previous, lists), next);
  rows[22] = rowOf(22, mix(previous, form), sight.place[at] ?? 0);
  rows[23] = rowOf(23, mix(listed, sight.place[at] ?? 0), mix(n1.shape, b1.shape));
}

function rowOf(index: number, first: number, second: number): number {
  return mix(mix(SEEDS[index] ?? 0, first), second) & ROW_MASK;
}
