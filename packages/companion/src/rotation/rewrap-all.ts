import { SallyportError } from '@sallyport/core';
import { openSecret, sealedUnder, sealSecret } from '../secrets/index.ts';
import { keyStatus } from './key-status.ts';
import { recordedRotation } from './recorded-rotation.ts';
import type { RotationParts, SealedStore } from './rotation-parts.ts';
import { replaceSealed, type SealedRow, sealedRows } from './sealed-rows.ts';

/** What came of it. */
export interface Rewrapped {
  /** How many were sealed again. */
  readonly moved: number;
}

/** Looks for what was changed meanwhile: by another rotation, or by a companion that seals under the key before. */
const PASSES = 8;

/**
 * Seals all that is sealed under the root key before again, under the root key. Companions that know both may serve meanwhile. It may be
 * broken off and begun again, and run twice at once: a row is replaced only where it still is what was read. Records `credential.rotated`
 * when there is something to do.
 *
 * Raises `secret_unsealed`, before anything is touched, when something is sealed under a key that is neither; `key_unavailable`;
 * `rotation_in_progress` when somebody keeps sealing under the key before; and what the log raises: then nothing was touched.
 */
export async function rewrapAll(parts: RotationParts): Promise<Rewrapped> {
  const { store } = parts;
  const { current, previous, sealed } = await keyStatus(store);
  const others = sealed.filter(({ keyId }) => keyId !== current);
  if (others.some(({ keyId }) => keyId === undefined || keyId !== previous)) {
    throw new SallyportError('secret_unsealed', {
      place: 'something is sealed under neither rootKey nor previousRootKey',
    });
  }
  if (others.length === 0) return { moved: 0 };
  return recordedRotation(parts, { what: 'root_key', keyId: current }, async () => ({ moved: await rewrap(store) }));
}

async function rewrap(store: SealedStore): Promise<number> {
  let moved = 0;
  for (let pass = 0; pass < PASSES; pass++) {
    let missed = 0;
    for await (const row of sealedRows(store.database)) {
      if (sealedUnder(row.sealed) === store.wrapper.keyId) continue;
      if (await rewrapRow(store, row)) moved += 1;
      else missed += 1;
    }
    if (missed === 0) return moved;
  }
  throw new SallyportError('rotation_in_progress', { place: 'something is still sealed under previousRootKey' });
}

async function rewrapRow({ database, wrapper }: SealedStore, row: SealedRow): Promise<boolean> {
  const { name, sealed } = row;
  const plain = await openSecret(wrapper, { name, bytes: sealed });
  try {
    return await replaceSealed(database, row, await sealSecret(wrapper, { name, bytes: plain }));
  } finally {
    plain.fill(0);
  }
}
