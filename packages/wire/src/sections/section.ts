import type { Replacement } from '../rewrite-draft.ts';
import type { TextLeaf } from '../text-document.ts';

/** A stretch of a body that was read, and can be rewritten, by itself. */
export interface Section {
  readonly leaves: readonly TextLeaf[];
  /** How many inputs of the request stand in it. */
  readonly inputs: number;
  /** The model that is named in it, where the request asks for one. */
  readonly model?: string | undefined;
  /** Lines of a slice of a file, whose length as a whole must stay as it is: see `SectionWriter`. Default: false. */
  readonly keepsLength?: boolean;
  /** Its bytes, with leaves replaced by their index in the section; the very bytes that were read where none is. */
  write(replacement: Replacement): Uint8Array;
}

/** Reads a body, or a part of one, that comes in chunks. What it gives, joined, is all of it. */
export interface SectionReader<Input> {
  /** Takes the next chunk, and gives the sections that are whole by now. It keeps no chunk: a chunk may be overwritten afterwards. */
  read(chunk: Input): readonly Section[];
  /** Told once that all has come. */
  end(): readonly Section[];
}

const NO_LEAVES: readonly TextLeaf[] = Object.freeze([]);

/** Bytes without text in them. */
export function literalSection(bytes: Uint8Array): Section {
  return { leaves: NO_LEAVES, inputs: 0, write: () => bytes };
}

/** What a replacement of joined leaves says of those from `first` on. */
export function replacementFrom(first: number, replacement: Replacement): Replacement {
  return (leaf) => replacement(first + leaf);
}
