import { SallyportError } from '@sallyport/core';
import type { Draft } from './draft.ts';
import { JsonScanner } from './json/json-scanner.ts';
import type { JsonFault } from './json/json-sink.ts';
import { KeyMemory } from './json/key-memory.ts';
import { DraftReader } from './read-draft.ts';
import type { Shape } from './shape.ts';

/** How to read a JSON text that comes in pieces. */
export interface PiecesOptions {
  readonly shape: Shape;
  readonly maxDepth: number;
  /** The longest string, key or number, in UTF-16 code units. */
  readonly maxTextLength: number;
  /** The most text of keys to remember, in UTF-16 code units, 32 added for each. */
  readonly maxKeysLength: number;
}

/**
 * Reads a JSON text by its shape, giving a draft of each piece that can be read by itself; together they are the text.
 * Throws at the end what `readDraft` gives: a fault, or else why the text is refused. Once either is known no more drafts
 * come. `body_too_large`, of a limit, is thrown at once.
 */
export async function* readDraftPieces(
  pieces: AsyncIterable<string>,
  options: PiecesOptions,
): AsyncGenerator<Draft, void> {
  const reader = new PieceReader(options);
  for await (const piece of pieces) {
    const draft = reader.read(piece);
    if (draft !== undefined) yield draft;
  }
  yield reader.finish();
}

/** Reads a JSON text piece by piece, as `readDraftPieces` does. */
export class PieceReader {
  readonly #drafts: DraftReader;
  readonly #scanner: JsonScanner;
  /** What came since the scanner's last source, and before it what comes to the scanner again. */
  #held: string[] = [];
  #length = 0;
  #fault: JsonFault | undefined;

  constructor({ shape, maxDepth, maxTextLength, maxKeysLength }: PiecesOptions) {
    this.#drafts = new DraftReader({ shape, maxDepth });
    const keys = new KeyMemory(maxKeysLength);
    this.#scanner = new JsonScanner({ sink: this.#drafts, maxDepth, keys, maxTextLength });
  }

  /** The draft of what can be read by now, unless the text is refused or more has to come first. */
  read(piece: string): Draft | undefined {
    // After a fault only the text's coding is judged, outside
    if (this.#fault !== undefined) return undefined;
    this.#hold(piece);
    if (this.#length < this.#scanner.wanted) return undefined;
    const draft = this.#scan(false);
    return draft?.refusal === undefined ? draft : undefined;
  }

  /** The last draft. */
  finish(): Draft {
    const draft = this.#fault === undefined ? this.#scan(true) : undefined;
    const refusal = this.#fault ?? draft?.refusal;
    if (draft === undefined || refusal !== undefined) throw new SallyportError(refusal ?? 'internal');
    return draft;
  }

  #scan(last: boolean): Draft | undefined {
    const source = this.#held.join('');
    this.#fault = this.#scanner.scan(source, last);
    if (this.#fault === 'body_too_large') throw new SallyportError('body_too_large');
    if (this.#fault !== undefined) return undefined;
    this.#held = [];
    this.#length = 0;
    this.#hold(source.slice(this.#scanner.at));
    return this.#drafts.take(source.slice(0, this.#scanner.at));
  }

  #hold(piece: string): void {
    this.#held.push(piece);
    this.#length += piece.length;
  }
}
