import { SallyportError } from '@sallyport/core';
import type { EventSplitter, SplitLimits } from './event-framing.ts';
import { GatheredBytes } from './gathered-bytes.ts';

const LF = 0x0a;
const CR = 0x0d;
const COLON = 0x3a;

/**
 * Cuts a stream of server-sent events (WHATWG HTML §9.2.6) behind each blank line, and behind each comment that stands before
 * an event, so that it need not wait for it. The parts are all bytes there are, in order: what no blank line ends comes from `rest`.
 * Where CR LF is cut between two chunks, LF begins the next part. More than a limit raises `upstream_too_large`.
 */
export class ServerSentSplitter implements EventSplitter {
  readonly #limits: SplitLimits;
  readonly #held = new GatheredBytes();
  #total = 0;
  /** Of the line being read. */
  #lineLength = 0;
  #isComment = false;
  /** Whether the event being read has a line already. */
  #begun = false;
  #behindCr = false;

  constructor(limits: SplitLimits) {
    this.#limits = limits;
  }

  /** The parts that end in the chunk. */
  *split(chunk: Uint8Array): Generator<Uint8Array, void> {
    this.#total += chunk.length;
    // What was whole before the limit is given first, whichever way the stream was cut
    const over = this.#total - this.#limits.limitBytes;
    const readable = over > 0 ? chunk.subarray(0, Math.max(0, chunk.length - over)) : chunk;
    let start = 0;
    for (let at = 0; at < readable.length; at++) {
      if (!this.#ends(readable[at] ?? 0)) continue;
      if (readable[at] === CR && readable[at + 1] === LF) {
        at += 1;
        this.#behindCr = false;
      }
      yield this.#take(readable.subarray(start, at + 1));
      start = at + 1;
    }
    this.#hold(readable.subarray(start));
    if (over > 0) throw new SallyportError('upstream_too_large');
  }

  /** What came behind the last part. */
  rest(): Uint8Array {
    return this.#take(new Uint8Array(0));
  }

  /** Whether a part ends with this byte. */
  #ends(byte: number): boolean {
    const isSecond = this.#behindCr && byte === LF;
    this.#behindCr = byte === CR;
    if (isSecond) return false;
    if (byte !== LF && byte !== CR) {
      if (this.#lineLength === 0) this.#isComment = byte === COLON;
      this.#lineLength += 1;
      return false;
    }
    const ends = this.#lineLength === 0 || (this.#isComment && !this.#begun);
    this.#begun = !ends;
    this.#lineLength = 0;
    return ends;
  }

  #take(bytes: Uint8Array): Uint8Array {
    if (this.#held.length === 0) {
      this.#check(bytes.length);
      return bytes.slice();
    }
    this.#hold(bytes);
    return this.#held.take();
  }

  #hold(bytes: Uint8Array): void {
    this.#check(this.#held.length + bytes.length);
    this.#held.add(bytes);
  }

  #check(length: number): void {
    if (length > this.#limits.eventBytes) throw new SallyportError('upstream_too_large');
  }
}
