import { type Clock, systemClock } from '@sallyport/core';
import { checkRecovery } from './check-recovery.ts';
import { cosignedHead } from './cosigned-head.ts';
import type { TreeHead } from './judge-submission.ts';
import { readRecovery } from './recovery.ts';
import { readLogKeys } from './start-witness.ts';
import { openWitnessFolder, type WitnessPlace } from './witness-folder.ts';

/** What a person lets a witness accept. */
export interface RecoveryOrder extends WitnessPlace {
  /** The text of the file that `sallyport recover` wrote. */
  readonly recovery: string;
  /** The verifier keys of logs, as the witness is started with. */
  readonly logs: readonly string[];
  readonly clock?: Clock;
}

/** What was accepted. */
export interface AcceptedRecovery {
  readonly origin: string;
  /** The head before, which is kept as superseded. */
  readonly before: TreeHead;
  readonly after: TreeHead;
}

/**
 * Lets a witness go on from a log that was restored from a backup: the one act by which its head may go back. It takes the
 * folder's lock, so the witness must not be running. Raises `recovery_invalid`, `storage_locked`, `witness_corrupt`, `config_invalid`.
 */
export async function acceptRecovery(order: RecoveryOrder): Promise<AcceptedRecovery> {
  const { clock = systemClock } = order;
  const logs = readLogKeys(order.logs);
  const recovery = readRecovery(order.recovery);
  const { signer, heads, release } = await openWitnessFolder(order);
  try {
    const before = heads.get(recovery.origin);
    const after = await checkRecovery(recovery, { head: before, logs });
    const superseded = before === undefined ? [] : [...before.superseded, before.note];
    const { head } = await cosignedHead(
      { checkpoint: after, note: recovery.checkpoint, superseded },
      { signer, logs, clock },
    );
    await heads.put(head);
    return Object.freeze({ origin: recovery.origin, before: recovery.witnessed, after });
  } finally {
    await release();
  }
}
