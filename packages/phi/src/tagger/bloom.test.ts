import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { folded, mayHold, placesOf } from './bloom.ts';

const BITS = 8 * 4096;

const filterOf = (hashes: readonly number[]): Uint8Array => {
  const filter = new Uint8Array(BITS / 8);
  for (const hash of hashes)
    for (const place of placesOf(hash, BITS)) filter[place >> 3] = (filter[place >> 3] as number) | (1 << (place & 7));
  return filter;
};

describe('mayHold', () => {
  it('never leaves out what a filter holds', () => {
    fc.assert(
      fc.property(fc.array(fc.integer(), { minLength: 1, maxLength: 200 }), (hashes) => {
        const filter = filterOf(hashes);
        expect(hashes.filter((hash) => !mayHold(filter, hash))).toEqual([]);
      }),
    );
  });

  it('seldom holds what was not put in', () => {
    const filter = filterOf(Array.from({ length: 4000 }, (_, index) => Math.imul(index + 1, 0x9e3779b1)));
    const others = Array.from({ length: 4000 }, (_, index) => Math.imul(index + 1, 0x85ebca6b) ^ 0x5bd1e995);
    expect(others.filter((hash) => mayHold(filter, hash)).length).toBeLessThan(400);
  });

  it('has every place within the filter', () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 8, max: 1 << 22 }), (hash, bits) => {
        expect(placesOf(hash, bits).every((place) => Number.isInteger(place) && place >= 0 && place < bits)).toBe(true);
      }),
    );
  });
});

it('folds case and diacritics', () => {
  expect(folded('Ngọc-LAN')).toBe('ngoc-lan');
});
