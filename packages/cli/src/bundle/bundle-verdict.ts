import type { BundleReport, Fault, VerifyCheck } from '@sallyport/ledger';
import type { BundleCheckName, BundleFaultCode } from './bundle-fault.ts';

/** How one check of what lies beside a bundle's entries went. */
export interface BesideCheck extends Omit<VerifyCheck, 'name'> {
  readonly name: BundleCheckName;
}

/** One thing wrong with what lies beside a bundle's entries. No part of it is a value out of an event. */
export interface BesideFault extends Omit<Fault, 'code'> {
  readonly code: BundleFaultCode;
}

/** What verifying a bundle found: of its entries, and of all that comes with them. */
export interface BundleVerdict extends Omit<BundleReport, 'checks' | 'firstFault'> {
  readonly checks: readonly (VerifyCheck | BesideCheck)[];
  /** The first thing wrong; absent exactly when `ok`. */
  readonly firstFault?: Fault | BesideFault;
}
