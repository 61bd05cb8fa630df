import { asSallyportError } from '@sallyport/core';
import { proofId } from '@sallyport/ledger';
import type { EventDraft, EventLog } from '../door/event-log.ts';

/**
 * Records an event once, under the id that its name gives: of replicas that do the same at the same time, and of one that does it again after it
 * died, the first alone writes it down. Raises what the log raises.
 */
export async function recordOnce(log: Pick<EventLog, 'commit'>, draft: EventDraft, name: string): Promise<void> {
  await log.commit([{ draft, id: proofId(name) }]).catch((cause: unknown) => {
    // Of a well-formed event, the ledger refuses only that its id is taken.
    if (asSallyportError(cause).code !== 'request_invalid') throw cause;
  });
}

/** The name of the event that a review has expired: what waited, or an approval. */
export function expiredEventName({ id, state }: { readonly id: string; readonly state: string }): string {
  return `review.expired/${state}/${id}`;
}
