import type { Identity, SallyportError } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';

/** Records that somebody was refused, and who it was where that is known. Raises what the log does. */
export async function recordFailed(
  log: EventLog,
  failure: {
    readonly error: SallyportError;
    readonly identity: Identity | undefined;
    readonly clientIp: string;
  },
): Promise<void> {
  const { error, identity, clientIp } = failure;
  // A ledger that is down cannot record that it is down; nothing was granted, and that is the answer.
  if (error.code === 'ledger_unavailable' || error.code === 'overloaded') return;
  const who = identity === undefined ? {} : { identity };
  await log.record({ kind: 'auth.failed', status: 'failure', clientIp, details: { error: error.code }, ...who });
}
