import type { EventDetails } from '@sallyport/core';
import { recordedAct } from '../door/recorded-act.ts';
import type { RotationParts } from './rotation-parts.ts';

/** Records a rotation as `credential.rotated`, and does it after that, see `recordedAct`. Raises what the log and the rotation raise. */
export function recordedRotation<T>(
  { log, identity }: RotationParts,
  rotated: NonNullable<EventDetails['rotated']>,
  rotate: () => Promise<T>,
): Promise<T> {
  const who = identity === undefined ? {} : { identity };
  return recordedAct(log, { kind: 'credential.rotated', ...who, status: 'success', details: { rotated } }, rotate);
}
