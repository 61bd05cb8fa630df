import type { Entity } from '@sallyport/core';

/** What is known of a value from where it stands, before it is looked at. */
export type Sense =
  /** The value itself is the identifier: `family`, PID-19, the column `mrn`. */
  | { readonly read: 'whole'; readonly type: Entity; readonly subtype?: string }
  /** The value is read as text under its label; `form` leaves out the tagger, which is made for sentences. */
  | { readonly read: 'text' | 'form'; readonly field?: string };

/** A value of a structured record: a stretch of the record, and what it says once its format's escapes are read. */
export interface Leaf {
  /** UTF-16 offsets into the record, `end` exclusive, inside the quotes or separators of the value. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Where each unit of `text` begins in the record, and one entry more for its end. Default: one for one from `start`. */
  readonly at?: ArrayLike<number>;
  /** Where a tag stands in the text: what is found ends there, at the given place of the record. In order. */
  readonly joints?: ReadonlyMap<number, number>;
  readonly sense: Sense;
  /** Writes a replacement in the format the value stands in. Default: as it is. */
  readonly write?: (value: string) => string;
  /** A literal without quotes, which is replaced as a whole or not at all. Default: false. */
  readonly literal?: boolean;
}

/** A stretch of a text that is a structured record. Its leaves are in order and disjoint. */
export interface RecordPart {
  readonly start: number;
  readonly end: number;
  readonly leaves: readonly Leaf[];
  /** Whether the record was read to its end. What is not whole is read as plain text, too. */
  readonly whole: boolean;
}

/** Where unit `index` of a leaf's text stands in the record. */
export function placeOf({ start, at }: Leaf, index: number): number {
  return at === undefined ? start + index : (at[index] ?? start);
}

/** The part of a leaf from `from` to `to` of its text. */
export function partOf(leaf: Leaf, from: number, to: number): Leaf {
  const { at, ...rest } = leaf;
  const narrowed = { ...rest, start: placeOf(leaf, from), end: placeOf(leaf, to), text: leaf.text.slice(from, to) };
  return at === undefined ? narrowed : { ...narrowed, at: Array.prototype.slice.call(at, from, to + 1) as number[] };
}
