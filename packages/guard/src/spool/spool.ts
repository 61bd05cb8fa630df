/** The largest event, in bytes of its compact JWS: what fits into a leaf of the ledger. */
export const MAX_EVENT_BYTES = 65_535;

/** One signed event waiting to be sent: a compact JWS (RFC 7515 §7.1) and the event's own UUID in lower case. */
export interface SpooledEvent {
  readonly id: string;
  readonly jws: string;
}

/** Room held for one event. */
export interface Reservation {
  /**
   * As `Spool.append`, but never refused for want of room. Raises `request_invalid` for an event larger than was reserved and for a
   * second use, `spool_unavailable` once the spool is closed.
   */
  append(event: SpooledEvent): Promise<void>;
  /** Gives the room back. A reservation that was used or released stays as it is. */
  release(): void;
}

/** How much to hand out at once. */
export interface PendingLimit {
  /** At least 1. */
  readonly events: number;
  /** Bytes of JWS; at least `MAX_EVENT_BYTES`, so that every event can be handed out. */
  readonly bytes: number;
}

/** What a spool holds. */
export interface SpoolCounts {
  /** Events not yet settled, on disk and in memory. */
  readonly waiting: number;
  /** Their size, in bytes of JWS. */
  readonly bytes: number;
  /** Events put aside by this spool since it was opened. */
  readonly quarantined: number;
}

/**
 * Keeps signed events until the companion has them: at least once, never lost. An event may be handed out again after a crash,
 * or by two processes at a time, and must be taken idempotently.
 */
export interface Spool {
  /**
   * Resolves once the event is kept: on disk, flushed, or in memory while `mode` is `memory`. Appends made at a time share one flush.
   * An event that waits already is kept once. Raises `request_invalid` for what is no event, or for another event under an id that waits;
   * `spool_full`; `spool_unavailable` once the spool is closed.
   */
  append(event: SpooledEvent): Promise<void>;
  /**
   * Holds room for one event of at most `bytes` of JWS (default `MAX_EVENT_BYTES`), so that the outcome of a call that was sent can
   * always be written. Use it or release it. Raises `request_invalid`, `spool_full`, `spool_unavailable`.
   */
  reserve(bytes?: number): Reservation;
  /**
   * The oldest events not yet settled, within the limit, those that ended processes left behind among them. Asked again, it gives the same ones.
   * Raises `request_invalid` for a limit that is too small, `spool_unavailable` when events wait and none can be read.
   */
  pending(limit: PendingLimit): Promise<readonly SpooledEvent[]>;
  /** The companion has these: they are forgotten. Ids that do not wait are passed over. */
  settle(ids: readonly string[]): Promise<void>;
  /**
   * The companion will never take these: they are copied to a `refused` file, forgotten and counted. Of such files a sixteenth of
   * `maxBytes` is kept, the newest; in memory they are only counted. Raises `request_invalid`.
   */
  quarantine(events: readonly SpooledEvent[]): Promise<void>;
  /** `memory` without a folder, and from the moment the disk fails until everything kept in memory was written to it. */
  readonly mode: 'disk' | 'memory';
  counts(): SpoolCounts;
  /**
   * Waits for appends under way and leaves what is on disk to the next process. What is in memory is written to the disk if that
   * works again, and is lost otherwise. Raises nothing.
   */
  close(): Promise<void>;
}
