import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { SallyportError } from '@sallyport/core';

/** The most plain bytes of a chunk. */
export const CHUNK_BYTES = 65_536;

/** How many more bytes a sealed chunk has: its tag. */
export const TAG_BYTES = 16;

const ALGORITHM = 'aes-256-gcm';

/** Where a chunk stands among those sealed by one cipher. */
export interface ChunkPlace {
  readonly index: number;
  readonly last: boolean;
}

/**
 * Seals chunks so that none can be changed, moved, left out or cut off unnoticed: STREAM (Hoang, Reyhanitabar, Rogaway and
 * Vizár, CRYPTO 2015, §7) over AES-256-GCM (NIST SP 800-38D). The nonce is the chunk's index in 11 bytes and a byte that is 1
 * for the last. The key is random and stays in this object, so a place may be sealed once only.
 */
export class ChunkCipher {
  readonly #key = randomBytes(32);

  /** The sealed chunk: as many bytes, and a tag of 16. */
  seal(chunk: Uint8Array, place: ChunkPlace): Uint8Array {
    const cipher = createCipheriv(ALGORITHM, this.#key, nonce(place), { authTagLength: TAG_BYTES });
    return Buffer.concat([cipher.update(chunk), cipher.final(), cipher.getAuthTag()]);
  }

  /** The chunk again. Throws `temporary_storage` of one that was not sealed for this place. */
  open(sealed: Uint8Array, place: ChunkPlace): Uint8Array {
    const end = sealed.length - TAG_BYTES;
    try {
      const decipher = createDecipheriv(ALGORITHM, this.#key, nonce(place), { authTagLength: TAG_BYTES });
      decipher.setAuthTag(sealed.subarray(end));
      const chunk = decipher.update(sealed.subarray(0, end));
      decipher.final();
      return chunk;
    } catch {
      throw new SallyportError('temporary_storage');
    }
  }

  /** Overwrites the key: nothing this cipher sealed can be opened again. */
  forget(): void {
    this.#key.fill(0);
  }
}

function nonce({ index, last }: ChunkPlace): Uint8Array {
  const bytes = Buffer.alloc(12);
  // Of the index's 11 bytes the first five stay zero: no file has 2^48 chunks
  bytes.writeUIntBE(index, 5, 6);
  bytes.writeUInt8(last ? 1 : 0, 11);
  return bytes;
}
