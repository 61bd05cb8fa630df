import type { LedgerEvent } from '../event/ledger-event.ts';
import type { ProofClaims } from '../proof/proof.ts';

/** An entry of a bundle that was verified. */
export type BundleEntry = {
  readonly index: number;
  /** The id of the key that signed it. */
  readonly kid: string;
  /** Whether it is one of the bundle's range, or one outside of it that those within rest on. */
  readonly within: 'range' | 'context';
  /** Whether its own time is in the bundle's period. Milliseconds since the Unix epoch. */
  readonly inPeriod: boolean;
  readonly time: number;
} & (
  | { readonly event: LedgerEvent }
  /** A client's intent: what its DPoP proof says, and its `jti`. */
  | { readonly id: string; readonly proof: ProofClaims }
);
