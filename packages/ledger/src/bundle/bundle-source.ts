import type { LedgerSource } from '../verify/ledger-source.ts';

/** A file of a bundle. */
export interface BundleFile {
  /** Its path as it is named, with slashes; also one that no file of a bundle may have. */
  readonly path: string;
  /** In bytes. */
  readonly size: number;
}

/** An evidence bundle: a folder, or an archive that is read in place. Its layout is that of docs/evidence.md. */
export interface BundleSource extends LedgerSource {
  /** Every file that is there, in any order. */
  files(): AsyncIterable<BundleFile>;
  /** The bytes of a file piece by piece, or `undefined` when there is none. */
  open(path: string): Promise<AsyncIterable<Uint8Array> | undefined>;
}
