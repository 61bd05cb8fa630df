import { describe, expect, it } from 'vitest';
import type { Tile } from '../tile/tile.ts';
import { growTree } from '../tree/grow-tree.ts';
import { sampleLeafHashes } from '../tree/leaf-samples.test-support.ts';
import { rootAt } from '../tree/root-at.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from '../tree/tree-edge.ts';
import { KnownTree } from './known-tree.ts';

const TILES = 1040;
const hashes = sampleLeafHashes(TILES * 256 + 3);
const leafTiles = new Map<number, Tile>();
const roots = new Map<number, Uint8Array>();

function grown(read: (index: number) => Uint8Array | undefined): KnownTree {
  const tree = new KnownTree(async (index) => read(index));
  let edge: TreeEdge = EMPTY_EDGE;
  for (let at = 0; at < hashes.length; at += 256) {
    const growth = growTree(edge, hashes.slice(at, at + 256));
    edge = growth.edge;
    tree.grow(growth);
    roots.set(edge.size, rootOf(edge));
    for (const tile of growth.tiles) if (tile.level === 0) leafTiles.set(tile.index, tile);
  }
  return tree;
}

describe('KnownTree', () => {
  it('knows the roots of all sizes, also of those whose leaf hashes it has to read again', async () => {
    const asked: number[] = [];
    const tree = grown((index) => {
      asked.push(index);
      return leafTiles.get(index)?.hashes;
    });
    for (const size of [256, 4096, 65_536, 65_792, TILES * 256, hashes.length]) {
      expect(await rootAt(tree, size)).toEqual(roots.get(size));
    }
    expect(asked).toEqual([]);
    const early = rootOf(growTree(EMPTY_EDGE, hashes.slice(0, 700)).edge);
    expect(await rootAt(tree, 700)).toEqual(early);
    expect(asked).toEqual([2]);
  });

  it('believes no leaf hashes that do not give the hash above them', async () => {
    for (const read of [() => undefined, () => new Uint8Array(8192), () => new Uint8Array(32)]) {
      await expect(rootAt(grown(read), 700)).rejects.toMatchObject({ code: 'ledger_corrupt' });
    }
  });
});
