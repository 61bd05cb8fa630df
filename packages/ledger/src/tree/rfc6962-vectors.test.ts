import { toHex } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { growTree } from './grow-tree.ts';
import { MemoryTiles } from './leaf-samples.test-support.ts';
import { hashLeaf } from './node-hash.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { EMPTY_EDGE, rootOf } from './tree-edge.ts';
import { verifyConsistency } from './verify-consistency.ts';
import { verifyInclusion } from './verify-inclusion.ts';

// The test data of Certificate Transparency's reference implementation.
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];
const NODE_1 = '96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7';
const NODE_23 = '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e';
const NODE_4 = 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b';
const NODE_45 = '0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a';
const NODE_67 = 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0';
const NODE_4567 = '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4';
const [, NODE_0 = '', NODE_01 = '', , NODE_0123 = ''] = ROOTS;

const hashes = LEAVES.map((leaf) => hashLeaf(bytes(leaf)));
const tiles = new MemoryTiles();
tiles.keep(growTree(EMPTY_EDGE, hashes).tiles);

function bytes(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (digits) => Number.parseInt(digits, 16));
}

function root(size: number): Uint8Array {
  return bytes(ROOTS[size] ?? '');
}

describe('RFC 6962 vectors', () => {
  it.each(ROOTS.map((hex, size) => ({ hex, size })))('gives the root of $size leaves', ({ hex, size }) => {
    expect(toHex(rootOf(growTree(EMPTY_EDGE, hashes.slice(0, size)).edge))).toBe(hex);
  });

  it.each([
    { index: 0, size: 1, proof: [] },
    { index: 0, size: 8, proof: [NODE_1, NODE_23, NODE_4567] },
    { index: 5, size: 8, proof: [NODE_4, NODE_67, NODE_0123] },
    { index: 2, size: 3, proof: [NODE_01] },
    { index: 1, size: 5, proof: [NODE_0, NODE_23, NODE_4] },
  ])('proves leaf $index of $size', async ({ index, size, proof }) => {
    const given = await inclusionProof(tiles, { index, size });
    expect(given.map(toHex)).toEqual(proof);
    const leafHash = hashes[index] ?? new Uint8Array();
    expect(verifyInclusion({ leafHash, index, size, root: root(size), proof: given })).toBe(true);
  });

  it.each([
    { from: 1, to: 1, proof: [] },
    { from: 1, to: 8, proof: [NODE_1, NODE_23, NODE_4567] },
    { from: 6, to: 8, proof: [NODE_45, NODE_67, NODE_0123] },
    { from: 2, to: 5, proof: [NODE_23, NODE_4] },
  ])('proves $from to be a prefix of $to', async ({ from, to, proof }) => {
    const given = await consistencyProof(tiles, { from, to });
    expect(given.map(toHex)).toEqual(proof);
    const claim = { from: { size: from, root: root(from) }, to: { size: to, root: root(to) }, proof: given };
    expect(verifyConsistency(claim)).toBe(true);
  });
});
