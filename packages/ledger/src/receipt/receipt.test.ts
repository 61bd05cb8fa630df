import { SallyportError, toBase64url } from '@sallyport/core';
import { describe, expect, it } from 'vitest';
import { importEventKeys } from '../event/event-key.ts';
import { sampleEvent, sampleEventSigner } from '../event/event-samples.test-support.ts';
import { signEvent } from '../event/sign-event.ts';
import { payloadOf, SAMPLE_CLAIMS, signAnything } from '../proof/proof-samples.test-support.ts';
import { signProof } from '../proof/sign-proof.ts';
import { MAX_RECEIPT_LEAVES, type Receipt, signReceipt, verifyReceipt } from './receipt.ts';

const signer = await sampleEventSigner();
const keys = await importEventKeys([signer.publicKey]);
const HASH = toBase64url(new Uint8Array(32).fill(1));
const HEADER = { alg: 'ES256', typ: 'sallyport-receipt+jws', kid: signer.kid };
const PAYLOAD = { origin: 'ledger.example/log', index: 4, leaf_hash: HASH, tree_size: 5 };
const refused = new SallyportError('receipt_invalid');

const leaves = (count: number) => Array.from({ length: count }, (_, index) => ({ index, leafHash: HASH }));

describe('a receipt', () => {
  it.each([1, 2, MAX_RECEIPT_LEAVES])('gives back what was signed, of %i leaves', async (count) => {
    const receipt: Receipt = { origin: 'ledger.example/log', treeSize: count, leaves: leaves(count) };
    expect(await verifyReceipt(await signReceipt(receipt, signer), keys)).toEqual(receipt);
  });

  it('of one leaf says origin, index, leaf hash and tree size', async () => {
    const text = await signReceipt({ origin: 'o', treeSize: 5, leaves: [{ index: 4, leafHash: HASH }] }, signer);
    expect(payloadOf(text)).toEqual({ origin: 'o', index: 4, leaf_hash: HASH, tree_size: 5 });
  });

  it.each([
    ['no origin', { origin: undefined }],
    ['an index outside the tree', { index: 5 }],
    ['a negative index', { index: -1 }],
    ['a tree size in text', { tree_size: '5' }],
    ['a hash too short', { leaf_hash: 'abc' }],
    ['more indexes than hashes', { index: [1, 2], leaf_hash: [HASH] }],
    ['no leaves', { index: [], leaf_hash: [] }],
    ['one leaf too many', { index: Array(257).fill(1), leaf_hash: Array(257).fill(HASH) }],
  ])('is none with %s', async (_what, claims) => {
    const text = await signAnything(HEADER, { ...PAYLOAD, ...claims }, signer);
    await expect(verifyReceipt(text, keys)).rejects.toThrow(refused);
  });

  it.each([
    ['the type of an event', { typ: 'sallyport-event+jws' }],
    ['the type of a grant', { typ: 'at+jwt' }],
    ['another algorithm', { alg: 'EdDSA' }],
    ['a member more', { crit: ['exp'] }],
    ['an unknown key', { kid: 'x'.repeat(43) }],
  ])('is none with a header of %s', async (_what, header) => {
    await expect(verifyReceipt(await signAnything({ ...HEADER, ...header }, PAYLOAD, signer), keys)).rejects.toThrow(
      refused,
    );
  });

  it('is not an event, not a proof, not changed, and not from another signer', async () => {
    const text = await signAnything(HEADER, PAYLOAD, signer);
    const event = new TextDecoder().decode(await signEvent(sampleEvent('session.intent', 'e1', 's1'), signer));
    const [header, , signature] = text.split('.');
    const moved = `${header}.${toBase64url(new TextEncoder().encode(JSON.stringify({ ...PAYLOAD, index: 3 })))}.${signature}`;
    const other = await signAnything(HEADER, PAYLOAD, await sampleEventSigner());
    for (const forged of [
      event,
      await signProof(SAMPLE_CLAIMS, signer),
      moved,
      other,
      '',
      'a.b.c',
      'x'.repeat(70_000),
    ]) {
      await expect(verifyReceipt(forged, keys)).rejects.toThrow(refused);
    }
    expect(await verifyReceipt(text, keys)).toMatchObject({ treeSize: 5 });
  });
});
