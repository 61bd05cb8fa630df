import { asSallyportError, type Identity, type SallyportError } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';

/** Who failed to get in, as far as it is known. */
export interface Failed {
  readonly cause: unknown;
  readonly identity?: Identity | undefined;
  readonly clientIp?: string | undefined;
}

/** Records `auth.failed` durably, and gives the error to answer with. */
export async function recordFailed(log: EventLog, { cause, identity, clientIp }: Failed): Promise<SallyportError> {
  const error = asSallyportError(cause);
  // A ledger that is down cannot record that it is down; nobody got in, and that is the answer.
  if (error.code === 'ledger_unavailable' || error.code === 'overloaded') return error;
  await log.record({
    kind: 'auth.failed',
    status: 'failure',
    details: { error: error.code },
    ...(identity === undefined ? {} : { identity }),
    ...(clientIp === undefined ? {} : { clientIp }),
  });
  return error;
}
