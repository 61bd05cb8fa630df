import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';
import { decodeWitnessKey, type WebCryptoNoteSigner } from '@sallyport/ledger';
import { lockDirectory } from '../storage/directory-lock.ts';
import { hasHeads, headFiles, readHeads } from './head-files.ts';
import { createHeads, type Heads } from './heads.ts';
import { makeWitnessKey, readWitnessKey } from './witness-key-file.ts';

/** A witness's own folder, opened and locked. */
export interface WitnessFolder {
  readonly signer: WebCryptoNoteSigner;
  readonly heads: Heads;
  release(): Promise<void>;
}

/** Where a witness keeps its key and what it has seen. */
export interface WitnessPlace {
  readonly folder: string;
  /** What a new key is named, such as `witness.example.org`. Default: `witness-` and eight random hexadecimal digits. */
  readonly name?: string | undefined;
}

/**
 * Opens, and on first use creates, the folder of a witness. One process at a time has it.
 * Raises `storage_locked`, `witness_corrupt` for anything in it that cannot be read, and `config_invalid` for another name than the key's.
 */
export async function openWitnessFolder({ folder, name }: WitnessPlace): Promise<WitnessFolder> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const lock = await lockDirectory(folder);
  try {
    const signer = (await readWitnessKey(folder)) ?? (await firstKey(folder, name));
    if (name !== undefined && name !== signer.name) throw new SallyportError('config_invalid', { place: '--name' });
    const initial = await readHeads(folder, decodeWitnessKey(signer.verifierKey));
    const heads = createHeads(initial, { ...headFiles(folder), held: () => lock.held });
    return Object.freeze({ signer, heads, release: () => lock.release() });
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

/** The key that others verify a witness with, `name+hex+base64`; made when there is none. Raises as `openWitnessFolder` does. */
export async function witnessVerifierKey(place: WitnessPlace): Promise<string> {
  const kept = await readWitnessKey(place.folder);
  if (kept !== undefined) return kept.verifierKey;
  const { signer, release } = await openWitnessFolder(place);
  await release();
  return signer.verifierKey;
}

/** Who has seen something had a key: without it a new one would begin anew. */
async function firstKey(
  folder: string,
  name = `witness-${randomBytes(4).toString('hex')}`,
): Promise<WebCryptoNoteSigner> {
  if (await hasHeads(folder)) throw new SallyportError('witness_corrupt', { place: 'key.json' });
  return makeWitnessKey(folder, name);
}
