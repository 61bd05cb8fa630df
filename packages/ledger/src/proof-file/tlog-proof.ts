import { SallyportError } from '@sallyport/core';
import { MAX_NOTE_LENGTH } from '../checkpoint/note.ts';
import { fromBase64, toBase64 } from '../encoding/base64.ts';
import { HASH_BYTES } from '../hash/hasher.ts';

/** That an entry is in a log, to be verified offline: C2SP tlog-proof. */
export interface TlogProof {
  /** The entry's place in the log, from 0. */
  readonly index: number;
  /** The inclusion proof, RFC 6962 §2.1.1: from the leaf's sibling up to the root's child. */
  readonly hashes: readonly Uint8Array[];
  /** The signed checkpoint that the proof leads to, verbatim, with whatever cosignatures it has. */
  readonly checkpoint: string;
  /** Whatever goes with it. Nothing vouches for that. */
  readonly extra?: Uint8Array;
}

/** What a proof's file begins with. */
const FIRST_LINE = 'c2sp.org/tlog-proof@v1';
/** A path has no more hashes than a size has bits. */
const MAX_HASHES = 63;
const MAX_EXTRA_LENGTH = 65_536;
/** The most UTF-16 code units of a proof that are read. */
export const MAX_TLOG_PROOF_LENGTH = MAX_NOTE_LENGTH + MAX_EXTRA_LENGTH + 8192;
const GRAMMAR = /^c2sp\.org\/tlog-proof@v1\n(?:extra ([^\n]+)\n)?index (0|[1-9][0-9]{0,15})\n((?:[^\n]+\n)*)\n(.+)$/s;

/** Writes a proof as text: C2SP tlog-proof. */
export function encodeTlogProof({ index, hashes, checkpoint, extra }: TlogProof): string {
  const head = extra === undefined ? [FIRST_LINE] : [FIRST_LINE, `extra ${toBase64(extra)}`];
  return [...head, `index ${index}`, ...hashes.map(toBase64), '', checkpoint].join('\n');
}

/**
 * Reads a proof back, strictly: the exact lines, padded base64, 32 bytes a hash, at most 63 of them. Nothing of it is verified; the
 * checkpoint is whatever stands behind the empty line. Throws `SallyportError('ledger_corrupt')` for anything else.
 */
export function decodeTlogProof(text: string): TlogProof {
  const [, extra, digits, lines = '', checkpoint] = (text.length <= MAX_TLOG_PROOF_LENGTH && GRAMMAR.exec(text)) || [];
  const index = Number(digits);
  const hashes = lines.split('\n').slice(0, -1).map(fromBase64);
  const opaque = extra === undefined ? undefined : fromBase64(extra);
  if (checkpoint === undefined || !Number.isSafeInteger(index) || !areHashes(hashes)) {
    throw new SallyportError('ledger_corrupt');
  }
  if (extra !== undefined && opaque === undefined) throw new SallyportError('ledger_corrupt');
  return Object.freeze({ index, hashes, checkpoint, ...(opaque === undefined ? {} : { extra: opaque }) });
}

function areHashes(hashes: readonly (Uint8Array | undefined)[]): hashes is readonly Uint8Array[] {
  return hashes.length <= MAX_HASHES && hashes.every((hash) => hash?.length === HASH_BYTES);
}
