import { type AuditorKey, asSallyportError, MAX_AUDITORS, SallyportError, utf8 } from '@sallyport/core';
import { GeneralEncrypt, importJWK } from 'jose';
import { inPieces } from './in-pieces.ts';
import { ORIGINALS_ALGORITHM, ORIGINALS_PIECE_BYTES, ORIGINALS_TYPE } from './originals-line.ts';

/** The longest content type that is told. */
const MAX_TYPE_CHARACTERS = 256;

/** To whom an original is sealed, and what it is. */
export interface SealOptions {
  /** Each can open it alone: 1 to 8. */
  readonly recipients: readonly AuditorKey[];
  /** The media type of the body, for who opens it. It is not secret. Left out where it is longer than 256 characters. */
  readonly contentType?: string | undefined;
}

type Recipient = readonly [kid: string, key: Awaited<ReturnType<typeof importJWK>>];

/**
 * Seals a body to auditors, piece by piece, in bounded memory. Gives lines: each one JWE (General JSON, RFC 7516 §7.2.1) of at most
 * 262,144 bytes, which says where it stands and whether it is the last. An empty body has one line. Sealing again
 * gives other bytes. Raises `recording_unavailable` where a key is none, or there is no recipient.
 */
export async function* sealOriginals(
  body: AsyncIterable<Uint8Array>,
  { recipients, contentType }: SealOptions,
): AsyncGenerator<Uint8Array> {
  const keys = await importKeys(recipients);
  const cty = contentType && contentType.length <= MAX_TYPE_CHARACTERS ? { cty: contentType } : {};
  let index = 0;
  for await (const { bytes, last } of inPieces(body, ORIGINALS_PIECE_BYTES)) {
    const header = { enc: ORIGINALS_ALGORITHM.enc, typ: ORIGINALS_TYPE, ...cty, index, last };
    yield utf8(`${JSON.stringify(await seal(bytes, header, keys))}\n`);
    index += 1;
  }
}

async function seal(bytes: Uint8Array, header: object, keys: readonly Recipient[]): Promise<object> {
  const jwe = new GeneralEncrypt(bytes).setProtectedHeader({ ...header });
  for (const [kid, key] of keys) jwe.addRecipient(key).setUnprotectedHeader({ alg: ORIGINALS_ALGORITHM.alg, kid });
  return jwe.encrypt();
}

async function importKeys(recipients: readonly AuditorKey[]): Promise<readonly Recipient[]> {
  if (recipients.length === 0 || recipients.length > MAX_AUDITORS) throw new SallyportError('recording_unavailable');
  try {
    return await Promise.all(
      recipients.map(
        async ({ kty, crv, x, y, kid }) => [kid, await importJWK({ kty, crv, x, y }, ORIGINALS_ALGORITHM.alg)] as const,
      ),
    );
  } catch (error) {
    throw asSallyportError(error, 'recording_unavailable');
  }
}
