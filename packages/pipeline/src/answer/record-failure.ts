import { asSallyportError, type Commitments, type SallyportError } from '@sallyport/core';
import type { Intended, Session } from '../exchange.ts';
import type { Door } from '../ports.ts';

/** Records how an intended call failed; when even that cannot be recorded, the recording's own failure is the answer. */
export async function recordFailure(door: Door, intended: Intended, error: SallyportError): Promise<SallyportError> {
  return door.journal.outcome(intended, { error, commitments: bytesThatLeft(intended.session.commitments) }).then(
    () => error,
    (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
  );
}

/** The commitment to the bytes that left. */
export function bytesThatLeft({ egress }: Session['commitments']): Commitments {
  return egress === undefined ? {} : { egress };
}
