import { asSallyportError, type ErrorCode, SallyportError } from '@sallyport/core';
import { CHUNK_BYTES, ChunkCipher, TAG_BYTES } from './chunk-cipher.ts';
import type { Payload } from './payload.ts';
import type { TemporaryFile } from './temporary-file.ts';

/**
 * Bytes too many for memory, kept in a temporary file that only this object can read: it is encrypted under a key of its own,
 * which is nowhere else. Written once, then read any number of times. Holds about two chunks of 64 KiB.
 *
 * Every failure closes the file, and every later call raises it again; after `dispose` that is `cancelled`. Calls out of order
 * (reading before the end, two writes at once) raise `internal`.
 */
export class EncryptedFile implements Payload {
  readonly #file: TemporaryFile;
  readonly #limit: number;
  readonly #cipher = new ChunkCipher();
  readonly #chunk = new Uint8Array(CHUNK_BYTES);
  #filled = 0;
  #chunks = 0;
  #length = 0;
  #state: 'writing' | 'busy' | 'finished' | 'closed' = 'writing';
  #fault: ErrorCode = 'cancelled';

  constructor(file: TemporaryFile, limitBytes: number) {
    this.#file = file;
    this.#limit = limitBytes;
  }

  /** How many bytes were written. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends bytes, which must stay as they are until it is done. Raises `body_too_large` past the limit, before anything of
   * the chunk is written, and `temporary_storage`.
   */
  write(bytes: Uint8Array): Promise<void> {
    return this.#alone('writing', async () => {
      // Said so that a limit that is no number takes nothing
      if (!(this.#length + bytes.length <= this.#limit)) throw new SallyportError('body_too_large');
      this.#length += bytes.length;
      for (let at = 0; at < bytes.length; ) {
        if (this.#filled === CHUNK_BYTES) await this.#flush(false);
        const part = bytes.subarray(at, at + CHUNK_BYTES - this.#filled);
        this.#chunk.set(part, this.#filled);
        this.#filled += part.length;
        at += part.length;
      }
    });
  }

  /** Writes what is left, after which the file can be read. Raises `temporary_storage`. */
  finish(): Promise<void> {
    return this.#alone('finished', () => this.#flush(true));
  }

  /**
   * The bytes, in chunks of at most 64 KiB, each judged before it is given. Raises `temporary_storage` of a file that is not
   * as it was written. Leaving it midway is free.
   */
  read(): AsyncIterable<Uint8Array> {
    this.#expect('finished');
    return this.#read();
  }

  /** Closes and forgets the file. May be called at any time, and again. */
  async dispose(): Promise<void> {
    this.#state = 'closed';
    this.#cipher.forget();
    this.#chunk.fill(0);
    await this.#file.close();
  }

  async *#read(): AsyncGenerator<Uint8Array, void> {
    for (let index = 0; index < this.#chunks; index++) {
      this.#expect('finished');
      const chunk = await this.#orClose(this.#readChunk(index));
      if (chunk.length > 0) yield chunk;
    }
  }

  async #readChunk(index: number): Promise<Uint8Array> {
    const last = index === this.#chunks - 1;
    const length = last ? this.#length - index * CHUNK_BYTES : CHUNK_BYTES;
    const sealed = await this.#file.read(length + TAG_BYTES, index * (CHUNK_BYTES + TAG_BYTES));
    return this.#cipher.open(sealed, { index, last });
  }

  async #flush(last: boolean): Promise<void> {
    const index = this.#chunks;
    const sealed = this.#cipher.seal(this.#chunk.subarray(0, this.#filled), { index, last });
    await this.#file.write(sealed, index * (CHUNK_BYTES + TAG_BYTES));
    this.#chunks += 1;
    this.#filled = 0;
    this.#expect('busy');
  }

  async #alone(then: 'writing' | 'finished', work: () => Promise<void>): Promise<void> {
    this.#expect('writing');
    this.#state = 'busy';
    await this.#orClose(work());
    this.#expect('busy');
    this.#state = then;
  }

  async #orClose<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (cause) {
      const error = asSallyportError(cause);
      if (this.#state === 'closed') throw new SallyportError(this.#fault);
      this.#fault = error.code;
      await this.dispose();
      throw error;
    }
  }

  #expect(state: 'writing' | 'busy' | 'finished'): void {
    if (this.#state === 'closed') throw new SallyportError(this.#fault);
    if (this.#state !== state) throw new SallyportError('internal');
  }
}
