import type { Extent } from './json/json-sink.ts';
import type { OpenHolder } from './media/open-holder.ts';
import type { Shape } from './shape.ts';
import type { ArgumentLeaves } from './tool-leaves.ts';

/** An open array or object, and the position of its next value. */
export interface DraftFrame {
  readonly shape: Shape;
  readonly start: number;
  /** The nearest key outside. */
  readonly outer: string | undefined;
  /** How many leaves stood before. */
  readonly first: number;
  readonly group: OpenGroup | undefined;
  /** The token ids of an array that may have them. */
  readonly ids: number[] | undefined;
  /** The attachments of an object that may have them. */
  readonly holder: OpenHolder | undefined;
  child: Shape;
  field: string | undefined;
  /** Whether anything but token ids stands in it; whether strings do; whether lists of token ids do. */
  mixed: boolean;
  words: boolean;
  lists: boolean;
  /** What a call names as its tool, and the leaves of its arguments: either may come first. */
  tool?: string;
  args?: ArgumentLeaves[];
}

/** A group of leaves that is being read, and what in it is to be blanked. */
export interface OpenGroup {
  readonly first: number;
  readonly blanks: Extent[];
}
