import { utf8 } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { growTree } from '../tree/grow-tree.ts';
import { MemoryTiles } from '../tree/leaf-samples.test-support.ts';
import { hashChildren, hashLeaf } from '../tree/node-hash.ts';
import { consistencyProof, inclusionProof } from '../tree/proof.ts';
import { EMPTY_EDGE, rootOf } from '../tree/tree-edge.ts';

// RFC 6962 §2.1.3, repeated in RFC 9162 §2.1.5: a tree of seven leaves with a letter for each node. The RFC gives no leaf data.
const DATA = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'].map((text) => hashLeaf(utf8(text)));
const [a, b, c, d, e, f, j] = DATA as [Node, Node, Node, Node, Node, Node, Node];
const [g, h, i] = [hashChildren(a, b), hashChildren(c, d), hashChildren(e, f)];
const [k, l] = [hashChildren(g, h), hashChildren(i, j)];
const tiles = new MemoryTiles();
tiles.keep(growTree(EMPTY_EDGE, DATA).tiles);

type Node = Uint8Array;

function rootAt(size: number): Uint8Array {
  return rootOf(growTree(EMPTY_EDGE, DATA.slice(0, size)).edge);
}

describe('the example of RFC 6962 §2.1.3', () => {
  it.each([
    { size: 3, name: 'hash0', root: hashChildren(g, c) },
    { size: 4, name: 'hash1 = k', root: k },
    { size: 6, name: 'hash2', root: hashChildren(k, i) },
    { size: 7, name: 'hash', root: hashChildren(k, l) },
  ])('has the root $name of $size leaves', ({ size, root }) => {
    expect(rootAt(size)).toEqual(root);
  });

  it.each([
    { index: 0, path: [b, h, l], names: '[b, h, l]' },
    { index: 3, path: [c, g, l], names: '[c, g, l]' },
    { index: 4, path: [f, j, k], names: '[f, j, k]' },
    { index: 6, path: [i, k], names: '[i, k]' },
  ])('has the audit path $names for d$index', async ({ index, path }) => {
    expect(await inclusionProof(tiles, { index, size: 7 })).toEqual(path);
  });

  it.each([
    { from: 3, proof: [c, d, g, l], names: '[c, d, g, l]' },
    { from: 4, proof: [l], names: '[l]' },
    { from: 6, proof: [i, j, k], names: '[i, j, k]' },
  ])('has PROOF($from, D[7]) = $names', async ({ from, proof }) => {
    expect(await consistencyProof(tiles, { from, to: 7 })).toEqual(proof);
  });
});
