import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growTree } from './grow-tree.ts';
import { definedRoot, MemoryTiles, sampleLeafHashes } from './leaf-samples.test-support.ts';
import { consistencyProof, inclusionProof } from './proof.ts';
import { EMPTY_EDGE, rootOf } from './tree-edge.ts';
import { verifyConsistency } from './verify-consistency.ts';
import { verifyInclusion } from './verify-inclusion.ts';

const LEAVES = sampleLeafHashes(65_536 + 600);
const tiles = new MemoryTiles();
tiles.keep(growTree(EMPTY_EDGE, LEAVES).tiles);

function rootAt(size: number): Uint8Array {
  return size === 0 ? rootOf(EMPTY_EDGE) : definedRoot(LEAVES.slice(0, size));
}

function leafAt(index: number): Uint8Array {
  return LEAVES[index] ?? new Uint8Array();
}

function flip(bytes: Uint8Array, at: number, mask: number): Uint8Array {
  return bytes.map((byte, index) => (index === at % bytes.length ? byte ^ mask : byte));
}

function flipOne(hashes: readonly Uint8Array[], at: number, mask: number): Uint8Array[] {
  const which = Math.floor(at / 32) % hashes.length;
  return hashes.map((hash, index) => (index === which ? flip(hash, at, mask) : hash));
}

const SIZE = fc.oneof(fc.integer({ min: 1, max: 600 }), fc.constantFrom(1, 2, 255, 256, 257, 511, 512, 513));
const CLAIM = fc.record({ size: SIZE, at: fc.nat(), byte: fc.nat(100_000), mask: fc.integer({ min: 1, max: 255 }) });

describe('inclusionProof', () => {
  it('verifies for every leaf, and not once a byte of leaf, root or proof is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(CLAIM, async ({ size, at, byte, mask }) => {
        const index = at % size;
        const proof = await inclusionProof(tiles, { index, size });
        const claim = { leafHash: leafAt(index), index, size, root: rootAt(size), proof };
        expect(verifyInclusion(claim)).toBe(true);
        expect(verifyInclusion({ ...claim, leafHash: flip(claim.leafHash, byte, mask) })).toBe(false);
        expect(verifyInclusion({ ...claim, root: flip(claim.root, byte, mask) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: [...proof, leafAt(0)] })).toBe(false);
        if (proof.length === 0) return;
        expect(verifyInclusion({ ...claim, proof: flipOne(proof, byte, mask) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(1) })).toBe(false);
        expect(verifyInclusion({ ...claim, proof: proof.slice(0, -1) })).toBe(false);
        expect(verifyInclusion({ ...claim, index: (index + 1) % size })).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('verifies for every leaf of every small tree', async () => {
    for (let size = 1; size <= 40; size++) {
      for (let index = 0; index < size; index++) {
        const proof = await inclusionProof(tiles, { index, size });
        expect(verifyInclusion({ leafHash: leafAt(index), index, size, root: rootAt(size), proof })).toBe(true);
      }
    }
  });

  it.each([65_535, 65_536, 65_537, 65_536 + 600])('verifies at both ends of a tree of %i', async (size) => {
    const root = rootAt(size);
    for (const index of [0, 255, 256, 65_279, 65_280, 65_535, size - 1].filter((each) => each < size)) {
      const proof = await inclusionProof(tiles, { index, size });
      expect(verifyInclusion({ leafHash: leafAt(index), index, size, root, proof })).toBe(true);
    }
  });

  it('reads each tile it needs once', async () => {
    const counted = new MemoryTiles();
    counted.keep(growTree(EMPTY_EDGE, LEAVES).tiles);
    await inclusionProof(counted, { index: 40_000, size: LEAVES.length });
    expect(counted.reads).toBeLessThanOrEqual(5);
  });

  it('refuses a leaf that is not there, and a tile of another length', async () => {
    for (const [index, size] of [
      [5, 5],
      [-1, 5],
      [0.5, 5],
      [0, 2 ** 53],
    ] as const) {
      await expect(inclusionProof(tiles, { index, size })).rejects.toMatchObject({ code: 'request_invalid' });
    }
    await expect(inclusionProof(new MemoryTiles(), { index: 0, size: 5 })).rejects.toMatchObject({
      code: 'ledger_corrupt',
    });
  });
});

describe('consistencyProof', () => {
  it('verifies for every pair of sizes, and not once a byte of a root or the proof is flipped', async () => {
    await fc.assert(
      fc.asyncProperty(CLAIM, async ({ size, at, byte, mask }) => {
        const older = at % (size + 1);
        const proof = await consistencyProof(tiles, { from: older, to: size });
        const from = { size: older, root: rootAt(older) };
        const to = { size, root: rootAt(size) };
        expect(verifyConsistency({ from, to, proof })).toBe(true);
        expect(verifyConsistency({ from: { ...from, root: flip(from.root, byte, mask) }, to, proof })).toBe(false);
        expect(verifyConsistency({ from, to, proof: [...proof, leafAt(0)] })).toBe(false);
        // The tree without leaves is a prefix of every other, so its claim does not rest on the newer root.
        if (older === 0) return;
        expect(verifyConsistency({ from, to: { ...to, root: flip(to.root, byte, mask) }, proof })).toBe(false);
        if (proof.length === 0) return;
        expect(verifyConsistency({ from, to, proof: flipOne(proof, byte, mask) })).toBe(false);
        expect(verifyConsistency({ from, to, proof: proof.slice(1) })).toBe(false);
        expect(verifyConsistency({ from, to, proof: proof.slice(0, -1) })).toBe(false);
      }),
      { numRuns: 150 },
    );
  });

  it('verifies for every pair of small sizes', async () => {
    for (let to = 0; to <= 40; to++) {
      for (let from = 0; from <= to; from++) {
        const proof = await consistencyProof(tiles, { from, to });
        const claim = { from: { size: from, root: rootAt(from) }, to: { size: to, root: rootAt(to) }, proof };
        expect(verifyConsistency(claim)).toBe(true);
      }
    }
  });

  it.each([
    [256, 65_536],
    [65_535, 65_537],
    [65_536, 66_136],
    [300, 66_000],
  ])('verifies from %i to %i', async (from, to) => {
    const proof = await consistencyProof(tiles, { from, to });
    const claim = { from: { size: from, root: rootAt(from) }, to: { size: to, root: rootAt(to) }, proof };
    expect(verifyConsistency(claim)).toBe(true);
  });

  it('refuses to go back', async () => {
    await expect(consistencyProof(tiles, { from: 3, to: 2 })).rejects.toMatchObject({ code: 'request_invalid' });
    const root = rootAt(2);
    expect(verifyConsistency({ from: { size: 3, root }, to: { size: 2, root }, proof: [] })).toBe(false);
    expect(verifyConsistency({ from: { size: Number.NaN, root }, to: { size: 2, root }, proof: [] })).toBe(false);
  });
});
