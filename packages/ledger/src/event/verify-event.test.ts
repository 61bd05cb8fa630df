import { fromUtf8, toBase64url, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { CompactSign, compactVerify, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { signingInput } from '../jws/compact-jws.ts';
import { importEventKeys, readEventKey } from './event-key.ts';
import { sampleEvent, sampleEventSigner } from './event-samples.test-support.ts';
import { signEvent } from './sign-event.ts';
import { inspectEvent, verifyEvent } from './verify-event.ts';
import { webCryptoEventSigner } from './web-crypto-event-signer.ts';

const signer = await sampleEventSigner();
const stranger = await sampleEventSigner();
const keys = await importEventKeys([signer.publicKey]);
const event = sampleEvent('session.intent', 'e1', 's1');
const leaf = await signEvent(event, signer);

async function signedWith(header: object, payload = utf8(JSON.stringify(event))): Promise<Uint8Array> {
  const input = signingInput(header, payload);
  return utf8(`${input}.${toBase64url(await signer.sign(utf8(input)))}`);
}

const HEADER = { alg: 'ES256', typ: 'sallyport-event+jws', kid: signer.kid };

describe('verifyEvent', () => {
  it('gives back the event that was signed', async () => {
    expect(await verifyEvent(leaf, keys)).toEqual(event);
  });

  it('agrees with jose in both directions', async () => {
    const { payload, protectedHeader } = await compactVerify(
      fromUtf8(leaf),
      await importJWK(signer.publicKey, 'ES256'),
    );
    expect(JSON.parse(fromUtf8(payload))).toEqual(event);
    expect(protectedHeader).toEqual(HEADER);
    const { privateKey } = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, [
      'sign',
      'verify',
    ]);
    const own = await webCryptoEventSigner(await crypto.subtle.exportKey('jwk', privateKey));
    const theirs = new CompactSign(utf8(JSON.stringify(event))).setProtectedHeader({ ...HEADER, kid: own.kid });
    expect(await verifyEvent(utf8(await theirs.sign(privateKey)), await importEventKeys([own.publicKey]))).toEqual(
      event,
    );
  });

  it('refuses a leaf with any one byte changed', async () => {
    const flips = fc.record({ at: fc.nat(leaf.length - 1), mask: fc.integer({ min: 1, max: 255 }) });
    await fc.assert(
      fc.asyncProperty(flips, async ({ at, mask }) => {
        const changed = leaf.map((byte, index) => (index === at ? byte ^ mask : byte));
        await expect(verifyEvent(changed, keys)).rejects.toMatchObject({ code: 'ledger_corrupt' });
      }),
      { numRuns: 400 },
    );
  });

  it('never rejects with anything but its own error, whatever the bytes', async () => {
    const parts = fc.array(fc.oneof(fc.base64String(), fc.constant(toBase64url(utf8(JSON.stringify(HEADER))))), {
      maxLength: 4,
    });
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 200 }),
      parts.map((each) => utf8(each.join('.'))),
    );
    await fc.assert(
      fc.asyncProperty(bytes, async (hostile) => {
        await expect(verifyEvent(hostile, keys)).rejects.toMatchObject({ code: 'ledger_corrupt' });
      }),
    );
  });

  it.each([
    ['another algorithm', { ...HEADER, alg: 'ES384' }],
    ['no algorithm', { ...HEADER, alg: 'none' }],
    ['an HMAC', { ...HEADER, alg: 'HS256' }],
    ['another type', { ...HEADER, typ: 'dpop+jwt' }],
    ['the type in other letters', { ...HEADER, typ: 'Sallyport-Event+JWS' }],
    ['no type', { alg: 'ES256', kid: signer.kid }],
    ['no key id', { alg: 'ES256', typ: HEADER.typ }],
    ['a key of its own', { ...HEADER, jwk: signer.publicKey }],
    ['a critical extension', { ...HEADER, crit: ['b64'], b64: false }],
  ])('refuses a header with %s, although its signature is right', async (_, header) => {
    expect(await inspectEvent(await signedWith(header), keys)).toBe('event_header');
  });

  it('refuses a key it was not given, and one under the id of another', async () => {
    expect(await inspectEvent(await signEvent(event, stranger), keys)).toBe('event_key_unknown');
    const posing = await signEvent(event, { kid: signer.kid, sign: stranger.sign });
    expect(await inspectEvent(posing, keys)).toBe('event_signature');
    expect(await inspectEvent(await signedWith({ ...HEADER, kid: '__proto__' }), keys)).toBe('event_key_unknown');
  });

  it.each([
    ['no JSON', 'event'],
    ['a list', '[]'],
    ['deep nesting', '['.repeat(40_000)],
    ['another class', JSON.stringify({ ...event, class_uid: 2006 })],
    ['an unknown kind', JSON.stringify({ ...event, metadata: { ...event.metadata, event_code: 'toString' } })],
    ['no id', JSON.stringify({ ...event, metadata: { event_code: 'auth.failed' } })],
    ['a long id', JSON.stringify({ ...event, metadata: { ...event.metadata, uid: 'e'.repeat(129) } })],
    ['a session that is no text', JSON.stringify({ ...event, api: { operation: 'a.b', request: { uid: 7 } } })],
    ['a time that is no number', JSON.stringify({ ...event, time: '1' })],
  ])('refuses a payload that is %s, although its signature is right', async (_, payload) => {
    expect(await inspectEvent(await signedWith(HEADER, utf8(payload)), keys)).toBe('event_shape');
  });

  it('takes a leaf of 65,535 bytes and signs none that is longer', async () => {
    const padded = (length: number) => sampleEvent('session.intent', 'x'.repeat(length));
    await expect(signEvent(padded(65_535), signer)).rejects.toMatchObject({ code: 'internal' });
    const room = 65_535 - leaf.length;
    const filled = { ...event, unmapped: { rule: 'r'.repeat(Math.floor(room * 0.74)) } };
    expect(await verifyEvent(await signEvent(filled, signer), keys)).toEqual(filled);
    const short = { kid: signer.kid, sign: async () => new Uint8Array(63) };
    await expect(signEvent(event, short)).rejects.toMatchObject({ code: 'internal' });
    expect(await inspectEvent(new Uint8Array(65_536).fill(0x41), keys)).toBe('event_malformed');
  });
});

describe('readEventKey', () => {
  // RFC 9449 §6.1, whose jkt is the thumbprint.
  const POINT = {
    kty: 'EC',
    crv: 'P-256',
    x: 'l8tFrhx-34tV3hRICRDY9zCkDlpBhF42UQUfWVAWBFs',
    y: '9VE4jf_Ok_o64zbTTlcuNJajHmt6v9TDVrU0CdvGRDA',
  } as const;
  const KID = '0ZcOCORZNYy-DWpqq30jZyJGHTN0d2HglBV3uiguA4I';

  it('names a key by its RFC 7638 thumbprint', async () => {
    expect(await readEventKey(POINT)).toEqual({ ...POINT, kid: KID });
    expect(await readEventKey({ ...POINT, kid: KID, alg: 'ES256', use: 'sig' })).toEqual({ ...POINT, kid: KID });
  });

  it.each([
    ['a private key', { ...POINT, d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' }],
    ['another curve', { ...POINT, crv: 'P-384' }],
    ['another use', { ...POINT, use: 'enc' }],
    ['another algorithm', { ...POINT, alg: 'ES384' }],
    ['a false thumbprint', { ...POINT, kid: KID.replace('0', '1') }],
    ['a short coordinate', { ...POINT, x: POINT.x.slice(2) }],
    ['a padded coordinate', { ...POINT, x: `${POINT.x}=` }],
    ['an unknown member', { ...POINT, x5u: 'https://example.org/' }],
    ['a text', 'key'],
    ['nothing', null],
  ])('refuses %s', async (_, jwk) => {
    await expect(readEventKey(jwk)).rejects.toMatchObject({ code: 'config_invalid' });
  });

  it('lets no point be imported that is not on the curve', async () => {
    const off = await readEventKey({ ...POINT, y: POINT.x });
    await expect(importEventKeys([off])).rejects.toMatchObject({ code: 'config_invalid' });
    await expect(webCryptoEventSigner({ ...POINT })).rejects.toMatchObject({ code: 'config_invalid' });
  });
});
