import { randomBytes } from 'node:crypto';
import { isSallyportError } from '@sallyport/core';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CHUNK_BYTES, ChunkCipher, type ChunkPlace } from './chunk-cipher.ts';

const place = fc.record({ index: fc.oneof(fc.nat(3), fc.nat({ max: 2 ** 31 - 1 })), last: fc.boolean() });
const bytes = fc.uint8Array({ maxLength: 200 });

/** The chunk a cipher opens, or the code it raises. */
function opened(cipher: ChunkCipher, sealed: Uint8Array, at: ChunkPlace): string {
  try {
    return Buffer.from(cipher.open(sealed, at)).toString('hex');
  } catch (error) {
    return isSallyportError(error) ? error.code : 'another error';
  }
}

describe('ChunkCipher', () => {
  it('opens what it sealed, at its place', async () => {
    const cipher = new ChunkCipher();
    const law = fc.property(bytes, place, (chunk, at) => {
      const sealed = cipher.seal(chunk, at);
      expect(sealed.length).toBe(chunk.length + 16);
      expect(opened(cipher, sealed, at)).toBe(Buffer.from(chunk).toString('hex'));
    });
    await fc.assert(law);
    const whole = randomBytes(CHUNK_BYTES);
    const at = { index: 0, last: false };
    expect(opened(cipher, cipher.seal(whole, at), at)).toBe(whole.toString('hex'));
  });

  it('opens nothing at another place', async () => {
    const law = fc.property(bytes, place, place, (chunk, at, other) => {
      fc.pre(at.index !== other.index || at.last !== other.last);
      const cipher = new ChunkCipher();
      expect(opened(cipher, cipher.seal(chunk, at), other)).toBe('temporary_storage');
      expect(opened(cipher, cipher.seal(chunk, at), { ...at, last: !at.last })).toBe('temporary_storage');
    });
    await fc.assert(law);
  });

  it('opens nothing that was changed, cut off or added to', async () => {
    const law = fc.property(bytes, place, fc.nat(), (chunk, at, bit) => {
      const cipher = new ChunkCipher();
      const sealed = Buffer.from(cipher.seal(chunk, at));
      const changed = Buffer.from(sealed);
      const byte = (bit >> 3) % sealed.length;
      changed[byte] = (sealed[byte] ?? 0) ^ (1 << (bit & 7));
      for (const other of [changed, sealed.subarray(0, byte), Buffer.concat([sealed, Buffer.alloc(1)])]) {
        expect(opened(cipher, other, at)).toBe('temporary_storage');
      }
    });
    await fc.assert(law);
  });

  it('opens nothing of another cipher, nor after it forgot its key', () => {
    const at = { index: 1, last: true };
    const cipher = new ChunkCipher();
    const sealed = cipher.seal(Buffer.from('Alma'), at);
    expect(opened(new ChunkCipher(), sealed, at)).toBe('temporary_storage');
    cipher.forget();
    expect(opened(cipher, sealed, at)).toBe('temporary_storage');
  });
});
