/** What a stored part belongs to: the recording of a session, or its sealed original. */
export type PartKind = 'recording' | 'originals';

/** Where a part stands: of which session, and which of its parts, from 0. */
export interface PartPlace {
  readonly kind: PartKind;
  /** The session's UUID. */
  readonly session: string;
  readonly index: number;
}

/** Keeps the segments of recordings and the parts of sealed originals, each of at most 256 KiB. */
export interface SegmentStore {
  /** What a row of `recording` or `originals` calls it. */
  readonly name: 'database' | 'bucket';
  /**
   * Keeps a part, and resolves once that is durable. `keepUntil` is until when it must not be taken away, where the store can see to that.
   * A place is written once: the same bytes again are no failure, others change nothing.
   *
   * Raises `recording_unavailable` when the store fails or the place is taken, `recording_locked` when it refuses the lock.
   */
  write(place: PartPlace & { readonly keepUntil: Date }, bytes: Uint8Array): Promise<void>;
  /** The bytes of a part, or `undefined` when there is none. Raises `recording_unavailable`. */
  read(place: PartPlace): Promise<Uint8Array | undefined>;
  /**
   * Takes away the first `parts` parts of a recording or an original; where a lock forbids it, as far as it allows: after that `read`
   * gives none. Again is no failure. Raises `recording_unavailable`.
   */
  remove(all: Pick<PartPlace, 'kind' | 'session'> & { readonly parts: number }): Promise<void>;
}
