import type { Fault, VerifyCheck, VerifyReport } from '@sallyport/ledger';
import type { StoreCheckName, StoreFaultCode } from './store-fault.ts';

/** How one check of a database went. */
export interface StoreCheck extends Omit<VerifyCheck, 'name'> {
  readonly name: StoreCheckName;
}

/** One thing wrong with a database. No part of it is a value out of an event. */
export interface StoreFault extends Omit<Fault, 'code'> {
  readonly code: StoreFaultCode;
}

/** What verifying a database found: of its ledger, and of what is kept beside it. */
export interface StoreReport extends Omit<VerifyReport, 'checks' | 'firstFault'> {
  readonly checks: readonly (VerifyCheck | StoreCheck)[];
  /** The first thing wrong; absent exactly when `ok`. */
  readonly firstFault?: Fault | StoreFault;
}
