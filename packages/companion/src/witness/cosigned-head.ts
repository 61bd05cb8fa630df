import { type Clock, SallyportError } from '@sallyport/core';
import {
  type Checkpoint,
  checkpointText,
  cosign,
  keepSignatures,
  type NoteSigner,
  type VerifierKey,
} from '@sallyport/ledger';
import type { Head } from './heads.ts';

/** What a head is made with. */
export interface Cosigner {
  /** Its key id is that of a witness's key. */
  readonly signer: NoteSigner;
  /** The keys of logs: of a note their signatures are kept, and no stranger's. */
  readonly logs: readonly VerifierKey[];
  readonly clock: Clock;
}

/** A checkpoint that was judged, the note it came as, and the heads put aside before. */
export interface Judged extends Pick<Head, 'note' | 'superseded'> {
  readonly checkpoint: Checkpoint;
}

/** Cosigns a checkpoint, and gives the head it makes and the line of the cosignature. Whoever gives the line out has put the head first. */
export async function cosignedHead(
  { checkpoint, note, superseded }: Judged,
  { signer, logs, clock }: Cosigner,
): Promise<{ readonly head: Head; readonly line: string }> {
  const line = await cosign(checkpointText(checkpoint), { signer, time: Math.floor(clock.now() / 1000) });
  const signed = keepSignatures(note, logs);
  if (signed === undefined) throw new SallyportError('internal');
  return { head: Object.freeze({ ...checkpoint, note: `${signed}${line}`, superseded }), line };
}
