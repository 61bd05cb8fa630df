import { NO_WEIGHTS, ROW_LANES, TAG_LANE } from './lanes.ts';

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

/** How many places a block has: a bit each. */
const BLOCK = 32;
const BLOCK_BITS = 5;

/** Rows of weights, and which features have them. They lie close together, so that what is empty takes no memory. */
export interface Rows {
  /** Of each block of places two numbers: how many rows there are before it, and which of its places have one. */
  readonly blocks: Int32Array;
  /**
   * Rows of lanes: a column for each label, at `LOOK` what the row says for a closer look, and in the last lane the tag of its feature. Behind them are
   * an empty row, and copies of the rows of the features seen last, each with its feature in the last lane.
   */
  readonly weights: Int32Array;
  /** Where the empty row begins. */
  readonly empty: number;
}

/** How many features are remembered: a power of two. */
const MEMORY = 1 << 13;

/** Makes rows in the order of the places that have a tag. All their weights are 0. */
export function makeRows(tags: Int8Array): Rows {
  const blocks = new Int32Array((2 * PLACES) / BLOCK);
  let rows = 0;
  for (let place = 0; place < PLACES; place++) {
    const block = 2 * (place >>> BLOCK_BITS);
    if (place % BLOCK === 0) blocks[block] = rows;
    if (tags[place] === 0) continue;
    blocks[block + 1] = (blocks[block + 1] as number) | (1 << (place % BLOCK));
    rows++;
  }
  const empty = rows * ROW_LANES;
  const weights = new Int32Array(empty + (1 + MEMORY) * ROW_LANES).fill(NO_WEIGHTS);
  for (let place = 0, row = 0; place < PLACES; place++)
    if (tags[place] !== 0) weights[row++ * ROW_LANES + TAG_LANE] = tags[place] as number;
  // At first there are features that belong elsewhere.
  for (let copy = 0; copy < MEMORY; copy++) weights[empty + (1 + copy) * ROW_LANES + TAG_LANE] = ~copy;
  return { blocks, weights, empty };
}

/** Where the copy of a feature's row would begin. */
export function copyStart(feature: number, { empty }: Rows): number {
  return empty + (1 + (feature & (MEMORY - 1))) * ROW_LANES;
}

/**
 * Writes where the rows of `count` features begin; that of a feature without one is the empty row. The two loops are short and never have to guess, so
 * that the memory of all rows is waited for once, and not once for every row.
 */
export function findRows(features: Int32Array, count: number, { rows, starts }: FoundRows): void {
  const { weights, empty } = rows;
  for (let index = 0; index < count; index++) starts[index] = placeStart(features[index] as number, rows);
  for (let index = 0; index < count; index++) {
    const start = starts[index] as number;
    const other = (weights[start + TAG_LANE] as number) ^ tagOf(features[index] as number);
    starts[index] = start + ((empty - start) & -isSet(other));
  }
}

/** Where `findRows` looks, and where it writes. */
export interface FoundRows {
  readonly rows: Rows;
  readonly starts: Int32Array;
}

/** Where the row begins that stands at the place of a feature, be it of this feature or of another; else the empty one. */
function placeStart(feature: number, { blocks, empty }: Rows): number {
  const block = 2 * (placeOf(feature) >>> BLOCK_BITS);
  const bits = blocks[block + 1] as number;
  const start = ((blocks[block] as number) + countBelow(bits, feature)) * ROW_LANES;
  return empty + ((start - empty) & -((bits >>> feature) & 1));
}

/** How many of the bits below a place of a block are set. */
function countBelow(bits: number, place: number): number {
  let left = bits & ~(-1 << place);
  left -= (left >>> 1) & 0x55555555;
  left = (left & 0x33333333) + ((left >>> 2) & 0x33333333);
  return Math.imul((left + (left >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** 0 for 0, and 1 for any other number. */
export function isSet(number: number): number {
  return (number | -number) >>> 31;
}
