import { readFile } from 'node:fs/promises';
import { SallyportError } from '@sallyport/core';

/** The private key of an auditor: a file with a JWK. Raises `file_unreadable`, and `request_invalid` for what is none. */
export async function readPrivateKey(path: string): Promise<JsonWebKey> {
  const text = await readFile(path, 'utf8').catch(() => {
    throw new SallyportError('file_unreadable');
  });
  const key = parsed(text);
  if (key?.kty !== 'EC' || key.crv !== 'P-256' || typeof key.d !== 'string') {
    throw new SallyportError('request_invalid', { place: '--key must be a private key of EC and P-256, as a JWK' });
  }
  return key;
}

function parsed(text: string): JsonWebKey | undefined {
  try {
    return Object(JSON.parse(text)) as JsonWebKey;
  } catch {
    return undefined;
  }
}
