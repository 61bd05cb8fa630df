import { SallyportError } from '@sallyport/core';
import type { TreeHead } from './judge-submission.ts';

/** What `sallyport recover` writes for the witness after a restore. */
export interface Recovery {
  readonly origin: string;
  /** What the backup had. */
  readonly from: TreeHead;
  /** What the witness has, which the backup has not. */
  readonly witnessed: TreeHead;
  /** Where the log says so itself: the index of its `log.recovered`, the exact bytes, and the proof that they are in `checkpoint`. */
  readonly index: number;
  readonly leaf: Uint8Array;
  readonly proof: readonly Uint8Array[];
  /** The checkpoint to go on from, a signed note. */
  readonly checkpoint: string;
}

/** The most bytes of such a file: a leaf of 65,535 bytes in base64, two notes, and a proof. */
export const MAX_RECOVERY_BYTES = 262_144;

/**
 * Reads a recovery file: JSON, `{version: 1, origin, from: {size, root}, witnessed: {size, root, note}, index, leaf, proof, checkpoint}`, bytes in base64.
 * Raises `recovery_invalid` for anything else. Of `witnessed` the note is not read: the witness has its own.
 */
export function readRecovery(text: string): Recovery {
  const { version, origin, from, witnessed, index, leaf, proof, checkpoint } = objectOf(parse(text));
  if (version !== 1 || typeof origin !== 'string' || typeof checkpoint !== 'string') throw invalid();
  if (!Array.isArray(proof) || proof.length > 63) throw invalid();
  return Object.freeze({
    origin,
    from: treeHeadOf(from),
    witnessed: treeHeadOf(witnessed),
    index: countOf(index),
    leaf: bytesOf(leaf),
    proof: proof.map(bytesOf),
    checkpoint,
  });
}

function treeHeadOf(value: unknown): TreeHead {
  const { size, root } = objectOf(value);
  return { size: countOf(size), root: bytesOf(root) };
}

function countOf(value: unknown): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw invalid();
  return value as number;
}

function bytesOf(value: unknown): Uint8Array {
  if (typeof value !== 'string') throw invalid();
  return new Uint8Array(Buffer.from(value, 'base64'));
}

function objectOf(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) throw invalid();
  return value as Readonly<Record<string, unknown>>;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw invalid();
  }
}

function invalid(): SallyportError {
  return new SallyportError('recovery_invalid');
}
