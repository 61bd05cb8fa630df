import { createHash } from 'node:crypto';
import { SallyportError, toBase64url } from '@sallyport/core';
import { signEvent, signReceipt } from '@sallyport/ledger';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { ClientKeyCache } from './client-key-cache.ts';
import { proofNonces } from './nonces.ts';
import { clientSigner, proofOf } from './proof-fixture.test-support.ts';
import { proofVerifier } from './verify-proof.ts';

const NOW = 1_795_000_000_000;
const REQUEST = { method: 'POST', url: 'https://sallyport.example/oauth/token' };
const TOKEN = 'header.payload.signature';
const ATH = createHash('sha256').update(TOKEN).digest('base64url');
const signer = await clientSigner();

const KEY = new Uint8Array(32).fill(7);

function verifierAt(time = NOW, required = false) {
  const clock = new TestClock(time);
  return proofVerifier({ clock, keys: new ClientKeyCache(), nonces: proofNonces({ key: KEY, clock, required }) });
}

const nonceAt = (time: number) => proofNonces({ key: KEY, clock: new TestClock(time), required: true }).current();

describe('proofVerifier', () => {
  it('says who signed, what id the proof has, and when it was made', async () => {
    const jti = crypto.randomUUID();
    const text = await proofOf(signer, { time: NOW, jti });
    expect(await verifierAt()(text, REQUEST)).toEqual({
      publicKey: signer.publicKey,
      id: jti,
      time: NOW,
      leaf: new TextEncoder().encode(text),
    });
  });

  it('gives the intent in it', async () => {
    const intent = { correlationId: crypto.randomUUID(), commitment: toBase64url(new Uint8Array(32)), applied: {} };
    expect((await verifierAt()(await proofOf(signer, { time: NOW, intent }), REQUEST)).intent).toEqual(intent);
  });

  it.each([-15_000, -1_000, 0, 59_000, 60_000])('takes one that is %i ms old', async (age) => {
    expect((await verifierAt(NOW + age)(await proofOf(signer, { time: NOW }), REQUEST)).time).toBe(NOW);
  });

  it.each([-86_400_000, -16_000, 61_000, 3_600_000])('refuses one that is %i ms old', async (age) => {
    const text = await proofOf(signer, { time: NOW });
    await expect(verifierAt(NOW + age)(text, REQUEST)).rejects.toThrow(new SallyportError('proof_time'));
  });

  it('refuses an iat that is no time', async () => {
    const text = await proofOf(signer, { time: NOW, iat: 1e300 });
    await expect(verifierAt()(text, REQUEST)).rejects.toThrow(new SallyportError('proof_time'));
  });

  it.each([
    ['another method', { htm: 'GET' }],
    ['another path', { htu: 'https://sallyport.example/oauth/tokens' }],
    ['another origin', { htu: 'https://other.example/oauth/token' }],
    ['another scheme', { htu: 'http://sallyport.example/oauth/token' }],
    ['another port', { htu: 'https://sallyport.example:8443/oauth/token' }],
    ['a user in its URL', { htu: 'https://somebody@sallyport.example/oauth/token' }],
    ['a URL that is none', { htu: '/oauth/token' }],
    ['a token that was not sent', { ath: ATH }],
  ])('refuses one made for %s', async (_what, claims) => {
    const text = await proofOf(signer, { time: NOW, ...claims });
    await expect(verifierAt()(text, REQUEST)).rejects.toThrow(new SallyportError('proof_target'));
  });

  it.each([
    'HTTPS://SallyPort.example:443/oauth/token',
    'https://sallyport.example/oauth/token?x=1',
    'https://sallyport.example/a/../oauth/token',
  ])('takes %s for the same URL', async (htu) => {
    expect((await verifierAt()(await proofOf(signer, { time: NOW, htu }), REQUEST)).time).toBe(NOW);
  });

  it('holds a proof to its access token', async () => {
    const bound = await proofOf(signer, { time: NOW, ath: ATH });
    const unbound = await proofOf(signer, { time: NOW });
    expect((await verifierAt()(bound, { ...REQUEST, token: TOKEN })).time).toBe(NOW);
    for (const [text, token] of [
      [bound, `${TOKEN}x`],
      [unbound, TOKEN],
    ] as const) {
      await expect(verifierAt()(text, { ...REQUEST, token })).rejects.toThrow(new SallyportError('proof_target'));
    }
  });

  it('refuses one that says more than a proof does: it could become a leaf', async () => {
    const note = { note: 'Ann Quillonby' } as object;
    const text = await proofOf(signer, { time: NOW, ...note });
    await expect(verifierAt()(text, REQUEST)).rejects.toThrow(new SallyportError('proof_invalid'));
  });

  it('refuses a request without one, and whatever else is signed here', async () => {
    const event = { class_uid: 6003 } as never;
    const receipt = { origin: 'o', treeSize: 1, leaves: [{ index: 0, leafHash: ATH }] };
    const others = [
      new TextDecoder().decode(await signEvent(event, signer)),
      await signReceipt(receipt, signer),
      '',
      'x',
    ];
    await expect(verifierAt()(undefined, REQUEST)).rejects.toThrow(new SallyportError('proof_missing'));
    for (const text of others)
      await expect(verifierAt()(text, REQUEST)).rejects.toThrow(new SallyportError('proof_invalid'));
  });

  it('refuses a signature of another key, a changed one, and a key off the curve', async () => {
    const text = await proofOf(signer, { time: NOW });
    const [header = '', payload = '', signature = ''] = text.split('.');
    const other = (await proofOf(await clientSigner(), { time: NOW })).split('.');
    const { kty, crv, x } = signer.publicKey;
    const off = toBase64url(
      new TextEncoder().encode(JSON.stringify({ typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y: x } })),
    );
    const flipped = `${signature[0] === 'A' ? 'B' : 'A'}${signature.slice(1)}`;
    for (const forged of [
      `${other[0]}.${payload}.${signature}`,
      `${header}.${other[1]}.${signature}`,
      `${header}.${payload}.${flipped}`,
      `${header}.${payload}.`,
      `${off}.${payload}.${signature}`,
    ]) {
      await expect(verifierAt()(forged, REQUEST)).rejects.toThrow(new SallyportError('proof_invalid'));
    }
  });

  it.each([
    ['no nonce, where one is required', undefined, true],
    ['an old nonce', nonceAt(NOW - 900_000), true],
    ['an old nonce, where none is required', nonceAt(NOW - 900_000), false],
    ['a nonce of somebody else', 'eyJ7S_zG.eyJH0-Z.HX4w-7v', false],
  ])('refuses one with %s', async (_what, nonce, required) => {
    const text = await proofOf(signer, { time: NOW, ...(nonce === undefined ? {} : { nonce }) });
    await expect(verifierAt(NOW, required)(text, REQUEST)).rejects.toThrow(new SallyportError('proof_nonce'));
  });

  it.each([true, false])('takes one with the nonce of now, and of before; required: %s', async (required) => {
    for (const time of [NOW, NOW - 300_000]) {
      const text = await proofOf(signer, { time: NOW, nonce: nonceAt(time) });
      expect((await verifierAt(NOW, required)(text, REQUEST)).time).toBe(NOW);
    }
  });

  it('says why an intent in it is none', async () => {
    const intent = { correlationId: 'free text', commitment: ATH, applied: {} };
    const text = await proofOf(signer, { time: NOW, intent });
    await expect(verifierAt()(text, REQUEST)).rejects.toThrow(new SallyportError('intent_invalid'));
  });
});

describe('ClientKeyCache', () => {
  it('names each key by its thumbprint, and imports it once while it is used', async () => {
    const keys = new ClientKeyCache();
    const first = keys.import(signer.publicKey);
    expect(first.publicKey).toEqual(signer.publicKey);
    expect(keys.import(signer.publicKey).key).toBe(first.key);
  });

  it('forgets the key used longest ago when there are too many', async () => {
    const keys = new ClientKeyCache(2);
    const [one, two, three] = [await clientSigner(), await clientSigner(), await clientSigner()];
    const first = keys.import(one.publicKey);
    const second = keys.import(two.publicKey);
    keys.import(one.publicKey);
    keys.import(three.publicKey);
    expect(keys.import(one.publicKey).key).toBe(first.key);
    expect(keys.import(two.publicKey).key).not.toBe(second.key);
  });
});
