import type { Caller, Identity } from '@sallyport/core';

/** What the admin plane needs of what all replicas know about access. */
export interface AdminAccess {
  /** Takes what serves once, and tells whether it was the first time. `expiresAt` in seconds since the Unix epoch. Raises `ledger_unavailable`. */
  useOnce(digestInput: string, expiresAt: number): Promise<boolean>;
  /** Takes back all that an identity was granted until now. Raises `ledger_unavailable`. */
  revokeIdentity(identity: Identity): Promise<void>;
  /** Takes back one grant, which ends at `expiresAt`, in seconds since the Unix epoch. Raises `ledger_unavailable`. */
  revokeGrant(grant: RevokedGrant): Promise<void>;
}

/** A grant that is taken back. */
export interface RevokedGrant {
  /** Its `jti`. */
  readonly id: string;
  readonly caller: Pick<Caller, 'issuer' | 'subject'>;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
}
