import { SallyportError } from '@sallyport/core';
import { recordedRotation } from './recorded-rotation.ts';
import type { RotationParts } from './rotation-parts.ts';
import { liveVersions } from './sealed-rows.ts';

/**
 * Seals a new version of a secret, beside which the one before lives on; a companion that serves takes it up by itself. Records
 * `credential.rotated`. Raises `request_invalid` for a name that is not there or a value that cannot be one, `rotation_in_progress` while
 * two versions live, `key_unavailable`, and what the log raises: then nothing was rotated.
 */
export async function rotateSecret(
  parts: RotationParts,
  { name, value }: { readonly name: string; readonly value: string },
): Promise<void> {
  const { store } = parts;
  const live = await versionsOf(parts, name);
  if (live.length > 1) throw new SallyportError('rotation_in_progress', { place: 'retire the older version first' });
  await recordedRotation(parts, { what: 'secret', name }, () => store.secrets.rotate(name, value));
}

/**
 * Drops the older of a secret's two versions. Records `credential.rotated`, with `retired`. Raises `request_invalid` when there are not two,
 * and what the log raises: then nothing was dropped.
 */
export async function retireSecret(parts: RotationParts, { name }: { readonly name: string }): Promise<void> {
  const { store } = parts;
  const live = await versionsOf(parts, name);
  if (live.length < 2) throw new SallyportError('request_invalid', { place: 'this secret has no older version' });
  await recordedRotation(parts, { what: 'secret', name, retired: true }, () => store.secrets.retire(name));
}

/** Into an event goes only a name that is one already. */
async function versionsOf({ store }: RotationParts, name: string): Promise<readonly number[]> {
  const live = await liveVersions(store.database, name);
  if (live.length > 0) return live;
  throw new SallyportError('request_invalid', { place: 'no secret of this name is sealed' });
}
