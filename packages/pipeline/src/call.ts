/** Header names in lower case, one value each. */
export type HeaderRecord = Readonly<Record<string, string>>;

/** A call as a door receives it, before anything is known of it. */
export interface Call {
  readonly method: string;
  /** Path below the connection's base URL, exactly as sent: `/embeddings`. */
  readonly path: string;
  /** The raw query, without `?`; empty when there is none. */
  readonly query: string;
  readonly headers: HeaderRecord;
  /** Reads the whole body, once. Raises `body_too_large` past the door's limit. */
  readonly readBody: () => Promise<Uint8Array>;
  /** Aborted when the caller goes away. */
  readonly signal: AbortSignal;
  readonly clientIp?: string;
}

/** An answer, whole. */
export interface Reply {
  readonly status: number;
  readonly headers: HeaderRecord;
  readonly body: Uint8Array;
}
