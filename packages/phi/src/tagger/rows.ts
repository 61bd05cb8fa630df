/** How many rows of weights there are: a power of two. */
export const ROWS = 1 << 20;

/** What of a feature is its row. */
export const ROW_MASK = ROWS - 1;

/** How many tags there are. */
const TAGS = 90;

/** What of a feature tells it from the others that have its row: 1 to 90. */
export function tagOf(feature: number): number {
  return (((feature >>> 20) * TAGS) >>> 12) + 1;
}

/** The row of a feature, where it has one: `tags` holds the tag of the feature each row belongs to. */
export function rowOf(feature: number, tags: Int8Array): number {
  const row = feature & ROW_MASK;
  return tags[row] === tagOf(feature) ? row : -1;
}
