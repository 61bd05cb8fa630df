import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.test-support.ts';
import { decodeEntryBundle, encodeEntryBundle } from './entry-bundle.ts';

describe('entry bundles', () => {
  it('writes each length as a big-endian uint16', () => {
    expect([...encodeEntryBundle([Uint8Array.of(7), new Uint8Array(), new Uint8Array(258)]).slice(0, 7)]).toEqual([
      0, 1, 7, 0, 0, 1, 2,
    ]);
    expect(encodeEntryBundle([])).toHaveLength(0);
  });

  it('gives back what was written, at every length', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 600 }), { maxLength: 256 }), (leaves) => {
        expect(decodeEntryBundle(encodeEntryBundle(leaves)).map((leaf) => [...leaf])).toEqual(
          leaves.map((leaf) => [...leaf]),
        );
      }),
      { numRuns: 50 },
    );
    expect(decodeEntryBundle(encodeEntryBundle([new Uint8Array(65_535)]))).toHaveLength(1);
  });

  it('reads back only what it would have written, or refuses', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const refused = codeOf(() => decodeEntryBundle(bytes));
        if (refused !== undefined) expect(refused).toBe('ledger_corrupt');
        else expect(encodeEntryBundle(decodeEntryBundle(bytes))).toEqual(Uint8Array.from(bytes));
      }),
    );
  });

  it('refuses a bundle cut short, one byte too long, or of 257 entries', () => {
    const bundle = encodeEntryBundle([Uint8Array.of(1, 2, 3), Uint8Array.of(4)]);
    for (const cut of [1, 2, 3, 4, 6, 7])
      expect(codeOf(() => decodeEntryBundle(bundle.subarray(0, cut)))).toBe('ledger_corrupt');
    expect(codeOf(() => decodeEntryBundle(Uint8Array.of(...bundle, 0)))).toBe('ledger_corrupt');
    expect(codeOf(() => decodeEntryBundle(new Uint8Array(2 * 257)))).toBe('ledger_corrupt');
  });

  it('writes no entry over 65,535 bytes, and not more than 256', () => {
    expect(codeOf(() => encodeEntryBundle([new Uint8Array(65_536)]))).toBe('internal');
    expect(codeOf(() => encodeEntryBundle(Array.from({ length: 257 }, () => new Uint8Array())))).toBe('internal');
  });
});
