import type { Fault } from './check/find-faults.ts';
import type { Landings } from './stage/landings.ts';

/** What is left after all strikes: the ledger, and what it must answer for. */
export interface Conclusion {
  /** What `verifyLedger` found wrong first; absent when nothing is. */
  readonly unverified?: string;
  /** What was promised and is not there, is there twice, or should not be there. */
  readonly faults: readonly Fault[];
  readonly counts: {
    /** Calls that the application had its answer for. */
    readonly answered: number;
    /** Intents that a client holds a receipt for. */
    readonly receipts: number;
    /** Outcomes that were durable in a spool. */
    readonly outcomes: number;
    /** Requests that the provider got. */
    readonly requests: number;
    /** Recordings that are stored, whole or cut. */
    readonly recordings: number;
    readonly leaves: number;
    /** Sessions that a crash left open, and the sweeper closed. */
    readonly swept: number;
  };
  /** Calls that failed, by the code that the application got. */
  readonly refusals: ReadonlyMap<string, number>;
  /** The code with which a start on an older copy of the database was refused; absent when it was not. */
  readonly rollback: string | undefined;
}

/** What chaos did, and what came of it. */
export interface ChaosReport extends Conclusion {
  readonly rounds: number;
  readonly landings: Landings;
  /** What is left to look at, the exported ledger and the log among it; absent when nothing is wrong. */
  readonly folder?: string;
}
