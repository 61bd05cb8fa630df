import { SallyportError } from '@sallyport/core';
import {
  type Checkpoint,
  DEFAULT_HASHER,
  inspectCheckpoint,
  type VerifierKey,
  verifyConsistency,
} from '@sallyport/ledger';
import type { Submission } from './submission.ts';

/** Where a log stood: how many entries, and their root hash. */
export type TreeHead = Pick<Checkpoint, 'size' | 'root'>;

/** The checkpoint is one to cosign; or it does not go on from what the witness has, whose size is told. */
export type Judgement =
  | { readonly kind: 'consistent' }
  | { readonly kind: 'elsewhere'; readonly size: number }
  | { readonly kind: 'forked'; readonly size: number };

/** What a witness has of a log it never saw: the empty tree, RFC 9162 §2.1.1. */
const NOTHING: TreeHead = Object.freeze({ size: 0, root: DEFAULT_HASHER.sha256(new Uint8Array()) });

/**
 * Opens the checkpoint of a submission. Raises `request_invalid` when it is none, `witness_log_unknown` for an origin of none of the
 * keys, `checkpoint_unsigned` when no key of that origin signed it, or one did wrongly.
 */
export async function openSubmitted({ note }: Submission, logs: readonly VerifierKey[]): Promise<Checkpoint> {
  const found = await inspectCheckpoint(note, logs);
  if (typeof found === 'object') return found;
  if (found === 'checkpoint_malformed') throw new SallyportError('request_invalid');
  throw new SallyportError(found === 'checkpoint_origin' ? 'witness_log_unknown' : 'checkpoint_unsigned');
}

/**
 * Judges an opened checkpoint against the witness's head of its log, in the order of C2SP tlog-witness.
 * Raises `request_invalid` when the old size is past the checkpoint's, and `checkpoint_inconsistent` when the proof does not hold.
 */
export function judgeSubmission(
  { oldSize, proof }: Submission,
  { checkpoint, head = NOTHING }: { readonly checkpoint: Checkpoint; readonly head?: TreeHead | undefined },
): Judgement {
  if (oldSize > checkpoint.size) throw new SallyportError('request_invalid');
  if (oldSize !== head.size) return { kind: 'elsewhere', size: head.size };
  if (checkpoint.size === head.size && !Buffer.from(head.root).equals(checkpoint.root)) {
    return { kind: 'forked', size: head.size };
  }
  if (!verifyConsistency({ from: head, to: checkpoint, proof })) throw new SallyportError('checkpoint_inconsistent');
  return { kind: 'consistent' };
}
