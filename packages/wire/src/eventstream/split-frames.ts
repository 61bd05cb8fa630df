import { SallyportError } from '@sallyport/core';
import type { EventSplitter, SplitLimits } from '../events/event-framing.ts';
import { LEAST_FRAME_BYTES, PRELUDE_BYTES } from './frame.ts';

/**
 * Cuts a stream of frames by the lengths they begin with. A frame that is longer than may be, or shorter than can be, is refused as soon as
 * its length is known: `upstream_too_large`, `upstream_invalid`. What is cut off at the end comes from `rest`.
 */
export class FrameSplitter implements EventSplitter {
  readonly #limits: SplitLimits;
  #held: Uint8Array = new Uint8Array(1024);
  #length = 0;
  #total = 0;

  constructor(limits: SplitLimits) {
    this.#limits = limits;
  }

  *split(chunk: Uint8Array): Generator<Uint8Array, void> {
    this.#total += chunk.length;
    // What was whole before the limit is given first, whichever way the stream was cut
    const over = Math.min(chunk.length, Math.max(0, this.#total - this.#limits.limitBytes));
    let rest = chunk.subarray(0, chunk.length - over);
    while (rest.length > 0) {
      const wanted = (this.#frameLength() ?? PRELUDE_BYTES) - this.#length;
      const part = rest.subarray(0, wanted);
      this.#hold(part);
      rest = rest.subarray(part.length);
      if (this.#length === this.#frameLength()) yield this.rest();
    }
    if (over > 0) throw new SallyportError('upstream_too_large');
  }

  rest(): Uint8Array {
    const bytes = this.#held.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }

  #frameLength(): number | undefined {
    if (this.#length < PRELUDE_BYTES) return undefined;
    const length = new DataView(this.#held.buffer).getUint32(0);
    if (length < LEAST_FRAME_BYTES) throw new SallyportError('upstream_invalid');
    if (length > this.#limits.eventBytes) throw new SallyportError('upstream_too_large');
    return length;
  }

  #hold(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#held.length) {
      const wider = new Uint8Array(2 * length);
      wider.set(this.#held.subarray(0, this.#length));
      this.#held = wider;
    }
    this.#held.set(bytes, this.#length);
    this.#length = length;
  }
}
