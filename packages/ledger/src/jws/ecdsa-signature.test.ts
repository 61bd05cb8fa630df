import { generateKeyPairSync, sign, verify } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ecdsaDerFromRaw, ecdsaRawFromDer } from './ecdsa-signature.ts';

const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** `r ‖ s` whose halves begin with zeros and high bits of their own. */
const raw = fc
  .tuple(fc.nat(31), fc.nat(31), fc.uint8Array({ minLength: 64, maxLength: 64 }))
  .map(([zerosOfR, zerosOfS, bytes]) => bytes.fill(0, 0, zerosOfR).fill(0, 32, 32 + zerosOfS));

describe('ECDSA signatures', () => {
  it('gives back every pair of numbers', () => {
    fc.assert(
      fc.property(raw, (bytes) => {
        const der = ecdsaDerFromRaw(bytes);
        expect(der && ecdsaRawFromDer(der)).toEqual(new Uint8Array(bytes));
      }),
    );
  });

  it('rewrites signatures of node:crypto both ways', () => {
    for (let round = 0; round < 200; round++) {
      const data = Buffer.from(`round ${round}`);
      const der = sign('sha256', data, privateKey);
      const written = ecdsaDerFromRaw(ecdsaRawFromDer(der));
      expect(Buffer.from(written ?? [])).toEqual(der);
      const bare = sign('sha256', data, { key: privateKey, dsaEncoding: 'ieee-p1363' });
      expect(verify('sha256', data, publicKey, ecdsaDerFromRaw(bare) ?? new Uint8Array())).toBe(true);
    }
  });

  it.each([0, 63, 65])('takes no signature of %i bytes for one', (length) => {
    expect(ecdsaDerFromRaw(new Uint8Array(length))).toBeUndefined();
  });

  it('refuses DER that is cut, padded or of another kind', () => {
    const der = new Uint8Array(sign('sha256', Buffer.from('x'), privateKey));
    const broken = [der.slice(0, -1), Uint8Array.of(...der, 0), der.with(0, 0x31), der.with(2, 0x03), new Uint8Array()];
    for (const bytes of broken) expect(() => ecdsaRawFromDer(bytes)).toThrow(SallyportError);
  });
});
