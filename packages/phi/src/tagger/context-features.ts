import { HASH_START, mix } from './hash.ts';
import { chunkOf, type TextSight } from './text-sight.ts';
import { GAP } from './tokens.ts';
import type { WordSight } from './word-sight.ts';

/** How many features a token's surroundings have. */
export const CONTEXTS = 34;

const SEEDS = Int32Array.from({ length: CONTEXTS }, (_, index) => mix(HASH_START, 2000 + index));

/** Writes the features of a token's surroundings into `features`: what no word says by itself. */
export function contextFeatures(sight: TextSight, at: number, features: Int32Array): void {
  const { words, tokens } = sight;
  const { gaps, count } = tokens;
  const b2 = words[at] as WordSight;
  const b1 = words[at + 1] as WordSight;
  const self = words[at + 2] as WordSight;
  const n1 = words[at + 3] as WordSight;
  const n2 = words[at + 4] as WordSight;
  const { shape, kind } = self;
  const form = shape & 7;
  const gap = (gaps[at] as number) + 4 * (at + 1 < count ? (gaps[at + 1] as number) : GAP.line);
  const chunk = chunkOf(sight, at);
  const label = sight.label[at] as number;
  const previous = sight.previous[at] as number;
  const next = sight.next[at] as number;
  const place = sight.place[at] as number;
  const header = sight.header[at] as number;
  const listed = mix(kind, form);
  features[0] = featureOf(0, b1.hash, self.hash);
  features[1] = featureOf(1, self.hash, n1.hash);
  features[2] = featureOf(2, mix(b2.hash, b1.hash), shape);
  features[3] = featureOf(3, mix(n1.hash, n2.hash), shape);
  features[4] = featureOf(4, mix(b1.shape, shape), n1.shape);
  features[5] = featureOf(5, mix(b2.shape, b1.shape), shape);
  features[6] = featureOf(6, mix(shape, n1.shape), n2.shape);
  features[7] = featureOf(7, gap, shape);
  features[8] = featureOf(8, mix(gap, b1.hash), shape);
  features[9] = featureOf(9, mix(gap, shape), n1.hash);
  features[10] = featureOf(10, chunk, 0);
  features[11] = featureOf(11, chunk, b1.hash);
  features[12] = featureOf(12, label, shape);
  features[13] = featureOf(13, sight.label2[at] as number, shape);
  features[14] = featureOf(14, mix(label, kind), gap & 3);
  features[15] = featureOf(15, mix(sight.mode, shape), kind);
  features[16] = featureOf(16, mix(mix(sight.mode, form), b1.kind), n1.kind);
  features[17] = featureOf(17, mix(sight.isLowerSeen(self) ? 1 : 0, shape), kind);
  features[18] = featureOf(18, mix(b1.kind, listed), n1.kind);
  features[19] = featureOf(19, previous, shape);
  features[20] = featureOf(20, next, shape);
  features[21] = featureOf(21, mix(previous, kind), next);
  features[22] = featureOf(22, mix(previous, form), place);
  features[23] = featureOf(23, mix(listed, place), mix(n1.shape, b1.shape));
  features[24] = featureOf(24, header, shape);
  features[25] = featureOf(25, header, kind);
  features[26] = featureOf(26, sight.above[at] as number, shape);
  features[27] = featureOf(27, b1.hash, listed);
  features[28] = featureOf(28, n1.hash, listed);
  features[29] = featureOf(29, sight.isPersonSeen(self) ? 1 : 0, listed);
  features[30] = featureOf(30, sight.first[at] as number, listed);
  const pairs = (sight.isPlacePair(b1, self) ? 1 : 0) + (sight.isPlacePair(self, n1) ? 2 : 0);
  features[32] = featureOf(32, mix(pairs, listed), gaps[at] as number);
  features[33] = featureOf(33, mix(pairs, b1.hash), 0);
  features[31] = featureOf(31, mix(b2.kind, b1.kind), listed);
}

function featureOf(index: number, first: number, second: number): number {
  return mix(mix(SEEDS[index] as number, first), second);
}
