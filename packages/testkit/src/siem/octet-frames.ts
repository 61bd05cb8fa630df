/** `MSG-LEN SP`, RFC 5425 §4.3: no leading zero. */
const LENGTH = /^([1-9]\d{0,7}) $/;
const LONGEST_LENGTH = 9;

/** Takes a stream of octet-counted messages apart, RFC 5425 §4.3. Strict: after the first thing that is no frame, nothing is read. */
export class OctetFrames {
  #held: Buffer = Buffer.alloc(0);
  #broken = false;

  /** How many octets wait for the rest of their message. */
  get waiting(): number {
    return this.#held.length;
  }

  /** Whether something came that is no frame. */
  get broken(): boolean {
    return this.#broken;
  }

  /** The messages that are whole with these octets, in order. */
  push(octets: Uint8Array): readonly Buffer[] {
    this.#held = Buffer.concat([this.#held, octets]);
    const messages: Buffer[] = [];
    for (let message = this.#next(); message !== undefined; message = this.#next()) messages.push(message);
    return messages;
  }

  #next(): Buffer | undefined {
    if (this.#broken || this.#held.length === 0) return undefined;
    const space = this.#held.indexOf(' ');
    const head = this.#held.toString('latin1', 0, space < 0 ? LONGEST_LENGTH : space + 1);
    const length = Number(LENGTH.exec(head)?.[1]);
    if (Number.isNaN(length)) {
      this.#broken = space >= 0 || !/^[1-9]\d{0,7}$/.test(head);
      return undefined;
    }
    if (this.#held.length < space + 1 + length) return undefined;
    const message = this.#held.subarray(space + 1, space + 1 + length);
    this.#held = this.#held.subarray(space + 1 + length);
    return message;
  }
}
