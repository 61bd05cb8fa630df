import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { type WebCryptoNoteSigner, webCryptoWitnessSigner } from '@sallyport/ledger';
import { draftFile, putInPlace } from './durable-file.ts';

const FILE = 'key.json';

/** Reads a witness's key, or gives `undefined` where none was made. Raises `witness_corrupt` for a file that holds none. */
export async function readWitnessKey(folder: string): Promise<WebCryptoNoteSigner | undefined> {
  const text = await readFile(join(folder, FILE), 'utf8').catch((cause: unknown) => {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw unreadable();
  });
  if (text === undefined) return undefined;
  try {
    const { name, key } = JSON.parse(text) as { readonly name?: unknown; readonly key: JsonWebKey };
    if (typeof name === 'string') return await webCryptoWitnessSigner(name, key);
  } catch {
    // Answered below.
  }
  throw unreadable();
}

/** Makes the key of a witness and keeps it in `key.json`, mode 0600: Ed25519. Raises `config_invalid` for a name no key can have. */
export async function makeWitnessKey(folder: string, name: string): Promise<WebCryptoNoteSigner> {
  const pair = await crypto.subtle.generateKey('Ed25519', true, ['sign', 'verify']);
  if (!('privateKey' in pair)) throw new SallyportError('internal');
  const { kty, crv, x, d } = await crypto.subtle.exportKey('jwk', pair.privateKey);
  const key = { kty, crv, x, d } as JsonWebKey;
  const signer = await webCryptoWitnessSigner(name, key);
  const path = join(folder, FILE);
  await draftFile(path, `${JSON.stringify({ name, key })}\n`);
  await putInPlace(path);
  return signer;
}

function unreadable(): SallyportError {
  return new SallyportError('witness_corrupt', { place: FILE });
}
