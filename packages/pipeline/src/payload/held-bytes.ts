/**
 * Bytes put together from chunks, in one piece that doubles when it is full: kept apart, chunks of a byte each would take a
 * hundred times their length. A single chunk is kept as it is, and must not be changed afterwards.
 */
export class HeldBytes {
  #buffer: Uint8Array = new Uint8Array();
  #length = 0;

  /** How many there are. */
  get length(): number {
    return this.#length;
  }

  /** All of them. */
  get bytes(): Uint8Array {
    return this.#buffer.subarray(0, this.#length);
  }

  /** Puts a chunk at the end. */
  append(chunk: Uint8Array): void {
    const length = this.#length + chunk.length;
    if (this.#length === 0) this.#buffer = chunk;
    else {
      if (length > this.#buffer.length) this.#grow(length);
      this.#buffer.set(chunk, this.#length);
    }
    this.#length = length;
  }

  /** Into memory of its own: the first chunk's is not ours to write to. */
  #grow(length: number): void {
    const grown = new Uint8Array(Math.max(2 * this.#buffer.length, length));
    grown.set(this.bytes);
    this.#buffer = grown;
  }
}
