import type { Attachment, AttachmentLimits } from './media/attachment.ts';

/** A string (or a number that may be an identifier) of a body, and what may be done about it. */
export interface TextLeaf {
  /** The decoded text; of a number, its digits as written. A model name is shown without its release date. */
  readonly text: string;
  /** The nearest object key, which names labelled identifiers: `mrn`. Absent where there is none. */
  readonly field?: string;
  /**
   * `text` can be replaced. `structure` cannot (an id, a model, a tool's name, a key the caller chose):
   * where an identifier is found in it, the call is refused. `attachment` is no text, and its own is empty: it can be replaced as a whole.
   */
  readonly role: 'text' | 'structure' | 'attachment';
  /** Present where the role is `attachment`, and nowhere else. */
  readonly attachment?: Attachment;
  /** Of a structure: it may be a sentence, and is searched as text is. Absent of a name, an id, a key. */
  readonly prose?: true;
  /** A key of free JSON, and no value. */
  readonly key?: true;
  /** In the arguments of a tool call of an answer: the tool's name, or `''` where it is not known. Absent elsewhere. */
  readonly tool?: string;
}

/** A body that was read from end to end. */
export interface TextDocument {
  /** Every leaf, in the order of the body. */
  readonly leaves: readonly TextLeaf[];
  /** The model a request asks for, where it names one and the name is well formed. Never set of a response. */
  readonly model?: string;
  /** How many inputs a request has: texts to embed, messages, prompts. 0 of a response. */
  readonly inputs: number;
  /**
   * Writes new text in place of leaves, by their index in `leaves`, and leaves all other bytes as they were: number
   * formats, white space, order and escapes. A number becomes a string. A choice in which anything changed loses its
   * `logprobs`, which spell the text out. With nothing to change it gives the very bytes that were read.
   * Throws `phi_in_structure` for a leaf that cannot be replaced and `internal` for an index that is not a leaf.
   */
  rewrite(replacements: ReadonlyMap<number, string>): Uint8Array;
}

/** How to read a body. */
export interface ReadOptions {
  /** The message's content type; `null` when it carried none, which is refused. Left out, it is not judged. */
  readonly contentType?: string | null;
  /** How many arrays and objects may stand open at once, those of JSON held in strings counted in. Default 64. */
  readonly maxDepth?: number;
  /** Spells out texts that are given as lists of token ids. Without it they are refused. */
  readonly decodeTokens?: TokenDecoder;
  /** How many pictures, sounds and other files that are no text may stand where the operation takes them. Without it they are refused. */
  readonly attachments?: AttachmentLimits;
}

/** The bytes of text (UTF-8, perhaps cut inside a character) that a model's token ids stand for; `undefined` of a model or an id it does not know. What it throws is passed on. */
export type TokenDecoder = (model: string, ids: readonly number[]) => Uint8Array | undefined;
