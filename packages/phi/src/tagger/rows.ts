/** How many places there are for features: a power of two. Features share them, and only one of each may have a row of weights. */
export const PLACES = 1 << 20;

/** How many tags there are. */
const TAGS = 90;

/** The place of a feature. */
export function placeOf(feature: number): number {
  return feature & (PLACES - 1);
}

/** What of a feature tells it from the others that have its place: 1 to 90. */
export function tagOf(feature: number): number {
  return (((feature >>> 20) * TAGS) >>> 12) + 1;
}

/** How many places one base counts for. */
const BLOCK = 128;
const BLOCK_BITS = 7;

/** Which features have rows, and where: the rows lie close together, so that what is empty takes no memory. */
export interface RowIndex {
  /** At each place the tag of its feature, in seven bits, and above them which of the rows of its block it is; 0 for none. */
  readonly entries: Uint16Array;
  /** How many rows there are before each block of places. */
  readonly bases: Int32Array;
}

/** Makes an index of the places that have a tag; the rows are in the order of the places. */
export function makeRowIndex(tags: Int8Array): RowIndex {
  const entries = new Uint16Array(PLACES);
  const bases = new Int32Array(PLACES / BLOCK);
  let rows = 0;
  for (let place = 0; place < PLACES; place++) {
    if (place % BLOCK === 0) bases[place >> BLOCK_BITS] = rows;
    const tag = tags[place] as number;
    if (tag === 0) continue;
    entries[place] = tag | ((rows - (bases[place >> BLOCK_BITS] as number)) << BLOCK_BITS);
    rows++;
  }
  return { entries, bases };
}

/** The row of a feature, or -1 where it has none. */
export function rowOf(feature: number, { entries, bases }: RowIndex): number {
  const place = feature & (PLACES - 1);
  const entry = entries[place] as number;
  if ((entry & (BLOCK - 1)) !== tagOf(feature)) return -1;
  return (bases[place >> BLOCK_BITS] as number) + (entry >>> BLOCK_BITS);
}
