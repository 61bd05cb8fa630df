/** The kinds of subject token a source can give: RFC 8693 §3. */
export type TokenType =
  | 'urn:ietf:params:oauth:token-type:jwt'
  | 'urn:ietf:params:oauth:token-type:access_token'
  | 'urn:ietf:params:oauth:token-type:id_token';

/** A token that says who the process is. It is a secret: never log it. */
export interface IdentityToken {
  readonly token: string;
  readonly type: TokenType;
  /** When it expires, milliseconds since the Unix epoch by this process's clock; absent when that is not known. */
  readonly expiresAt?: number;
}

/** Where identity tokens come from. */
export interface TokenSource {
  /**
   * Gives a token. `signal` cancels the caller's wait. Raises `SallyportError`: `identity_unavailable` when there is no
   * token to be had, `cancelled` after the signal.
   */
  getToken(options?: { readonly signal?: AbortSignal }): Promise<IdentityToken>;
}
