import type { Caller, Identity, SallyportError } from '@sallyport/core';

/** What a caller shows, by what it can be told whether that was taken back. */
export interface Presented {
  /** A grant's `jti`; empty for an identity token that comes as a bearer. */
  readonly id: string;
  readonly caller: Identity;
  /** Seconds since the Unix epoch. */
  readonly issuedAt: number;
}

/** A call under way, and when it may go on. */
export interface Followed extends Presented {
  /** Whether its caller may still do it in these groups; asked when they change. Default: whatever they are. */
  readonly allows?: (membership: Membership) => boolean;
}

/** What is known of an identity beside its name. */
export interface Membership {
  readonly groups: readonly string[];
  readonly nature?: 'person' | 'service';
}

/** A grant to take back. */
export interface RevokedGrant {
  /** Its `jti`, a UUID. */
  readonly id: string;
  readonly caller: Identity;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** A review whose approval is taken back. */
export interface RevokedReview {
  /** A UUID. */
  readonly id: string;
  /** Its requester. */
  readonly identity: Identity;
  /** Until when it would have let calls begin, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/**
 * Who may go on, as all replicas on one database see it. What one of them takes back, it refuses from then on, and every other within a
 * bounded time; a replica that cannot see what was taken back refuses everybody.
 */
export interface Access {
  /**
   * Remembers the groups of an identity as a token of its own says they are, whenever it shows one at an exchange. What a token says that
   * was issued before another one that was shown is old, and changes nothing. `issuedAt` is in seconds since the Unix epoch; default: now.
   * Raises `ledger_unavailable`.
   */
  remember(identity: Omit<Caller, 'means'>, issuedAt?: number): Promise<void>;
  /** The groups of an identity, as its last exchange found them; none of one that never made any. Raises `ledger_unavailable`. */
  groupsOf(identity: Identity): Promise<readonly string[]>;
  /** The same, with its nature. Raises `ledger_unavailable`. */
  membershipOf(identity: Identity): Promise<Membership>;
  /** Raises `grant_revoked` for what was taken back, and `ledger_unavailable` when that cannot be told. */
  check(presented: Presented): void;
  /** The same, once all that any replica has taken back by now is known here. For what costs a look into the database anyway. */
  checkNow(presented: Presented): Promise<void>;
  /** Takes a grant back: durable, and in force here, when it resolves. Raises `ledger_unavailable`, `overloaded`. */
  revokeGrant(grant: RevokedGrant): Promise<void>;
  /**
   * Takes back all that was issued to an identity until now: grants, and the identity provider's own tokens. Durable, and in force here,
   * when it resolves. Raises `ledger_unavailable`, `overloaded`.
   */
  revokeIdentity(identity: Identity): Promise<void>;
  /**
   * Follows a call under way, until what it gives is called: `abort` is called, once, with `grant_revoked` when the right to it is taken
   * away, or with `ledger_unavailable` when that can no longer be told. Raises what `check` does.
   */
  follow(followed: Followed, abort: (error: SallyportError) => void): () => void;
  /**
   * Takes the approval of a review back from the calls that were sent under it and still go on: they end, here now and on every other
   * replica soon. That no more are sent is up to the review's own state. Durable when it resolves. Raises `ledger_unavailable`,
   * `overloaded`.
   */
  revokeReview(review: RevokedReview): Promise<void>;
  /**
   * Follows a call that is sent under a review, until what it gives is called: `abort` is called, once, with `review_revoked` when the
   * approval is taken back. Raises `review_revoked` when it was already.
   */
  followReview(id: string, abort: (error: SallyportError) => void): () => void;
  /**
   * Takes what serves once, on whichever replica, and tells whether this was the first time; it is remembered, as a digest, at least until
   * it expires, in seconds since the Unix epoch. Raises `ledger_unavailable`.
   */
  useOnce(digestInput: string, expiresAt: number): Promise<boolean>;
  /** Forgets what had expired by a time, in milliseconds since the Unix epoch. Raises `ledger_unavailable`. */
  forget(before: number): Promise<void>;
  /** Follows nothing any more. Goes before the database's own `close`. */
  close(): Promise<void>;
}
