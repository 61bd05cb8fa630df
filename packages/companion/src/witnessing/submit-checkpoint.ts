import { SallyportError } from '@sallyport/core';
import { type Checkpoint, consistencyProof, verifyConsistency } from '@sallyport/ledger';
import type { SignedCheckpoint, SignedLog } from './signed-log.ts';
import type { WitnessClient } from './witness-client.ts';

/** What a witness has seen, and the log has not: it is older, or another. */
export type Contradiction = 'log_rolled_back' | 'log_forked';

/** That a witness cosigned a checkpoint, or that what it has seen before contradicts the log. */
export type Verdict =
  | { readonly cosigned: SignedCheckpoint }
  | { readonly contradiction: Contradiction }
  /** It has no key of this log: it neither agrees nor contradicts. */
  | { readonly unknown: true };

/** What is submitted. */
export interface SubmissionParts {
  readonly client: Pick<WitnessClient, 'add'>;
  readonly log: SignedLog;
  /** The checkpoint to have cosigned. */
  readonly checkpoint: SignedCheckpoint;
  /** What the witness cosigned last, as far as is known. */
  readonly before: Pick<Checkpoint, 'size' | 'root'> | undefined;
}

/** Replicas that submit at the same time come before each other. */
const MOST_TRIES = 8;

/**
 * Has a checkpoint cosigned, with a proof that the log only grew from what the witness has. Where the witness has more than the checkpoint,
 * the log is read again: another replica may have shown it more meanwhile. Raises `witness_unavailable`, `witness_invalid`, `ledger_*`.
 */
export async function submitCheckpoint({ client, log, checkpoint, before }: SubmissionParts): Promise<Verdict> {
  let latest = checkpoint;
  if (before !== undefined && before.size > latest.size) latest = await log.latest();
  const known = before === undefined ? undefined : await contradictionOf(log, before, latest);
  if (known !== undefined) return { contradiction: known };
  let old = before?.size ?? 0;
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    const proof = await consistencyProof(log.tiles, { from: old, to: latest.size });
    const reply = await client.add({ old, proof, checkpoint: latest.note });
    if ('note' in reply) return { cosigned: { ...latest, note: reply.note } };
    if ('refused' in reply) return reply.refused === 'unknown' ? { unknown: true } : { contradiction: 'log_forked' };
    // It has just that size, so what it does not have is that root.
    if (reply.size === old) return { contradiction: sameSize(reply.size, latest) };
    if (reply.size > latest.size) latest = await log.latest();
    if (reply.size > latest.size) return { contradiction: 'log_rolled_back' };
    old = reply.size;
  }
  throw new SallyportError('witness_unavailable');
}

function sameSize(size: number, latest: Checkpoint): Contradiction {
  if (size === latest.size) return 'log_forked';
  throw new SallyportError('witness_invalid');
}

/** How a log contradicts a checkpoint that was cosigned, or `undefined` where it only grew from there. Raises `ledger_*`. */
export async function contradictionOf(
  { tiles }: Pick<SignedLog, 'tiles'>,
  seen: Pick<Checkpoint, 'size' | 'root'>,
  latest: Checkpoint,
): Promise<Contradiction | undefined> {
  if (seen.size > latest.size) return 'log_rolled_back';
  const proof = await consistencyProof(tiles, { from: seen.size, to: latest.size });
  return verifyConsistency({ from: seen, to: latest, proof }) ? undefined : 'log_forked';
}
