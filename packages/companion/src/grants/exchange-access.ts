import type { Caller, Identity } from '@sallyport/core';

/** What issuing and revoking grants tells, and asks of, whoever keeps track of access. Each method raises `ledger_unavailable`. */
export interface ExchangeAccess {
  /** Remembers the groups of an identity, which grants do not carry. */
  remember(identity: Omit<Caller, 'means'>): Promise<void>;
  /** Takes what serves once, and tells whether it was the first time. It is remembered until it expires, in seconds since the Unix epoch. */
  useOnce(digestInput: string, expiresAt: number): Promise<boolean>;
  /** Takes a grant back, on every replica. It expires in seconds since the Unix epoch. */
  revokeGrant(grant: { readonly id: string; readonly caller: Identity; readonly expiresAt: number }): Promise<void>;
}
