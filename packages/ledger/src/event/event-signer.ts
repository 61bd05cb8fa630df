import type { EventPublicKey } from '@sallyport/core';

/** Signs events with one P-256 key. */
export interface EventSigner {
  /** The RFC 7638 thumbprint of the key. */
  readonly kid: string;
  /** The ECDSA P-256 SHA-256 signature of `data` as RFC 7518 §3.4 writes it: `r ‖ s`, 64 bytes. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** An `EventSigner` that knows its own public key. */
export interface KeyedEventSigner extends EventSigner {
  /** What others verify with. */
  readonly publicKey: EventPublicKey;
}
