import type { CheckName, FaultCode } from './fault.ts';

/** One thing wrong with a ledger. No part of it is a value out of an event. */
export interface Fault {
  readonly code: FaultCode;
  /** A sentence for people: `entry 17: the signature does not match its bytes`. */
  readonly words: string;
  /** `trust`, `entry <index>` from 0, or the path of a file. */
  readonly where: string;
}

/** How one check went. */
export interface VerifyCheck {
  readonly name: CheckName;
  readonly ok: boolean;
  /** What was found, in words and counts. */
  readonly detail: string;
}

/** What `verifyLedger` found. */
export interface VerifyReport {
  /** Every check was carried out to its end, and found nothing wrong. */
  readonly ok: boolean;
  /** How many entries the checkpoint signs; 0 when it could not be opened. */
  readonly size: number;
  /** The log's name by its checkpoint; empty when it could not be opened. */
  readonly origin: string;
  /** The root hash in base64, as the third line of the checkpoint has it; empty when it could not be opened. */
  readonly rootHash: string;
  readonly checks: readonly VerifyCheck[];
  /** The first thing wrong; absent exactly when `ok`. */
  readonly firstFault?: Fault;
}
