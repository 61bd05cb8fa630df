/** Bytes that come in pieces, gathered until they are whole. */
export class GatheredBytes {
  #held: Uint8Array = new Uint8Array(1024);
  #length = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** What there is, for a look: good until the next `add` or `take`. */
  get view(): DataView {
    return new DataView(this.#held.buffer, 0, this.#length);
  }

  /** Adds a piece behind what is there. Room doubles, so that a byte is copied a bounded number of times. */
  add(bytes: Uint8Array): void {
    const length = this.#length + bytes.length;
    if (length > this.#held.length) {
      const wider = new Uint8Array(2 * length);
      wider.set(this.#held.subarray(0, this.#length));
      this.#held = wider;
    }
    this.#held.set(bytes, this.#length);
    this.#length = length;
  }

  /** All there is, as bytes of its own; then there is nothing. */
  take(): Uint8Array {
    const bytes = this.#held.slice(0, this.#length);
    this.#length = 0;
    return bytes;
  }
}
