import { asSallyportError, type SallyportError } from '@sallyport/core';
import type { Outcome, RunningRecording } from '../ports.ts';

/** Ends a recording, for the outcome: with what it is, or, where it cannot be ended, with that as the call's error if it had none. Never rejects. */
export async function endRecording(
  recording: RunningRecording | undefined,
  error?: SallyportError,
): Promise<Pick<Outcome, 'recording' | 'error'>> {
  const failed = error === undefined ? {} : { error };
  if (recording === undefined) return failed;
  return recording.end(error).then(
    (details) => ({ ...failed, recording: details }),
    (cause: unknown) => ({ error: error ?? asSallyportError(cause, 'recording_unavailable') }),
  );
}
