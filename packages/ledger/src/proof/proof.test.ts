import { isUuid, SallyportError } from '@sallyport/core';
import { calculateJwkThumbprint, type JWK, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { sampleEventSigner } from '../event/event-samples.test-support.ts';
import { parseProof, proofId } from './proof.ts';
import { payloadOf, SAMPLE_CLAIMS, SAMPLE_INTENT, signAnything } from './proof-samples.test-support.ts';
import { signProof } from './sign-proof.ts';

const signer = await sampleEventSigner();
const { kty, crv, x, y } = signer.publicKey;
const HEADER = { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } };
const { intent: _, ...PLAIN } = SAMPLE_CLAIMS;
const CLAIM = { correlation_id: SAMPLE_INTENT.correlationId, commitment: SAMPLE_INTENT.commitment, applied: {} };

/** The proof of a payload that differs from the sample's. */
const withClaims = (claims: object) => signAnything(HEADER, { ...PLAIN, sallyport: CLAIM, ...claims }, signer);
const withHeader = (header: object) => signAnything({ ...HEADER, ...header }, { ...PLAIN, sallyport: CLAIM }, signer);

describe('a DPoP proof', () => {
  it('gives back what was signed, and is one that another library verifies', async () => {
    const text = await signProof(SAMPLE_CLAIMS, signer);
    expect(parseProof(text)).toEqual({ ...SAMPLE_CLAIMS, publicKey: { kty, crv, x, y }, text });
    const { payload, protectedHeader } = await jwtVerify(
      text,
      (header) =>
        crypto.subtle.importKey('jwk', header?.jwk as JsonWebKey, { name: 'ECDSA', namedCurve: 'P-256' }, true, [
          'verify',
        ]),
      { typ: 'dpop+jwt' },
    );
    expect(payload).toMatchObject({ ...PLAIN, sallyport: { commitment: SAMPLE_INTENT.commitment } });
    expect(await calculateJwkThumbprint(protectedHeader.jwk as JWK)).toBe(signer.kid);
  });

  it('carries the nonce it was given', async () => {
    const text = await signProof({ ...PLAIN, nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v' }, signer);
    expect(parseProof(text)).toMatchObject({ nonce: 'eyJ7S_zG.eyJH0-Z.HX4w-7v' });
  });

  it('carries no intent where none was given', async () => {
    const text = await signProof(PLAIN, signer);
    expect(payloadOf(text)).not.toHaveProperty('sallyport');
    expect(parseProof(text)).not.toHaveProperty('intent');
  });

  it('carries the promise of a sealed original', async () => {
    const intent = { ...SAMPLE_INTENT, originals: SAMPLE_INTENT.commitment };
    expect(parseProof(await signProof({ ...PLAIN, intent }, signer))).toMatchObject({ intent });
  });

  it.each([
    ['another type', { typ: 'sallyport-event+jws' }],
    ['the type of a grant', { typ: 'at+jwt' }],
    ['another algorithm', { alg: 'RS256' }],
    ['no algorithm', { alg: 'none' }],
    ['a member more', { kid: signer.kid }],
    ['no key', { jwk: undefined }],
    ['a private key', { jwk: { ...HEADER.jwk, d: x } }],
    ['another curve', { jwk: { ...HEADER.jwk, crv: 'P-384' } }],
    ['another kind of key', { jwk: { kty: 'oct', k: x } }],
    ['a coordinate too short', { jwk: { ...HEADER.jwk, x: x.slice(1) } }],
  ])('is none with a header of %s', async (_what, header) => {
    expect(parseProof(await withHeader(header))).toBe('proof_invalid');
  });

  it.each([
    ['a nonce that is no text', { nonce: 1 }],
    ['an empty nonce', { nonce: '' }],
    ['a nonce of 257 characters', { nonce: 'n'.repeat(257) }],
    ['a nonce with a quote', { nonce: 'a"b' }],
    ['no jti', { jti: undefined }],
    ['an empty jti', { jti: '' }],
    ['a jti of 129 characters', { jti: 'j'.repeat(129) }],
    ['a jti with a space', { jti: 'a b' }],
    ['no htm', { htm: undefined }],
    ['a method in lower case', { htm: 'post' }],
    ['no htu', { htu: undefined }],
    ['an htu of 2,049 characters', { htu: `https://a/${'b'.repeat(2039)}` }],
    ['an iat in text', { iat: '1795000000' }],
    ['no iat', { iat: undefined }],
    ['an ath that is no SHA-256', { ath: 'abc' }],
    ['an ath that is a number', { ath: 4 }],
  ])('is none with %s', async (_what, claims) => {
    expect(parseProof(await withClaims(claims))).toBe('proof_invalid');
  });

  it.each([
    ['text', 'intent'],
    ['null', null],
    ['a list', [CLAIM]],
    ['a member more', { ...CLAIM, note: 'free text' }],
    ['no commitment', { ...CLAIM, commitment: undefined }],
    ['a commitment too short', { ...CLAIM, commitment: 'abc' }],
    ['a correlation id that is none', { ...CLAIM, correlation_id: 'patient-4711' }],
    ['counts of what is no entity', { ...CLAIM, applied: { WARD: { redact: 1 } } }],
    ['counts of what is no operator', { ...CLAIM, applied: { NAME: { shred: 1 } } }],
    ['a negative count', { ...CLAIM, applied: { NAME: { redact: -1 } } }],
    ['a broken count', { ...CLAIM, applied: { NAME: { redact: 0.5 } } }],
    ['a count in text', { ...CLAIM, applied: { NAME: { redact: '1' } } }],
    ['no counts', { ...CLAIM, applied: undefined }],
    ['a promise of originals that is no digest', { ...CLAIM, originals: 'Maria Delgado' }],
    ['an empty promise', { ...CLAIM, originals: '' }],
    ['a list of counts', { ...CLAIM, applied: [] }],
  ])('has no valid intent with %s', async (_what, sallyport) => {
    expect(parseProof(await withClaims({ sallyport }))).toBe('intent_invalid');
  });

  it.each(['', '.', '..', 'a.b', 'a.b.c.d', 'é.é.é', `${'a'.repeat(4097)}`])('is not %j', (text) => {
    expect(parseProof(text)).toBe('proof_invalid');
  });

  it('has at most 4 KiB', async () => {
    const htu = `https://a/${'b'.repeat(2000)}`;
    const jti = 'j'.repeat(128);
    expect(parseProof(await signProof({ ...SAMPLE_CLAIMS, htu, jti }, signer))).toMatchObject({ htu });
    const many = Object.fromEntries(
      ['NAME', 'DATE', 'SSN'].map((entity) => [entity, { redact: 1, mask: 1, block: 1 }]),
    );
    const long = {
      ...SAMPLE_CLAIMS,
      jti,
      htu: `https://a/${'b'.repeat(2038)}`,
      ath: SAMPLE_CLAIMS.ath ?? '',
      intent: { ...SAMPLE_INTENT, applied: { ...many, ...bulky() } },
    };
    await expect(signProof(long, signer)).rejects.toThrow(new SallyportError('internal'));
  });
});

/** Counts of every kind, long enough to fill a proof. */
function bulky() {
  const entities = [
    'LOCATION',
    'PHONE',
    'FAX',
    'EMAIL',
    'MRN',
    'HEALTH_PLAN',
    'ACCOUNT',
    'LICENSE',
    'VEHICLE',
    'DEVICE',
  ];
  const counts = { redact: 999_999_999, mask: 999_999_999, block: 999_999_999, allow: 999_999_999 };
  return Object.fromEntries(entities.map((entity) => [entity, counts]));
}

describe('proofId', () => {
  it('is the jti where that is a UUID, and one made of it otherwise', () => {
    expect(proofId('00000000-0000-4000-8000-00000000000b')).toBe('00000000-0000-4000-8000-00000000000b');
    const made = ['-BwC3ESc6acc2lTc', 'e1j3V_bKic8-LAEB', 'E1J3V_bKic8-LAEB'].map((jti) => proofId(jti));
    expect(made.every(isUuid)).toBe(true);
    expect(new Set(made).size).toBe(3);
    expect(made[0]?.charAt(14)).toBe('8');
    expect(made[0]).toBe(proofId('-BwC3ESc6acc2lTc'));
  });
});
