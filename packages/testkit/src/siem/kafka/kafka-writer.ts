/** Writes the types of Kafka's protocol. `compact` as in the reader. */
export class KafkaWriter {
  readonly #parts: Buffer[] = [];

  /** All that was written. */
  get bytes(): Buffer {
    return Buffer.concat(this.#parts);
  }

  int8(value: number): this {
    return this.#put(1, (bytes) => bytes.writeInt8(value));
  }

  int16(value: number): this {
    return this.#put(2, (bytes) => bytes.writeInt16BE(value));
  }

  int32(value: number): this {
    return this.#put(4, (bytes) => bytes.writeInt32BE(value));
  }

  int64(value: bigint): this {
    return this.#put(8, (bytes) => bytes.writeBigInt64BE(value));
  }

  raw(bytes: Uint8Array): this {
    this.#parts.push(Buffer.from(bytes));
    return this;
  }

  unsignedVarint(value: number): this {
    const groups: number[] = [];
    let left = value;
    for (; left > 0x7f; left >>>= 7) groups.push((left & 0x7f) | 0x80);
    return this.raw(Buffer.from([...groups, left]));
  }

  nullableString(value: string | null, compact: boolean): this {
    if (value !== null) return this.string(value, compact);
    return compact ? this.unsignedVarint(0) : this.int16(-1);
  }

  string(value: string, compact: boolean): this {
    const bytes = Buffer.from(value);
    return (compact ? this.unsignedVarint(bytes.length + 1) : this.int16(bytes.length)).raw(bytes);
  }

  lengthBytes(value: Uint8Array, compact: boolean): this {
    return (compact ? this.unsignedVarint(value.length + 1) : this.int32(value.length)).raw(value);
  }

  array<T>(values: readonly T[], compact: boolean, write: (value: T) => unknown): this {
    if (compact) this.unsignedVarint(values.length + 1);
    else this.int32(values.length);
    for (const value of values) write(value);
    return this;
  }

  /** No tagged fields, which flexible versions have to say. */
  tags(flexible: boolean): this {
    return flexible ? this.unsignedVarint(0) : this;
  }

  #put(length: number, write: (bytes: Buffer) => unknown): this {
    const bytes = Buffer.alloc(length);
    write(bytes);
    this.#parts.push(bytes);
    return this;
  }
}
