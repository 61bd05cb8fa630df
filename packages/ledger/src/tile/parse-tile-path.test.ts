import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTilePath } from './parse-tile-path.ts';
import { entryBundlePath, tilePath } from './tile-path.ts';

describe('parseTilePath', () => {
  it('reads what is written', () => {
    const place = { index: fc.integer({ min: 0, max: 2 ** 45 }), width: fc.integer({ min: 1, max: 256 }) };
    fc.assert(
      fc.property(fc.record({ level: fc.nat(6), ...place }), (tile) => {
        expect(parseTilePath(tilePath(tile))).toEqual(tile);
        expect(parseTilePath(entryBundlePath(tile))).toEqual({ ...tile, level: 'entries' });
      }),
    );
  });

  it.each([
    'tile/7/000',
    'tile/0/0',
    'tile/0/1000',
    'tile/0/x000/001',
    'tile/0/001/002',
    'tile/0/x001',
    'tile/0/000.p/0',
    'tile/0/000.p/256',
    'tile/0/000.p/01',
    'tile/0/000.p/257',
    'tile/0/000/',
    'tile/0/../0/000',
    'tile/entries/',
    'tile/',
    '/tile/0/000',
    'tile/0/000\n',
    'tile/00/000',
  ])('reads nothing else: %s', (path) => {
    expect(parseTilePath(path)).toBeUndefined();
  });
});
