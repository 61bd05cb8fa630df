import { fromUtf8 } from '@sallyport/core';
import { type Checkpoint, inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import { MAX_NOTE_LENGTH } from '../checkpoint/note.ts';
import type { VerifierKey } from '../checkpoint/verifier-key.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { decodeEntryBundle, MAX_BUNDLE_BYTES } from '../tile/entry-bundle.ts';
import type { Tile } from '../tile/tile.ts';
import { entryBundlePath, tilePath } from '../tile/tile-path.ts';
import type { Findings } from './findings.ts';
import type { LedgerSource } from './ledger-source.ts';

const CHECKPOINT = 'checkpoint';
// A character of a checkpoint has at most three bytes.
const MAX_CHECKPOINT_BYTES = 3 * MAX_NOTE_LENGTH;

/** The files of an exported ledger, read without belief: what is not as it must be becomes a finding. */
export class ExportedLedger {
  readonly #source: LedgerSource;
  readonly #findings: Findings;

  constructor(source: LedgerSource, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  /** The checkpoint, when the log's key signed it. */
  async checkpoint(logKey: VerifierKey): Promise<Checkpoint | undefined> {
    const bytes = await this.#read(CHECKPOINT, MAX_CHECKPOINT_BYTES);
    if (bytes === undefined) {
      this.#findings.fault('checkpoint_missing', CHECKPOINT);
      return undefined;
    }
    const checkpoint = await inspectCheckpoint(textOf(bytes), [logKey]);
    if (typeof checkpoint !== 'string') return checkpoint;
    this.#findings.fault(checkpoint, CHECKPOINT);
    return undefined;
  }

  /** The entries of one bundle, exactly `width` of them. */
  async entries(index: number, width: number): Promise<readonly Uint8Array[] | undefined> {
    const path = entryBundlePath({ index, width });
    const bytes = await this.#read(path, MAX_BUNDLE_BYTES);
    if (bytes === undefined) {
      this.#findings.fault('bundle_missing', path);
      return undefined;
    }
    const entries = entriesOf(bytes);
    if (entries?.length === width) return entries;
    this.#findings.fault(entries === undefined ? 'bundle_malformed' : 'bundle_count', path);
    return undefined;
  }

  /** Compares a tile with the one worked out from the entries. */
  async compare(tile: Tile): Promise<void> {
    const path = tilePath(tile);
    const bytes = await this.#read(path, tile.hashes.length);
    if (bytes === undefined) this.#findings.fault('tile_missing', path);
    else if (!sameBytes(bytes, tile.hashes)) this.#findings.fault('tile_differs', path);
  }

  /** One byte over the limit is enough to be malformed, so no more is kept. */
  async #read(path: string, limit: number): Promise<Uint8Array | undefined> {
    try {
      return (await this.#source.read(path, limit))?.subarray(0, limit + 1);
    } catch {
      return undefined;
    }
  }
}

/** What is not UTF-8 is as good as empty: no checkpoint either way. */
function textOf(bytes: Uint8Array): string {
  try {
    return fromUtf8(bytes);
  } catch {
    return '';
  }
}

function entriesOf(bytes: Uint8Array): readonly Uint8Array[] | undefined {
  try {
    return decodeEntryBundle(bytes);
  } catch {
    return undefined;
  }
}
