import { asSallyportError, type Commitments, type SallyportError } from '@sallyport/core';
import type { Intended, Session } from '../exchange.ts';
import type { Door, RunningRecording } from '../ports.ts';
import { endRecording } from './end-recording.ts';

/** An intended call that failed, and its recording where it has one. */
export interface Failed {
  readonly intended: Intended;
  readonly recording: RunningRecording | undefined;
  readonly error: SallyportError;
}

/** Records how an intended call failed; when even that cannot be recorded, the recording's own failure is the answer. */
export async function recordFailure(door: Door, { intended, recording, error }: Failed): Promise<SallyportError> {
  const ended = await endRecording(recording, error);
  const outcome = { ...ended, error, commitments: bytesThatLeft(intended.session.commitments) };
  return door.journal.outcome(intended, outcome).then(
    () => error,
    (cause: unknown) => asSallyportError(cause, 'ledger_unavailable'),
  );
}

/** The commitment to the bytes that left. */
export function bytesThatLeft({ egress }: Session['commitments']): Commitments {
  return egress === undefined ? {} : { egress };
}
