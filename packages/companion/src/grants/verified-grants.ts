import { type Caller, type Clock, type Identity, SallyportError } from '@sallyport/core';
import type { AuthorizationDetail } from './authorization-details.ts';

/** A grant as it comes back. */
export interface VerifiedGrant {
  /** Its `jti`, a UUID. */
  readonly id: string;
  /** Without groups: grants carry none. */
  readonly caller: Caller;
  /** Who acts for the caller, the present actor first; absent where it acts itself. */
  readonly actors?: readonly Identity[];
  readonly connection: string;
  /** The RFC 7638 thumbprint of the key it is bound to. */
  readonly jkt: string;
  /** The operations it covers; absent means all that policy allows. */
  readonly scope?: readonly string[];
  /** The same in the words of RFC 9396, where it was asked for so. */
  readonly authorizationDetails?: readonly AuthorizationDetail[];
  /** Seconds since the Unix epoch. */
  readonly issuedAt: number;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
}

interface Kept {
  readonly grant: VerifiedGrant;
  /** Milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** How many grants are remembered. */
const CAPACITY = 4096;

/** Remembers grants whose signature was verified, those used last: a client shows its grant with every call. */
export class VerifiedGrants {
  readonly #clock: Clock;
  readonly #kept = new Map<string, Kept>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The grant of a token seen before. Raises `token_expired`. */
  find(token: string): VerifiedGrant | undefined {
    const kept = this.#kept.get(token);
    if (kept === undefined) return undefined;
    this.#kept.delete(token);
    if (kept.expiresAt <= this.#clock.now()) throw new SallyportError('token_expired');
    this.#kept.set(token, kept);
    return kept.grant;
  }

  /** Keeps a verified grant, and gives it. */
  keep(token: string, kept: Kept): VerifiedGrant {
    this.#kept.set(token, kept);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size > CAPACITY && oldest !== undefined) this.#kept.delete(oldest);
    return kept.grant;
  }
}
