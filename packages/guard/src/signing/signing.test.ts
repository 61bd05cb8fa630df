import { inspect } from 'node:util';
import { utf8 } from '@sallyport/core';
import {
  encodeEvent,
  importEventKeys,
  parseProof,
  readEventKey,
  signEvent,
  signProof,
  verifyEvent,
} from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { generateSigner } from './generate-signer.ts';
import { jwtClaims } from './jwt-claims.ts';
import { KeyRing } from './key-ring.ts';

const type = 'urn:ietf:params:oauth:token-type:jwt';
const jwt = (claims: unknown) => `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.e30`;

describe('a generated signer', () => {
  it('is named by the thumbprint of its key, and signs what the ledger verifies', async () => {
    const signer = generateSigner();
    expect(await readEventKey(signer.publicKey)).toEqual(signer.publicKey);
    const event = encodeEvent(
      { id: crypto.randomUUID(), kind: 'opt_out', time: 1_795_000_000_000, status: 'success', details: {} },
      { version: '0.1.0' },
    );
    const keys = await importEventKeys([signer.publicKey]);
    for (let round = 0; round < 50; round++) {
      expect(await verifyEvent(await signEvent(event, signer), keys)).toEqual(event);
    }
    const proof = await signProof({ jti: 'a', htm: 'POST', htu: 'https://a/', iat: 1 }, signer);
    expect(parseProof(proof)).toMatchObject({ publicKey: { x: signer.publicKey.x, y: signer.publicKey.y } });
  });

  it('shows its private key nowhere', async () => {
    const signer = generateSigner();
    const shown = inspect(signer, { depth: null, showHidden: true }) + JSON.stringify(signer);
    expect(shown).not.toMatch(/PrivateKey|"d"|\bd:/);
    expect(await signer.sign(utf8('x'))).toHaveLength(64);
  });
});

describe('a key ring', () => {
  it('has one key for each identity, whichever token it shows and whoever asks', () => {
    const ring = new KeyRing();
    const ada = { iss: 'https://idp.example', sub: 'ada' };
    const first = ring.signerFor({ token: jwt({ ...ada, jti: 1 }), type });
    expect(ring.signerFor({ token: jwt({ ...ada, jti: 2 }), type })).toBe(first);
    expect(ring.signerFor({ token: jwt({ ...ada, sub: 'ben' }), type })).not.toBe(first);
    expect(ring.signerFor({ token: jwt({ ...ada, iss: 'https://other.example' }), type })).not.toBe(first);
    expect(new KeyRing().signerFor({ token: jwt(ada), type })).not.toBe(first);
  });

  it('has one key for all tokens that name nobody', () => {
    const ring = new KeyRing();
    const opaque = ring.signerFor({ token: 'opaque', type });
    expect(ring.signerFor({ token: jwt({ sub: 'ada' }), type })).toBe(opaque);
    expect(ring.signerFor({ token: jwt({ iss: 1, sub: 2 }), type })).toBe(opaque);
  });
});

describe('jwtClaims', () => {
  it.each(['', 'a', 'a.b', 'a.b.c', `a.${btoa('[]')}.c`, 'e30.bnVsbA.x', `${jwt({})}.x.y`, 'e30.\u00e9.x'])(
    'reads none of %j',
    (token) => {
      expect(jwtClaims(token)).toBeUndefined();
    },
  );
});
