import type { EventFacts } from '@sallyport/core';

/** Whether an event opens or closes the session that `details.sessionId` names. A session is opened once, and closed at most once, after that. */
export type SessionMark = 'open' | 'close';

/** Where an event stands in the log. */
export interface Appended {
  /** From 0, without gaps. */
  readonly index: number;
}

/** That one event is in the log. */
export interface LedgerProof {
  readonly index: number;
  /** The exact bytes of the event. */
  readonly leaf: Uint8Array;
  /** The hashes of the inclusion proof, RFC 6962 §2.1.1. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint the proof leads to. */
  readonly checkpoint: string;
}

/** A session that has no outcome yet. */
export interface UnclosedSession {
  readonly id: string;
  /** Where its intent stands. */
  readonly openedIndex: number;
  readonly openedAt: Date;
}

/** The log of events: append-only, signed, and provable. Replicas that share a database share one log. */
export interface Ledger {
  /**
   * Signs and records an event, and resolves once that is durable. Appending the same facts under the same id again gives the same index.
   *
   * Raises `ledger_unavailable` when the database fails (the event may then be recorded or not; try again with the same id),
   * `overloaded` when too many events wait, `shutting_down` after `close`, and `request_invalid` for an id that another
   * event has, or a session that cannot be opened or closed.
   */
  append(facts: EventFacts, options?: { readonly session?: SessionMark }): Promise<Appended>;
  /** The latest signed checkpoint, C2SP tlog-checkpoint. Raises `ledger_unavailable`. */
  checkpoint(): Promise<string>;
  /** Proves one event to be in the log of the latest checkpoint. Raises `request_invalid` when there is none at this index, `ledger_unavailable`. */
  proof(index: number): Promise<LedgerProof>;
  /**
   * Writes the log to a new or empty folder in the layout of C2SP tlog-tiles: `checkpoint`, `trust.json`, `tile/…`. Memory stays bounded.
   * Raises `request_invalid` when the folder holds something, `ledger_corrupt`, `ledger_unavailable`.
   */
  exportTo(folder: string): Promise<{ readonly size: number }>;
  /** Sessions opened before a time (milliseconds since the epoch) and not closed, oldest first. Raises `ledger_unavailable`. */
  unclosedSessions(query: {
    readonly openedBefore: number;
    readonly limit: number;
  }): Promise<readonly UnclosedSession[]>;
  /** Records what waits, then refuses more. The database stays open. */
  close(): Promise<void>;
}
