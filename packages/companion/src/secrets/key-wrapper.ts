/** Encrypts data keys under a root key that it alone holds: a file's, or a key management service's. */
export interface KeyWrapper {
  /** Names the root key, so that what another one wrapped is recognised. Not secret. */
  readonly keyId: string;
  /** Wraps a data key. `context` is authenticated: unwrapping needs the same bytes. */
  wrap(dataKey: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
  /** Unwraps it. Raises `secret_unsealed` when the root key, the context or the bytes are not those it was wrapped with. */
  unwrap(wrapped: Uint8Array, context: Uint8Array): Promise<Uint8Array>;
}
