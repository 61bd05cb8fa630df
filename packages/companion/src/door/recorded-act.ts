import { asSallyportError } from '@sallyport/core';
import type { EventDraft, EventLog } from './event-log.ts';

/**
 * Records an act durably, and does it after that: so there is none without its event. One that fails is recorded a second time, as failed.
 * Raises what the log and the act raise.
 */
export async function recordedAct<T>(
  log: Pick<EventLog, 'record'>,
  draft: EventDraft,
  act: () => Promise<T>,
): Promise<T> {
  await log.record(draft);
  try {
    return await act();
  } catch (cause) {
    const error = asSallyportError(cause);
    await log.record({ ...draft, status: 'failure', details: { ...draft.details, error: error.code } });
    throw error;
  }
}
