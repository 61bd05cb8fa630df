import { utf8 } from '@sallyport/core';
import { type Digest, sipHash } from './sip-hash.ts';

const DIGITS = '0123456789';
const WORDS = 4;

/**
 * An endless row of numbers that a key and a text determine: the same pair always gives the same row, and without the key no
 * row tells anything of its text or of another row.
 */
export class Draw {
  readonly #key: Uint8Array;
  readonly #block = new Uint8Array(4);
  #count = 0;
  #words: Digest = [0, 0, 0, 0];

  /** `purpose` keeps the rows of one text for different ends apart; it holds no NUL. */
  constructor(key: Uint8Array, { purpose, text }: { readonly purpose: string; readonly text: string }) {
    // The text is read once, however many numbers are drawn.
    const seed = Uint32Array.from(sipHash(key, utf8(`${purpose}\0${text}`)));
    this.#key = new Uint8Array(seed.buffer);
  }

  /** A whole number from 0 to `limit` - 1; `limit` is 1 to 2^20, so that no number is noticeably more likely. */
  below(limit: number): number {
    const at = this.#count++ % WORDS;
    if (at === 0) this.#words = this.#next();
    return Math.floor(((this.#words[at] ?? 0) / 2 ** 32) * limit);
  }

  /** One of a list, or `undefined` of an empty one. */
  pick<T>(list: readonly T[]): T | undefined {
    return list[this.below(list.length)];
  }

  /** One character of an alphabet. */
  character(alphabet: string): string {
    return alphabet.charAt(this.below(alphabet.length));
  }

  /** So many decimal digits. */
  digits(count: number): string {
    let digits = '';
    while (digits.length < count) digits += this.character(DIGITS);
    return digits;
  }

  #next(): Digest {
    const number = this.#count;
    this.#block.set([number, number >>> 8, number >>> 16, number >>> 24]);
    return sipHash(this.#key, this.#block);
  }
}
