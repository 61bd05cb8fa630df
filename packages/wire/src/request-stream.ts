import type { ReadOptions, TextLeaf } from './text-document.ts';

/** How to read and rewrite a body as it comes. */
export interface StreamOptions extends ReadOptions {
  /**
   * The longest string, key or number that is read, decoded, in UTF-16 code units. A string that holds JSON is read whole.
   * A longer one raises `body_too_large`. Default 1,048,576.
   */
  readonly maxTextLength?: number;
  /**
   * How much text of keys is remembered, over all objects that stand open, to find one that stands twice: UTF-16 code units,
   * 32 added for each key. More raises `body_too_large`. Default 4,194,304.
   */
  readonly maxKeysLength?: number;
  /** How many bytes of the body are scanned at a time. Default 65,536; at least 4. */
  readonly pieceBytes?: number;
  /**
   * Gives, for leaves in the order of the body, what to write instead; `undefined` leaves one as it is. It is given at most
   * 256 leaves at a time, and 65,536 UTF-16 code units of text unless one leaf alone has more; the next when it has answered.
   * What it throws ends the reading. Replacing a leaf of role `structure` raises `phi_in_structure`, at the end.
   */
  readonly replace: (leaves: readonly TextLeaf[]) => Promise<readonly (string | undefined)[]>;
  /** Ends the reading with `cancelled`, whatever it waits for, and lets go of the body. */
  readonly signal?: AbortSignal;
}

/** What is known of a request's body once all of it was read. */
export interface RequestSummary {
  /** The model the request asks for, where it names one and the name is well formed. */
  readonly model?: string;
  /** How many inputs the request has: texts to embed, messages, prompts. */
  readonly inputs: number;
}

/**
 * A body being rewritten, in chunks of about `pieceBytes`. **What it has given may be used only when it has come to its end**:
 * a fault may lie behind any chunk. It can be iterated once; ending the iteration lets go of the body.
 */
export interface RequestStream extends AsyncIterable<Uint8Array> {
  /** After the last chunk. Throws `internal` before. */
  summary(): RequestSummary;
}
