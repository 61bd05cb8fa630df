import { asSallyportError } from '@sallyport/core';
import { generalDecrypt, importJWK, type JWK } from 'jose';
import { ORIGINALS_ALGORITHM } from './originals-line.ts';
import { readOriginals } from './read-originals.ts';

const ALGORITHMS = {
  keyManagementAlgorithms: [ORIGINALS_ALGORITHM.alg],
  contentEncryptionAlgorithms: [ORIGINALS_ALGORITHM.enc],
};

/**
 * Opens a sealed original with the private key of one auditor, and gives the body's bytes in pieces, each checked before it is given. Whether it is
 * the one that the ledger means is told by SHA-256 of all its lines. Raises `originals_invalid` where it was not sealed to
 * this key, was changed, reordered or cut, or is none.
 */
export async function* openOriginals(
  lines: AsyncIterable<Uint8Array>,
  privateJwk: JsonWebKey,
): AsyncGenerator<Uint8Array> {
  try {
    const key = await importJWK(privateJwk as JWK, ORIGINALS_ALGORITHM.alg);
    for await (const { jwe } of readOriginals(lines)) yield (await generalDecrypt(jwe, key, ALGORITHMS)).plaintext;
  } catch (error) {
    throw asSallyportError(error, 'originals_invalid');
  }
}
