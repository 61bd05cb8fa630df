import type { Entity, Span } from '@sallyport/core';

/**
 * Finds one family of identifiers in a text.
 * It must be pure, linear in the length of the text, and never throw; what it throws becomes `detector_failed`.
 */
export interface Recognizer {
  /** Kebab-case and unique in a list, for example `numeric-date`. */
  readonly name: string;
  /** The entities its spans may have. */
  readonly entities: readonly Entity[];
  /** Spans in any order. Offsets are UTF-16 code units of `text`, `end` exclusive. */
  find(text: string): Iterable<Span>;
}
