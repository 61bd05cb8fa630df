import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeOf } from '../code-of.test-support.ts';
import { DEFAULT_HASHER } from '../hash/default-hasher.ts';
import type { Hasher } from '../hash/hasher.ts';
import { growTree } from './grow-tree.ts';
import { definedRoot, sampleLeafHashes } from './leaf-samples.test-support.ts';
import { EMPTY_EDGE, rootOf, type TreeEdge } from './tree-edge.ts';

const LEAVES = sampleLeafHashes(66_000);

function inBatches(batches: readonly number[]): TreeEdge {
  return batches.reduce((edge, count) => growTree(edge, LEAVES.slice(edge.size, edge.size + count)).edge, EMPTY_EDGE);
}

describe('growTree', () => {
  it('gives the root that RFC 6962 defines, whatever the batches', () => {
    const batches = fc.array(fc.oneof(fc.nat(3), fc.constantFrom(1, 255, 256, 257), fc.nat(700)), { maxLength: 8 });
    fc.assert(
      fc.property(batches, (counts) => {
        const edge = inBatches(counts);
        const leaves = LEAVES.slice(0, edge.size);
        const root = leaves.length === 0 ? rootOf(EMPTY_EDGE) : definedRoot(leaves);
        expect(rootOf(edge)).toEqual(root);
        expect(edge).toEqual(inBatches([edge.size]));
        expect(rootOf({ size: edge.size, levels: edge.levels })).toEqual(root);
      }),
      { numRuns: 60 },
    );
  });

  it('lists every new or changed tile once, and no other', () => {
    const first = growTree(EMPTY_EDGE, LEAVES.slice(0, 250));
    expect(first.tiles.map(({ level, index, width }) => [level, index, width])).toEqual([[0, 0, 250]]);
    const second = growTree(first.edge, LEAVES.slice(250, 520));
    expect(second.tiles.map(({ level, index, width }) => [level, index, width])).toEqual([
      [0, 0, 256],
      [0, 1, 256],
      [0, 2, 8],
      [1, 0, 2],
    ]);
    const third = growTree(second.edge, LEAVES.slice(520, 521));
    expect(third.tiles.map(({ level, index, width }) => [level, index, width])).toEqual([[0, 2, 9]]);
    expect(growTree(third.edge, []).tiles).toEqual([]);
  });

  it('writes into each tile the roots of the full tiles below, over two level boundaries', () => {
    const { edge, tiles } = growTree(EMPTY_EDGE, LEAVES.slice(0, 65_536 + 300));
    expect(edge.levels.map((hashes) => hashes.length / 32)).toEqual([44, 1, 1]);
    const level1 = tiles.find(({ level, index }) => level === 1 && index === 0);
    expect(level1?.hashes.slice(32 * 7, 32 * 8)).toEqual(definedRoot(LEAVES.slice(256 * 7, 256 * 8)));
    const level2 = tiles.find(({ level }) => level === 2);
    expect(level2).toMatchObject({ index: 0, width: 1, hashes: definedRoot(LEAVES.slice(0, 65_536)) });
    expect(rootOf(edge)).toEqual(definedRoot(LEAVES.slice(0, 65_536 + 300)));
  });

  it('hashes each inner node once, and for the root only the peaks', () => {
    let hashed = 0;
    const counting: Hasher = {
      sha256(data) {
        hashed += 1;
        return DEFAULT_HASHER.sha256(data);
      },
    };
    // 50,001 has seven binary ones: so many perfect subtrees, joined by one node fewer.
    const { edge } = growTree(
      growTree(EMPTY_EDGE, LEAVES.slice(0, 7000), counting).edge,
      LEAVES.slice(7000, 50_001),
      counting,
    );
    expect(hashed).toBe(50_001 - 7);
    rootOf(edge, counting);
    expect(hashed).toBe(50_000);
  });

  it('leaves what it was given as it was', () => {
    const { edge } = growTree(EMPTY_EDGE, LEAVES.slice(0, 300));
    const before = structuredClone(edge);
    growTree(edge, LEAVES.slice(300, 700));
    expect(edge).toEqual(before);
  });

  it('refuses an edge whose parts do not fit its size', () => {
    const { edge } = growTree(EMPTY_EDGE, LEAVES.slice(0, 300));
    const unfit: TreeEdge[] = [
      { ...edge, size: 301 },
      { ...edge, size: -1 },
      { ...edge, size: 2 ** 53 },
      { ...edge, levels: edge.levels.slice(0, 1) },
      { ...edge, levels: [...edge.levels, new Uint8Array()] },
      { ...edge, peaks: [] },
    ];
    for (const each of unfit) expect(codeOf(() => growTree(each, []))).toBe('ledger_corrupt');
    for (const each of unfit) expect(codeOf(() => rootOf(each))).toBe('ledger_corrupt');
    expect(codeOf(() => growTree(edge, [new Uint8Array(31)]))).toBe('internal');
  });
});
