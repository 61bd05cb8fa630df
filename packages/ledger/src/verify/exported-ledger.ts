import { fromUtf8 } from '@sallyport/core';
import { type Checkpoint, inspectCheckpoint } from '../checkpoint/checkpoint.ts';
import { MAX_NOTE_LENGTH } from '../checkpoint/note.ts';
import type { VerifierKey } from '../checkpoint/verifier-key.ts';
import { checkCosignatures } from '../cosignature/check-cosignatures.ts';
import type { WitnessKey } from '../cosignature/witness-key.ts';
import { sameBytes } from '../encoding/bytes.ts';
import { HASH_BYTES } from '../hash/hasher.ts';
import { decodeEntryBundle, MAX_BUNDLE_BYTES } from '../tile/entry-bundle.ts';
import { TILE_WIDTH, type Tile } from '../tile/tile.ts';
import { entryBundlePath, tilePath } from '../tile/tile-path.ts';
import type { Findings } from './findings.ts';
import type { LedgerSource } from './ledger-source.ts';
import { readFile } from './read-file.ts';

const CHECKPOINT = 'checkpoint';
/** A character of a checkpoint has at most three bytes. */
export const MAX_CHECKPOINT_BYTES = 3 * MAX_NOTE_LENGTH;

/** The files of an exported ledger, read without belief: what is not as it must be becomes a finding. */
export class ExportedLedger {
  readonly #source: LedgerSource;
  readonly #findings: Findings;
  #note = '';

  constructor(source: LedgerSource, findings: Findings) {
    this.#source = source;
    this.#findings = findings;
  }

  /** The checkpoint, when one of the log's keys signed it. */
  async checkpoint(logKeys: readonly VerifierKey[]): Promise<Checkpoint | undefined> {
    const bytes = await this.#read(CHECKPOINT, MAX_CHECKPOINT_BYTES);
    if (bytes === undefined) {
      this.#findings.fault('checkpoint_missing', CHECKPOINT);
      return undefined;
    }
    this.#note = textOf(bytes);
    const checkpoint = await inspectCheckpoint(this.#note, logKeys);
    if (typeof checkpoint !== 'string') return checkpoint;
    this.#findings.fault(checkpoint, CHECKPOINT);
    return undefined;
  }

  /** Which of these witnesses cosigned the checkpoint that was read. */
  cosigners(witnesses: readonly WitnessKey[]): ReturnType<typeof checkCosignatures> {
    return checkCosignatures(this.#note, witnesses);
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

  /** The hashes of a full tile of leaves, once more. */
  leafTile(index: number): Promise<Uint8Array | undefined> {
    return this.#read(tilePath({ level: 0, index, width: TILE_WIDTH }), TILE_WIDTH * HASH_BYTES);
  }

  #read(path: string, limit: number): Promise<Uint8Array | undefined> {
    return readFile(this.#source, path, limit);
  }
}

/** The text of a note. What is not UTF-8 is as good as empty: no checkpoint either way. */
export function textOf(bytes: Uint8Array): string {
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
