import { asSallyportError, toBase64url } from '@sallyport/core';
import { type Checkpoint, proofId } from '@sallyport/ledger';
import type { EventDraft, EventLog } from '../door/event-log.ts';

/** A sign of life of a log. */
export interface Heartbeat {
  readonly checkpoint: Checkpoint;
  /** The names of the witnesses that cosigned it. Empty where nobody is to. */
  readonly cosignedBy: readonly string[];
  /** Whether none of those who should have seen it answered. */
  readonly unwitnessed: boolean;
  /** The minute since the epoch that it is for. */
  readonly minute: number;
}

/**
 * Records the heartbeat of a minute, once for a log however many replicas do it: its id is made of the log and the minute.
 * Raises what the log raises.
 */
export async function recordHeartbeat(events: Pick<EventLog, 'commit'>, heartbeat: Heartbeat): Promise<void> {
  const { checkpoint, minute } = heartbeat;
  const id = proofId(`heartbeat/${checkpoint.origin}/${minute}`);
  await events.commit([{ draft: draftOf(heartbeat), id, once: true }]).catch((cause: unknown) => {
    if (asSallyportError(cause).code !== 'proof_replayed') throw cause;
  });
}

function draftOf({ checkpoint: { size, root }, cosignedBy, unwitnessed }: Heartbeat): EventDraft {
  const details = {
    checkpoint: { size, root: toBase64url(root) },
    ...(cosignedBy.length === 0 ? {} : { witnesses: cosignedBy }),
    ...(unwitnessed ? { error: 'witness_unavailable' as const } : {}),
  };
  return { kind: 'checkpoint.witnessed', status: unwitnessed ? 'failure' : 'success', details };
}
