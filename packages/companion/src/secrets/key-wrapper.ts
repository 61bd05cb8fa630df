/** Encrypts data keys under a root key that it alone holds: a file's, or a key management service's. */
export interface KeyWrapper {
  /** Names the root key, so that what another one wrapped is recognised. Stays the same for the same key. Not secret. */
  readonly keyId: string;
  /** The root key before this one, while it is being rotated: it opens what it wrapped, and wraps nothing. */
  readonly previous?: KeyWrapper;
  /** Wraps a data key. `context` is authenticated: unwrapping needs the same bytes. Raises `key_unavailable` when the root key cannot be reached. */
  wrap(dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /**
   * Unwraps it. Raises `secret_unsealed` when the root key, the context or the bytes are not those it was wrapped with, and
   * `key_unavailable` when the root key cannot be reached.
   */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}
