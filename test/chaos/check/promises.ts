/** A session that a client was told of. */
export interface PromisedSession {
  readonly correlationId: string;
  /** Whether the application had its answer: then the outcome was promised too. */
  readonly answered: boolean;
}

/** A leaf that a client holds a receipt for. */
export interface PromisedIntent {
  readonly index: number;
  /** RFC 6962 §2.1, in base64url. */
  readonly leafHash: string;
  readonly correlationId: string;
}

/** What was acknowledged to somebody, and what was seen to leave: all that the ledger must answer for. */
export interface Promises {
  /** By session id. */
  readonly sessions: ReadonlyMap<string, PromisedSession>;
  readonly intents: readonly PromisedIntent[];
  /** Correlation ids of calls whose `client.outcome` was durable in the spool. */
  readonly outcomes: ReadonlySet<string>;
  /** How many requests the provider got for each call, by correlation id. */
  readonly requests: ReadonlyMap<string, number>;
  /** How many requests it got that belong to no call. */
  readonly strangeRequests: number;
}
