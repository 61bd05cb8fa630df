import { EMPTY_EDGE, growTree, tilePath } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { leafTiles, upperTiles } from './log-places.ts';

describe('the tiles of a log', () => {
  it.each([1, 255, 256, 257, 65_535, 65_536, 70_001])('of %i entries are those that its tree has', (size) => {
    const leaves = Array.from({ length: size }, () => new Uint8Array(32));
    const { tiles } = growTree(EMPTY_EDGE, leaves);
    const upper = tiles.filter(({ level }) => level > 0).map(tilePath);
    expect([...upperTiles(size)].map(tilePath).toSorted()).toEqual(upper.toSorted());
    const below = tiles.filter(({ level }) => level === 0).map(tilePath);
    expect([...leafTiles(0, size, size)].map(tilePath)).toEqual(below);
  });

  it('of a range are those that hold its entries', () => {
    const paths = [...leafTiles(256, 768, 700)].map(tilePath);
    expect(paths).toEqual(['tile/0/001', 'tile/0/002.p/188']);
    expect([...leafTiles(0, 0, 0)]).toEqual([]);
  });
});
