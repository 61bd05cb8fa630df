import { KafkaFault } from './kafka-fault.ts';

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Reads the types of Kafka's protocol (https://kafka.apache.org/protocol#protocol_types), strictly. Raises `KafkaFault`. */
export class KafkaReader {
  readonly #bytes: Buffer;
  #at = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next bytes. */
  take(length: number): Buffer {
    if (length < 0 || length > this.#bytes.length - this.#at) throw new KafkaFault('bytes are missing');
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** All that is left. */
  rest(): Buffer {
    return this.take(this.#bytes.length - this.#at);
  }

  /** Raises when anything is left. */
  end(): void {
    if (this.#at !== this.#bytes.length) throw new KafkaFault('bytes are left over');
  }

  int8(): number {
    return this.take(1).readInt8();
  }

  boolean(): boolean {
    return this.int8() !== 0;
  }

  int16(): number {
    return this.take(2).readInt16BE();
  }

  int32(): number {
    return this.take(4).readInt32BE();
  }

  uint32(): number {
    return this.take(4).readUInt32BE();
  }

  int64(): bigint {
    return this.take(8).readBigInt64BE();
  }

  unsignedVarint(): number {
    return Number(this.#groups(5));
  }

  /** In zigzag. */
  varint(): number {
    const coded = this.#groups(10);
    return Number((coded >> 1n) ^ -(coded & 1n));
  }

  /** Compact strings and arrays have their length and one as an unsigned varint; the others a number of two or four bytes. */
  nullableString(compact: boolean): string | null {
    const length = compact ? this.unsignedVarint() - 1 : this.int16();
    return length < 0 ? null : text(this.take(length));
  }

  string(compact: boolean): string {
    return present(this.nullableString(compact));
  }

  bytes(compact: boolean): Buffer {
    return this.take(compact ? this.unsignedVarint() - 1 : this.int32());
  }

  /** Bytes of a record, whose length is a varint. */
  recordBytes(): Buffer | null {
    const length = this.varint();
    return length === -1 ? null : this.take(length);
  }

  nullableArray<T>(compact: boolean, read: () => T): readonly T[] | null {
    const length = compact ? this.unsignedVarint() - 1 : this.int32();
    if (length < 0) return null;
    if (length > this.#bytes.length - this.#at) throw new KafkaFault('an array is longer than its request');
    return Array.from({ length }, read);
  }

  array<T>(compact: boolean, read: () => T): readonly T[] {
    return present(this.nullableArray(compact, read));
  }

  /** Passes over tagged fields, which only flexible versions have. */
  tags(flexible: boolean): void {
    if (!flexible) return;
    for (let left = this.unsignedVarint(); left > 0; left--) {
      this.unsignedVarint();
      this.take(this.unsignedVarint());
    }
  }

  #groups(most: number): bigint {
    let value = 0n;
    for (let at = 0; at < most; at++) {
      const byte = this.take(1).readUInt8();
      value |= BigInt(byte & 0x7f) << BigInt(7 * at);
      if (byte < 0x80) return value;
    }
    throw new KafkaFault('a varint does not end');
  }
}

function text(bytes: Buffer): string {
  try {
    return UTF8.decode(bytes);
  } catch {
    throw new KafkaFault('a string is not UTF-8');
  }
}

function present<T>(value: T | null): T {
  if (value === null) throw new KafkaFault('something is null that cannot be');
  return value;
}
