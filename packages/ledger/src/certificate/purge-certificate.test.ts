import { toBase64url, utf8 } from '@sallyport/core';
import { beforeAll, expect, it } from 'vitest';
import { type EventKeys, importEventKeys } from '../event/event-key.ts';
import { webCryptoEventSigner } from '../event/web-crypto-event-signer.ts';
import { signTypedJws } from '../jws/sign-typed-jws.ts';
import { signReceipt } from '../receipt/receipt.ts';
import {
  PURGE_TYPE,
  type PurgeCertificate,
  signPurgeCertificate,
  verifyPurgeCertificate,
} from './purge-certificate.ts';

type Signer = Awaited<ReturnType<typeof newSigner>>;

let own: Signer;
let other: Signer;
let keys: EventKeys;
let certificate: PurgeCertificate;
beforeAll(async () => {
  [own, other] = [await newSigner(), await newSigner()];
  keys = await importEventKeys([own.publicKey]);
  const leaves = [{ index: 7, leafHash: toBase64url(new Uint8Array(32)) }];
  certificate = {
    ...{ origin: 'sallyport.example/log', session: '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20', reason: 'expired' },
    purgedAt: Date.UTC(2032, 10, 29),
    recording: { mode: 'redacted', retention: 'standard', segments: 3, digest: toBase64url(new Uint8Array(32)) },
    ...{ event: '1b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20', index: 7 },
    receipt: await signReceipt({ origin: 'sallyport.example/log', treeSize: 9, leaves }, own),
  };
});

async function newSigner() {
  const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);
  return webCryptoEventSigner(await crypto.subtle.exportKey('jwk', pair.privateKey));
}

it('says what was destroyed, and when, and can be verified', async () => {
  expect(await verifyPurgeCertificate(await signPurgeCertificate(certificate, own), keys)).toEqual(certificate);
});

it.each<[string, () => Promise<string>]>([
  ['signed with another key', () => signPurgeCertificate(certificate, other)],
  ['of another log', () => signPurgeCertificate({ ...certificate, origin: 'other.example/log' }, own)],
  ['with the receipt of another event', () => signPurgeCertificate({ ...certificate, index: 8 }, own)],
  ['with no receipt', () => signPurgeCertificate({ ...certificate, receipt: 'e30.e30.e30' }, own)],
  ['for no reason', () => signPurgeCertificate({ ...certificate, reason: 'Ann Quillonby' as 'expired' }, own)],
  ['of no session', () => signPurgeCertificate({ ...certificate, session: 'Ann Quillonby' }, own)],
  ['that is a receipt', async () => certificate.receipt],
  ['without a time', () => signTypedJws(utf8(JSON.stringify(certificate)), { type: PURGE_TYPE, signer: own })],
  [
    'with a byte changed',
    async () => (await signPurgeCertificate(certificate, own)).replace(/.$/, (c) => (c === 'A' ? 'B' : 'A')),
  ],
  ['that is nothing', async () => ''],
  ['that is too long', async () => `${await signPurgeCertificate(certificate, own)}${'A'.repeat(20_000)}`],
])('refuses one %s', async (_, make) => {
  await expect(verifyPurgeCertificate(await make(), keys)).rejects.toMatchObject({ code: 'certificate_invalid' });
});
