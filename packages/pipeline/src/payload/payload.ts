/** The bytes of a body, wherever they are kept. */
export interface Payload {
  readonly length: number;
  /** All of them, where they are few enough to be held in memory. */
  readonly bytes?: Uint8Array;
  /** Reads them from the start, as often as wanted. */
  read(): AsyncIterable<Uint8Array>;
}

/** A payload held in memory. */
export interface HeldPayload extends Payload {
  readonly bytes: Uint8Array;
}

/** A payload of bytes in memory. They must not be changed afterwards. */
export function heldPayload(bytes: Uint8Array): HeldPayload {
  return {
    length: bytes.length,
    bytes,
    async *read() {
      if (bytes.length > 0) yield bytes;
    },
  };
}
