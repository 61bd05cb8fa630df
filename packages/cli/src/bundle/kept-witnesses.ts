import { fromUtf8 } from '@sallyport/core';
import { checkCosignatures, decodeWitnessKey, type Trust } from '@sallyport/ledger';
import type { KeptBundle } from './kept-bundle.ts';

/** Far over a checkpoint with every witness there is. */
const MAX_BYTES = 262_144;

/**
 * The names of the witnesses that cosigned a bundle's checkpoint, or the earlier note in it, in the order of the trust. Whether the notes are of this
 * log, `verifyBundle` says; what is made of the names is not believed before.
 */
export async function keptWitnesses(bundle: KeptBundle, { witnesses }: Trust): Promise<readonly string[]> {
  const notes = await Promise.all([noteOf(bundle, 'checkpoint'), noteOf(bundle, 'witnessed')]);
  const keys = witnesses.map(decodeWitnessKey);
  const cosigned = await Promise.all(notes.map((note) => checkCosignatures(note, keys)));
  const names = new Set(cosigned.flat().map(({ name }) => name));
  return [...new Set(keys.map(({ name }) => name))].filter((name) => names.has(name));
}

async function noteOf(bundle: KeptBundle, path: string): Promise<string> {
  try {
    const bytes = await bundle.read(path, MAX_BYTES);
    return bytes === undefined || bytes.length > MAX_BYTES ? '' : fromUtf8(bytes);
  } catch {
    return '';
  }
}
