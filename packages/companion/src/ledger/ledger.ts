import type { EventFacts } from '@sallyport/core';
import type { TileReader } from '@sallyport/ledger';
import type { RecordingChange } from '../recordings/recording-change.ts';
import type { ClientKey, SessionMark, SessionSalt, Settled } from './entry.ts';
import type { KnownOfSession } from './session-row.ts';

/** An event the companion signs. */
export interface OwnItem {
  readonly facts: EventFacts;
  readonly session?: SessionMark;
  /** Kept with the session that the event opens. */
  readonly salt?: SessionSalt;
  /** What the session, or the refused call, is found by beside what the event says. */
  readonly known?: KnownOfSession;
  /** Bound to its identity from then on. */
  readonly clientKey?: ClientKey;
  /** Refused, as `proof_replayed`, when its id is in the log already. */
  readonly once?: boolean;
  /** What is written about the session's recording with it: both or neither. */
  readonly recorded?: readonly RecordingChange[];
}

/** What a client signed: its exact bytes are the leaf. The caller has verified them. */
export interface ClientItem {
  readonly id: string;
  readonly kid: string;
  readonly leaf: Uint8Array;
  /** Milliseconds since the epoch. */
  readonly time: number;
  /** Refused, as `proof_replayed`, when its id is in the log already. Otherwise the same bytes again are one entry. */
  readonly once?: boolean;
}

/** Something to record. */
export type LedgerItem = OwnItem | ClientItem;

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

/** Where the intent and the outcome of a session stand. */
export interface StoredSession {
  readonly openedIndex: number;
  /** Absent while the call goes on. */
  readonly closedIndex?: number;
}

/** The log of events: append-only, signed, and provable. Replicas that share a database share one log. */
export interface Ledger extends TileReader {
  /** As `commit`, of one event of the companion. */
  append(facts: EventFacts, options?: { readonly session?: SessionMark }): Promise<Appended>;
  /**
   * Records items together, all or none, one after the other, and resolves once that is durable. Recording a single one again under
   * the same id gives the same index.
   *
   * Raises `ledger_unavailable` when the database fails (the items may then be recorded or not; try again with the same ids),
   * `overloaded` when too many events wait, `shutting_down` after `close`, `proof_replayed` and `event_conflict` for an id that is
   * taken, `salt_reused`, `proof_key` for a client key of another identity, `recording_unavailable` for what cannot be written about a
   * recording, and `request_invalid` for an id that another event of the companion has, or a session that cannot be opened or closed.
   */
  commit(items: readonly LedgerItem[]): Promise<readonly Settled[]>;
  /** The latest signed checkpoint, C2SP tlog-checkpoint. Raises `ledger_unavailable`. */
  checkpoint(): Promise<string>;
  /** The exact bytes of one leaf. Raises `ledger_corrupt` when there is none, `ledger_unavailable`. */
  leaf(index: number): Promise<Uint8Array>;
  /** The exact bytes of so many leaves from one on. Raises `ledger_corrupt` when there are not as many, `ledger_unavailable`. */
  leaves(first: number, count: number): Promise<readonly Uint8Array[]>;
  /** Where a session's events stand, or `undefined` when there is none of this id. Raises `ledger_unavailable`. */
  session(id: string): Promise<StoredSession | undefined>;
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
