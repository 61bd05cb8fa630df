import { HASH_START, mix } from './hash.ts';
import { joinsNumbers } from './line-sight.ts';
import { chunkOf, type TextSight } from './text-sight.ts';
import { GAP, TOKEN, type Tokens } from './tokens.ts';
import { REACH } from './word-sight.ts';

/** How many features a token's surroundings have. */
export const CONTEXTS = 40;

const SEEDS = Int32Array.from({ length: CONTEXTS }, (_, index) => mix(HASH_START, 2000 + index));

/** Writes the features of a token's surroundings into `features`: what no word says by itself. */
export function contextFeatures(sight: TextSight, at: number, features: Int32Array): void {
  const { words, tokens } = sight;
  const { gaps, count } = tokens;
  const { hashes, shapes, kinds, senses, clusters } = words;
  const here = at + REACH;
  const before2 = hashes[here - 2] as number;
  const before = hashes[here - 1] as number;
  const self = hashes[here] as number;
  const behind = hashes[here + 1] as number;
  const behind2 = hashes[here + 2] as number;
  const shape2 = shapes[here - 2] as number;
  const shape1 = shapes[here - 1] as number;
  const shape = shapes[here] as number;
  const shapeNext = shapes[here + 1] as number;
  const kindBefore = kinds[here - 1] as number;
  const kind = kinds[here] as number;
  const kindBehind = kinds[here + 1] as number;
  const senseBefore2 = senses[here - 2] as number;
  const senseBefore = senses[here - 1] as number;
  const senseBehind = senses[here + 1] as number;
  const clusterBefore = clusters[here - 1] as number;
  const cluster = clusters[here] as number;
  const clusterBehind = clusters[here + 1] as number;
  const form = shape & 7;
  const gap = (gaps[at] as number) + 4 * (at + 1 < count ? (gaps[at + 1] as number) : GAP.line);
  const chunk = chunkOf(sight, at);
  const label = sight.label[at] as number;
  const previous = sight.previous[at] as number;
  const next = sight.next[at] as number;
  const place = sight.place[at] as number;
  const header = sight.header[at] as number;
  const listed = mix(kind, form);
  const pairs = (sight.isPlacePair(here - 1) ? 1 : 0) + (sight.isPlacePair(here) ? 2 : 0);
  features[0] = featureOf(0, before, self);
  features[1] = featureOf(1, self, behind);
  features[2] = featureOf(2, mix(shape1, shape), shapeNext);
  features[3] = featureOf(3, mix(shape2, shape1), shape);
  features[4] = featureOf(4, mix(shape, shapeNext), shapes[here + 2] as number);
  features[5] = featureOf(5, gap, shape);
  features[6] = featureOf(6, mix(gap, before), shape);
  features[7] = featureOf(7, mix(gap, shape), behind);
  features[8] = featureOf(8, chunk, 0);
  features[9] = featureOf(9, label, shape);
  features[10] = featureOf(10, sight.label2[at] as number, shape);
  features[11] = featureOf(11, mix(label, kind), gap & 3);
  features[12] = featureOf(12, mix(sight.mode, shape), kind);
  features[13] = featureOf(13, mix(mix(sight.mode, form), kindBefore), kindBehind);
  features[14] = featureOf(14, mix(sight.isLowerSeen(self) ? 1 : 0, shape), kind);
  features[15] = featureOf(15, mix(kindBefore, listed), kindBehind);
  features[16] = featureOf(16, previous, shape);
  features[17] = featureOf(17, next, shape);
  features[18] = featureOf(18, mix(previous, form), place);
  features[19] = featureOf(19, mix(listed, place), mix(shapeNext, shape1));
  features[20] = featureOf(20, header, shape);
  features[21] = featureOf(21, sight.above[at] as number, shape);
  features[22] = featureOf(22, before, listed);
  features[23] = featureOf(23, behind, listed);
  features[24] = featureOf(24, sight.isPersonSeen(self) ? 1 : 0, listed);
  features[25] = featureOf(25, sight.first[at] as number, listed);
  features[26] = featureOf(26, mix(kinds[here - 2] as number, kindBefore), listed);
  features[27] = featureOf(27, mix(pairs, listed), gaps[at] as number);
  features[28] = featureOf(28, mix(pairs, before), 0);
  features[29] = featureOf(29, mix(sight.over[at] as number, sight.place[at] as number), shape);
  features[32] = featureOf(32, mix(before2, before), shape);
  features[33] = featureOf(33, mix(behind, behind2), shape);
  features[34] = featureOf(34, mix(senseBefore2, senseBefore), listed);
  features[35] = featureOf(35, mix(senseBefore, senseBehind), listed);
  features[36] = featureOf(36, mix(clusterBefore, clusterBehind), form);
  features[37] = featureOf(37, mix(clusterBefore, cluster), form);
  features[38] = featureOf(38, mix(cluster, clusterBehind), form);
  features[39] = featureOf(39, mix(clusters[here - 2] as number, clusterBefore), form);
  numberFeatures(sight, at, features);
}

/** Writes features 30 and 31: of the two numbers that a token stands in or between, as in `3/4`, what they are, and which is more. */
function numberFeatures({ tokens, pairs }: TextSight, at: number, features: Int32Array): void {
  const middle = middleOf(tokens, at);
  if (middle < 0) {
    features[30] = featureOf(30, 0, 0);
    features[31] = featureOf(31, pairs[at] as number, 0);
    return;
  }
  const { values, text, starts } = tokens;
  const first = values[middle - 1] as number;
  const second = values[middle + 1] as number;
  const where = mix(at - middle, text.charCodeAt(starts[middle] as number));
  const which = 1 + Math.sign(first - second) + 3 * rangeOf(first) + 12 * rangeOf(second);
  features[30] = featureOf(30, mix(where, first), second);
  features[31] = featureOf(31, mix(where, which), pairs[at] as number);
}

function rangeOf(value: number): number {
  return value < 1 || value > 99 ? 3 : value <= 12 ? 0 : value <= 31 ? 1 : 2;
}

/** The mark between two numbers of which a token is one, or which it is itself; -1 where there is none. The nearer to the beginning counts. */
function middleOf(tokens: Tokens, at: number): number {
  for (let middle = at - 1; middle <= at + 1; middle++) if (isMiddle(tokens, middle)) return middle;
  return -1;
}

function isMiddle({ count, kinds, gaps, values, text, starts }: Tokens, at: number): boolean {
  if (at < 1 || at + 1 >= count || kinds[at] !== TOKEN.mark || gaps[at] !== GAP.none || gaps[at + 1] !== GAP.none)
    return false;
  return (
    (values[at - 1] as number) >= 0 &&
    (values[at + 1] as number) >= 0 &&
    joinsNumbers(text.charCodeAt(starts[at] as number))
  );
}

function featureOf(index: number, first: number, second: number): number {
  return mix(mix(SEEDS[index] as number, first), second);
}
