import type { LookAhead } from '@sallyport/core';
import type { ReadOptions, TextLeaf } from '../text-document.ts';

/**
 * A stretch of text to judge. What stands before `from` was judged before, and is there to be understood by: as it was read,
 * up to 256 UTF-16 code units of it, from a word's start on.
 */
export interface TextWindow extends TextLeaf {
  readonly from: number;
  /** Whether the text ends here. Otherwise more may follow, and only edits of what can be decided by now are made use of. */
  readonly last: boolean;
}

/** What to write over a stretch of a window, in UTF-16 code units from its start. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** How to read and rewrite an answer that comes in events. */
export interface EventStreamOptions extends ReadOptions {
  /**
   * How far ahead a text is read before a piece of it is given, in UTF-16 code units: so many, and at most 16 more, or to the end
   * of the sentence if that comes before; `sentence` is to its end, and at most 4,096. Default 96. An identifier of no more than
   * that, or than 1,024 of a sentence, is not cut unless a sentence seems to end in it.
   */
  readonly lookAhead?: LookAhead;
  /** The most bytes of the whole answer, and so of what is remembered of it. More raises `upstream_too_large`. */
  readonly limitBytes: number;
  /** The most bytes of one event. More raises `upstream_too_large`. Default 1,048,576. */
  readonly eventBytes?: number;
  /**
   * Judges windows: gives the edits of each, sorted, free of overlaps, none of them empty or starting before `from`: of what begins
   * before it, only the rest. Throws `phi_in_structure` for an identifier in a leaf of role `structure`. A window may be judged
   * again with more of its text (see `released`), and a short leaf in which nothing was found is not asked about again.
   */
  readonly judge: (windows: readonly TextWindow[]) => Promise<readonly (readonly TextEdit[])[]>;
  /** Told of the edits that were made, once each: the very objects. Where a text is given again whole, nothing more is told. */
  readonly released?: (edits: readonly TextEdit[]) => void;
  /** Told of the JSON of each event that has some, as it came. It must not throw. */
  readonly heard?: (json: string) => void;
  readonly signal?: AbortSignal;
}
