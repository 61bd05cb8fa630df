import { SallyportError } from '@sallyport/core';
import type { EventSplitter, SplitLimits } from '../events/event-framing.ts';
import { GatheredBytes } from '../events/gathered-bytes.ts';
import { LEAST_FRAME_BYTES, PRELUDE_BYTES } from './frame.ts';

/**
 * Cuts a stream of frames by the lengths they begin with. A frame that is longer than may be, or shorter than can be, is refused as soon as
 * its length is known: `upstream_too_large`, `upstream_invalid`. What is cut off at the end comes from `rest`.
 */
export class FrameSplitter implements EventSplitter {
  readonly #limits: SplitLimits;
  readonly #held = new GatheredBytes();
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
      const wanted = (this.#frameLength() ?? PRELUDE_BYTES) - this.#held.length;
      const part = rest.subarray(0, wanted);
      this.#held.add(part);
      rest = rest.subarray(part.length);
      if (this.#held.length === this.#frameLength()) yield this.rest();
    }
    if (over > 0) throw new SallyportError('upstream_too_large');
  }

  rest(): Uint8Array {
    return this.#held.take();
  }

  #frameLength(): number | undefined {
    if (this.#held.length < PRELUDE_BYTES) return undefined;
    const length = this.#held.view.getUint32(0);
    if (length < LEAST_FRAME_BYTES) throw new SallyportError('upstream_invalid');
    if (length > this.#limits.eventBytes) throw new SallyportError('upstream_too_large');
    return length;
  }
}
