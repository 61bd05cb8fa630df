import { utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { signCheckpoint } from '../checkpoint/checkpoint.ts';
import { sampleWitnessSigner } from '../checkpoint/note-samples.test-support.ts';
import { codeOf } from '../code-of.test-support.ts';
import { cosign } from '../cosignature/cosign.ts';
import { growTree } from '../tree/grow-tree.ts';
import { MemoryTiles } from '../tree/leaf-samples.test-support.ts';
import { hashLeaf } from '../tree/node-hash.ts';
import { inclusionProof } from '../tree/proof.ts';
import { EMPTY_EDGE, rootOf } from '../tree/tree-edge.ts';
import { SAMPLE_ORIGIN, sampleKeys } from '../verify/sample-ledger.test-support.ts';
import { decodeTlogProof, encodeTlogProof } from './tlog-proof.ts';
import { verifyTlogProof } from './verify-tlog-proof.ts';

const keys = await sampleKeys();
const leaves = Array.from({ length: 300 }, (_, index) => utf8(`entry ${index}`));
const tiles = new MemoryTiles();
const growth = growTree(
  EMPTY_EDGE,
  leaves.map((leaf) => hashLeaf(leaf)),
);
tiles.keep(growth.tiles);
const checkpoint = await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 300, root: rootOf(growth.edge) }, keys.log);

async function proofOf(index: number): Promise<string> {
  return encodeTlogProof({ index, hashes: await inclusionProof(tiles, { index, size: 300 }), checkpoint });
}

const text = await proofOf(257);
const verify = (proof: string, leaf = leaves[257] ?? new Uint8Array(), trust = keys.trust) =>
  verifyTlogProof(proof, { leaf, trust });

describe('a tlog-proof', () => {
  it('is written as C2SP tlog-proof shows it', async () => {
    expect(text).toMatch(
      /^c2sp\.org\/tlog-proof@v1\nindex 257\n(?:[A-Za-z0-9+/]{43}=\n){7}\nledger\.example\.org\/audit\n300\n/,
    );
    expect(text.endsWith(`\n\n${checkpoint}`)).toBe(true);
    expect(encodeTlogProof({ index: 0, hashes: [], checkpoint, extra: utf8('hi') })).toBe(
      `c2sp.org/tlog-proof@v1\nextra aGk=\nindex 0\n\n${checkpoint}`,
    );
  });

  it('is read back as it was written', () => {
    const hash = fc.uint8Array({ minLength: 32, maxLength: 32 });
    const extra = fc.uint8Array({ minLength: 1, maxLength: 100 });
    const proofs = fc.record(
      { index: fc.nat(), hashes: fc.array(hash, { maxLength: 63 }), checkpoint: fc.constant(checkpoint), extra },
      { requiredKeys: ['index', 'hashes', 'checkpoint'] },
    );
    fc.assert(
      fc.property(proofs, (proof) => {
        const { extra: opaque, ...rest } = decodeTlogProof(encodeTlogProof(proof));
        expect({ ...rest, ...(opaque === undefined ? {} : { extra: new Uint8Array(opaque) }) }).toEqual(proof);
      }),
    );
  });

  it.each([
    ['another first line', text.replace('@v1', '@v2')],
    ['no index', text.replace('index 257\n', '')],
    ['an index with a zero before it', text.replace('index 257', 'index 0257')],
    ['an index that is too large', text.replace('index 257', 'index 9999999999999999')],
    ['a sign before the index', text.replace('index 257', 'index +257')],
    ['carriage returns', text.replaceAll('\n', '\r\n')],
    ['a hash that is cut', text.replace(/\n[A-Za-z0-9+/]{4}/, '\n')],
    ['a hash without its padding', text.replace('=\n', '\n')],
    ['no empty line', text.replace('\n\n', '\n')],
    ['nothing after the empty line', text.slice(0, text.indexOf('\n\n') + 2)],
    ['an extra line that is no base64', text.replace('index', 'extra !\nindex')],
    ['an empty extra line', text.replace('index', 'extra \nindex')],
    ['two extra lines', text.replace('index', 'extra aGk=\nextra aGk=\nindex')],
    ['64 hashes', text.replace('\n\n', `\n${`${'A'.repeat(43)}=\n`.repeat(57)}\n`)],
    ['a line before it', `\n${text}`],
    ['nothing at all', ''],
    ['a megabyte of newlines', '\n'.repeat(1_000_000)],
    ['a megabyte of hashes', `c2sp.org/tlog-proof@v1\nindex 0\n${'A\n'.repeat(60_000)}`],
  ])('is refused with %s', async (_, wrong) => {
    expect(codeOf(() => decodeTlogProof(wrong))).toBe('ledger_corrupt');
    expect(await verify(wrong)).toMatchObject({ ok: false, code: 'proof_malformed' });
  });

  it('proves each leaf to be at its own place', async () => {
    for (const index of [0, 1, 255, 256, 299]) {
      expect(await verify(await proofOf(index), leaves[index])).toMatchObject({ ok: true, index, size: 300 });
    }
  });

  it('proves no other leaf, no other place, no other tree, and nothing with a bit changed', async () => {
    const words = expect.stringContaining('do not lead from this entry');
    expect(await verify(text, leaves[256])).toEqual({ ok: false, code: 'proof_differs', words });
    expect(await verify(text.replace('index 257', 'index 256'))).toMatchObject({ code: 'proof_differs' });
    expect(await verify(text.replace(/\n[A-Za-z0-9+/]{43}=\n/, '\n'))).toMatchObject({ code: 'proof_differs' });
    const other = await signCheckpoint({ origin: SAMPLE_ORIGIN, size: 300, root: new Uint8Array(32) }, keys.log);
    expect(await verify(text.replace(checkpoint, other))).toMatchObject({ code: 'proof_differs' });
    expect(await verify(text.replace('\n300\n', '\n301\n'))).toMatchObject({ code: 'checkpoint_signature' });
  });

  it('names the witnesses that cosigned its checkpoint, of those that are trusted', async () => {
    const witness = await sampleWitnessSigner('witness.example.org/w1');
    const body = checkpoint.slice(0, checkpoint.indexOf('\n\n') + 1);
    const cosigned = text + (await cosign(body, { signer: witness, time: 1_795_000_000 }));
    const trust = { ...keys.trust, witnesses: [witness.verifierKey] };
    expect(await verify(cosigned, undefined, trust)).toMatchObject({ ok: true, witnesses: ['witness.example.org/w1'] });
    expect(await verify(text, undefined, trust)).toMatchObject({ ok: true, witnesses: [] });
    expect(await verify(cosigned)).toMatchObject({ ok: true, witnesses: [] });
  });

  it('is believed by the log’s own key alone', async () => {
    const stranger = await sampleKeys();
    expect(await verify(text, undefined, stranger.trust)).toMatchObject({
      code: 'checkpoint_unsigned',
      words: 'checkpoint: it bears no signature of the trusted key',
    });
    expect(await verify(text, undefined, { ...keys.trust, logKeys: ['none'] })).toMatchObject({
      code: 'trust_invalid',
    });
  });

  it('never throws, whatever the text', async () => {
    const parts = fc.constantFrom(
      'c2sp.org/tlog-proof@v1\n',
      'index 1\n',
      'extra aGk=\n',
      `${'A'.repeat(43)}=\n`,
      '\n',
      checkpoint,
    );
    await fc.assert(
      fc.asyncProperty(fc.array(fc.oneof(parts, fc.string())), async (some) => {
        expect((await verify(some.join(''))).ok).toBe(false);
      }),
    );
  });
});
