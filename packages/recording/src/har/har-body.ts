import { fromUtf8, joinBytes, toBase64 } from '@sallyport/core';

/** How much of a body is held to tell whether all of it is text: 1 MiB. */
const HELD_BYTES = 1_048_576;

/** What stands around the members, where the body has any byte. */
export interface HarBodyFrame {
  readonly before: string;
  readonly after: string;
}

/** Writes a body as members of JSON while it comes: `text` where it is UTF-8 and at most 1 MiB, and otherwise `text` in base64 with its encoding. An empty body has none. */
export class HarBody {
  readonly #encoding: string;
  readonly #frame: HarBodyFrame;
  #held: Uint8Array[] = [];
  #heldBytes = 0;
  #isBase64 = false;
  #size = 0;

  /** @param encoding - the member that says `base64` */
  constructor(encoding: string, frame: HarBodyFrame = { before: '', after: '' }) {
    this.#encoding = encoding;
    this.#frame = frame;
  }

  /** How many bytes have come. */
  get size(): number {
    return this.#size;
  }

  /** What can be written once these bytes have come. */
  add(bytes: Uint8Array): string {
    this.#size += bytes.length;
    this.#heldBytes += bytes.length;
    this.#held.push(bytes);
    if (!this.#isBase64 && this.#heldBytes <= HELD_BYTES) return '';
    const begin = this.#isBase64 ? '' : this.#beginBase64();
    const held = joinBytes(this.#held);
    // Three bytes are four digits: only at the end may there be less.
    const whole = held.length - (held.length % 3);
    this.#held = [held.subarray(whole)];
    this.#heldBytes = held.length - whole;
    return begin + toBase64(held.subarray(0, whole));
  }

  /** What is left to write. */
  end(): string {
    if (this.#size === 0) return '';
    const held = joinBytes(this.#held);
    if (this.#isBase64) return `${toBase64(held)}"${this.#frame.after}`;
    try {
      return `${this.#frame.before}"text":${JSON.stringify(fromUtf8(held))}${this.#frame.after}`;
    } catch {
      return `${this.#beginBase64()}${toBase64(held)}"${this.#frame.after}`;
    }
  }

  #beginBase64(): string {
    this.#isBase64 = true;
    return `${this.#frame.before}"${this.#encoding}":"base64","text":"`;
  }
}
