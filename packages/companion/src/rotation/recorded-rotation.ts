import { asSallyportError, type EventDetails } from '@sallyport/core';
import type { EventDraft } from '../door/event-log.ts';
import type { RotationParts } from './rotation-parts.ts';

/**
 * Records a rotation durably as `credential.rotated`, and does it after that: so there is none without its event. One that fails is recorded
 * a second time, as failed. Raises what the log and the rotation raise.
 */
export async function recordedRotation<T>(
  { log, identity }: RotationParts,
  rotated: NonNullable<EventDetails['rotated']>,
  rotate: () => Promise<T>,
): Promise<T> {
  const who = identity === undefined ? {} : { identity };
  const draft: EventDraft = { kind: 'credential.rotated', ...who, status: 'success', details: { rotated } };
  await log.record(draft);
  try {
    return await rotate();
  } catch (cause) {
    const error = asSallyportError(cause);
    await log.record({ ...draft, status: 'failure', details: { rotated, error: error.code } });
    throw error;
  }
}
