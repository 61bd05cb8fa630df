import type { BundleFile, BundleSource } from '@sallyport/ledger';
import type { FileFaultCode } from './bundle-fault.ts';

/** A file of a bundle, as it is kept. */
export interface KeptFile extends BundleFile {
  /** What is wrong with how it is kept, whatever is in it. Such a file is never read. */
  readonly fault?: FileFaultCode;
}

/** An evidence bundle where it is kept: a folder, or an archive that is read in place. Its bytes are read as far as they are asked for, whatever they say of their size. */
export interface KeptBundle extends BundleSource {
  files(): AsyncIterable<KeptFile>;
  /** Closes what was opened. */
  close(): void;
}
