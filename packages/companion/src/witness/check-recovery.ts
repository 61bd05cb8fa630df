import { type CheckpointDetails, SallyportError, toBase64url } from '@sallyport/core';
import {
  type Checkpoint,
  hashLeaf,
  inspectCheckpoint,
  readUnverifiedEvent,
  type VerifierKey,
  verifyInclusion,
} from '@sallyport/ledger';
import type { TreeHead } from './judge-submission.ts';
import type { Recovery } from './recovery.ts';

/** What a recovery is held against. */
export interface Before {
  /** The witness's head of the log; without one there is nothing to recover from. */
  readonly head: TreeHead | undefined;
  readonly logs: readonly VerifierKey[];
}

/**
 * Gives the checkpoint to go on from, when the log itself says, under its own signature, that it was restored from before exactly the
 * head that this witness has. A file serves once: the next head is another. Raises `recovery_invalid`, with what is wrong.
 */
export async function checkRecovery(recovery: Recovery, { head, logs }: Before): Promise<Checkpoint> {
  const { from, witnessed, index } = recovery;
  if (head === undefined || !same(head, witnessed)) throw invalid('it is about another head than this witness has');
  if (from.size > witnessed.size) throw invalid('the backup has more than was witnessed');
  if (index < from.size) throw invalid('its event is older than the backup');
  const checkpoint = await openOwn(recovery, logs);
  checkEvent(recovery);
  const { leaf, proof } = recovery;
  const claim = { ...checkpoint, leafHash: hashLeaf(leaf), index, proof };
  if (!verifyInclusion(claim)) throw invalid('its event is not in the log');
  return checkpoint;
}

async function openOwn({ checkpoint, origin }: Recovery, logs: readonly VerifierKey[]): Promise<Checkpoint> {
  const opened = await inspectCheckpoint(checkpoint, logs);
  if (typeof opened === 'string' || opened.origin !== origin) throw invalid('its checkpoint is not signed by the log');
  return opened;
}

/** The log's signature over the tree vouches for the event: the witness needs no key of events. */
function checkEvent({ leaf, from, witnessed }: Recovery): void {
  const event = readUnverifiedEvent(leaf);
  const named = event?.metadata.event_code === 'log.recovered' ? event.unmapped.recovered : undefined;
  if (!names(named?.from, from) || !names(named?.witnessed, witnessed)) {
    throw invalid('its event says something else');
  }
}

function names(details: CheckpointDetails | undefined, head: TreeHead): boolean {
  return details?.size === head.size && details.root === toBase64url(head.root);
}

function same(a: TreeHead, b: TreeHead): boolean {
  return a.size === b.size && Buffer.from(a.root).equals(b.root);
}

function invalid(place: string): SallyportError {
  return new SallyportError('recovery_invalid', { place });
}
