import type { KeyedEventSigner, NoteSigner, TrustDocument, VerifierKey } from '@sallyport/ledger';

/** What a log is and who signs for it. */
export interface LogIdentity {
  readonly origin: string;
  readonly keys: LogKeys;
}

/** The keys of a log. They rotate, so they are asked for each time. */
export interface LogKeys {
  /** Signs checkpoints now. */
  readonly log: NoteSigner & { readonly verifierKey: string };
  /** Those that sign checkpoints beside it. */
  readonly outgoing: readonly NoteSigner[];
  /** Signs events now. */
  readonly event: KeyedEventSigner;
  /** All that the log is believed by. */
  readonly trust: TrustDocument;
  /** What the log's own checkpoints are verified with. */
  readonly verifierKeys: readonly VerifierKey[];
  /** Reads them again. Raises `ledger_unavailable`, `secret_unsealed`, `ledger_corrupt`. */
  refresh(): Promise<void>;
}
