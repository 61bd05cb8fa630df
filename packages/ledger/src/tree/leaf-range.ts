/** Some neighbouring leaves: from `start`, up to but not with `end`. */
export interface LeafRange {
  readonly start: number;
  readonly end: number;
}

/** The parts of the tree whose roots prove that leaf `index` is in it, from the leaf upwards: PATH of RFC 6962 §2.1.1. */
export function inclusionRanges(index: number, size: number): readonly LeafRange[] {
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const split = start + splitOf(end - start);
    if (index < split) {
      ranges.unshift({ start: split, end });
      end = split;
    } else {
      ranges.unshift({ start, end: split });
      start = split;
    }
  }
  return ranges;
}

/** The parts of the tree whose roots prove that its first `from` leaves were all of it once: PROOF of RFC 6962 §2.1.2. */
export function consistencyRanges(from: number, to: number): readonly LeafRange[] {
  if (from === 0) return [];
  const ranges: LeafRange[] = [];
  let start = 0;
  let end = to;
  while (from < end) {
    const split = start + splitOf(end - start);
    if (from <= split) {
      ranges.unshift({ start: split, end });
      end = split;
    } else {
      ranges.unshift({ start, end: split });
      start = split;
    }
  }
  // From the very first leaf on, it would be the old root, which the verifier has.
  return start === 0 ? ranges : [{ start, end }, ...ranges];
}

/** The largest power of two below `count`, for a count of at least two. */
function splitOf(count: number): number {
  let power = 1;
  while (power * 2 < count) power *= 2;
  return power;
}
