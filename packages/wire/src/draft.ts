import type { ErrorCode } from '@sallyport/core';
import type { Extent } from './json/json-sink.ts';
import type { TextLeaf } from './text-document.ts';
import type { TokenRun } from './tokens/token-run.ts';

/** Where a leaf that can be replaced stands in its source. */
export interface LeafSlot extends Extent {
  /** Its index among the draft's leaves. */
  readonly leaf: number;
}

/** Where a string that holds a JSON document stands. Its leaves are among the outer draft's, from `first` on. */
export interface DraftSlot extends Extent {
  readonly draft: Draft;
  readonly first: number;
}

/** Leaves that belong together, `first` to `end` exclusive, and what spells their text out a second time. */
export interface LeafGroup {
  readonly first: number;
  readonly end: number;
  readonly blanks: readonly Extent[];
}

/** A JSON text, its leaves, and where they stand. */
export interface Draft {
  readonly source: string;
  readonly leaves: readonly TextLeaf[];
  /** In the order of the source. */
  readonly slots: readonly (LeafSlot | DraftSlot)[];
  readonly groups: readonly LeafGroup[];
  /** Texts given as token ids. */
  readonly runs: readonly TokenRun[];
  readonly inputs: number;
  readonly model: string | undefined;
  /** Why the text is refused although it is JSON. */
  readonly refusal: ErrorCode | undefined;
}
