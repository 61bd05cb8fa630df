/** Compares a file with bytes that come piece by piece: what is held is one piece of each. */
export class SameBytes {
  readonly #file: AsyncIterator<Uint8Array>;
  #piece: Uint8Array = new Uint8Array(0);
  #same = true;

  constructor(file: AsyncIterable<Uint8Array>) {
    this.#file = file[Symbol.asyncIterator]();
  }

  /** Compares what comes next; once something differed, the file is read no further. Rejects where it cannot be read. */
  async take(bytes: Uint8Array): Promise<void> {
    let rest = bytes;
    while (this.#same && rest.length > 0) {
      if (this.#piece.length === 0) await this.#next();
      const length = Math.min(rest.length, this.#piece.length);
      if (length === 0 || Buffer.compare(rest.subarray(0, length), this.#piece.subarray(0, length)) !== 0) {
        this.#same = false;
      }
      rest = rest.subarray(length);
      this.#piece = this.#piece.subarray(length);
    }
  }

  /** Whether the file is exactly those bytes, now that there are no more. */
  async end(): Promise<boolean> {
    if (this.#same && this.#piece.length === 0) await this.#next();
    const same = this.#same && this.#piece.length === 0;
    await this.#file.return?.();
    return same;
  }

  /** The next piece that is not empty; an empty one where there is none. */
  async #next(): Promise<void> {
    // Until it was read, and where it cannot be, nothing is known to be the same.
    this.#same = false;
    for (let read = await this.#file.next(); !(read.done ?? false); read = await this.#file.next()) {
      this.#piece = read.value;
      if (read.value.length > 0) break;
    }
    this.#same = true;
  }
}
