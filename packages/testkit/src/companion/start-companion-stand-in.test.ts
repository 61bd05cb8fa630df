import { createHash, createHmac, generateKeyPairSync, randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, type JWTPayload, jwtVerify, SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../test-clock.ts';
import { leafHash, merkleRoot } from './merkle.ts';
import { type CompanionStandIn, startCompanionStandIn } from './start-companion-stand-in.ts';

const NOW = 1_795_000_000_000;
const clock = new TestClock(NOW);
const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const body = '{"input":"x"}';
let companion: CompanionStandIn;

beforeEach(async () => {
  companion = await startCompanionStandIn({ clock });
});
afterEach(() => companion.close());

async function proof(claims: JWTPayload, { typ = 'dpop+jwt', by = key } = {}): Promise<string> {
  const jwk = await exportJWK(by.publicKey);
  const own = { jti: randomUUID(), iat: NOW / 1000, ...claims };
  return new SignJWT(own).setProtectedHeader({ alg: 'ES256', typ, jwk }).sign(by.privateKey);
}

async function exchange(): Promise<string> {
  const response = await fetch(`${companion.url}/oauth/token`, {
    method: 'POST',
    headers: { dpop: await proof({ htm: 'POST', htu: `${companion.url}/oauth/token` }) },
    body: new URLSearchParams({ subject_token: 'token', audience: 'openai' }),
  });
  return ((await response.json()) as { readonly access_token: string }).access_token;
}

interface Spoiled {
  readonly claims?: JWTPayload;
  readonly headers?: Readonly<Record<string, string>>;
  readonly typ?: string;
  readonly by?: typeof key;
}

/** Makes a call in which one thing is wrong. */
async function call({ claims = {}, headers = {}, typ = 'dpop+jwt', by = key }: Spoiled = {}): Promise<Response> {
  const grant = await exchange();
  const salt = randomBytes(32);
  const commitment = createHmac('sha256', salt).update(body).digest('base64url');
  const url = `${companion.url}/c/openai/embeddings`;
  const text = await proof(
    {
      htm: 'POST',
      htu: url,
      ath: createHash('sha256').update(grant).digest('base64url'),
      sallyport: { correlation_id: randomUUID(), commitment, applied: {} },
      ...claims,
    },
    { typ, by },
  );
  const own = { authorization: `DPoP ${grant}`, dpop: text, 'sallyport-salt': salt.toString('base64url') };
  return fetch(url, { method: 'POST', body, headers: { ...own, ...headers } });
}

describe('the stand-in for the companion', () => {
  it('takes a call that is in order, and gives a receipt for its intent', async () => {
    const response = await call();
    expect(response.status).toBe(200);
    const sent = String(companion.calls[0]?.headers.dpop);
    const jwk = await companion.receipts.publicKey();
    const { payload } = await jwtVerify(response.headers.get('sallyport-receipt') ?? '', jwk as never);
    expect(payload).toEqual({
      origin: companion.log.origin,
      index: 0,
      leaf_hash: leafHash(Buffer.from(sent)).toString('base64url'),
      tree_size: 1,
    });
    expect(response.headers.get('date')).toBe(new Date(NOW).toUTCString());
  });

  it.each<[string, Spoiled, string]>([
    ['no token', { headers: { authorization: '' } }, 'token_missing'],
    ['a bearer', { headers: { authorization: 'Bearer x' } }, 'proof_missing'],
    ['a token of nobody', { headers: { authorization: 'DPoP x' } }, 'token_invalid'],
    ['a proof that is none', { headers: { dpop: 'x' } }, 'proof_invalid'],
    ['a proof of another type', { typ: 'sallyport-event+jws' }, 'proof_invalid'],
    ['a proof of another key', { by: generateKeyPairSync('ec', { namedCurve: 'P-256' }) }, 'proof_key'],
    ['a proof for another method', { claims: { htm: 'PUT' } }, 'proof_target'],
    ['a proof for another grant', { claims: { ath: 'x' } }, 'proof_target'],
    ['a proof for another path', { claims: { htu: 'http://127.0.0.1/c/openai/models' } }, 'proof_target'],
    ['an old proof', { claims: { iat: NOW / 1000 - 61 } }, 'proof_time'],
    ['a future proof', { claims: { iat: NOW / 1000 + 16 } }, 'proof_time'],
    ['no intent', { claims: { sallyport: undefined } }, 'intent_missing'],
    ['an intent that is none', { claims: { sallyport: { note: 'x' } } }, 'intent_invalid'],
    ['a salt that is none', { headers: { 'sallyport-salt': 'x' } }, 'salt_invalid'],
    ['another salt', { headers: { 'sallyport-salt': randomBytes(32).toString('base64url') } }, 'commitment_mismatch'],
  ])('refuses %s', async (_, spoiled, code) => {
    expect(await (await call(spoiled)).json()).toMatchObject({ code });
    expect(companion.log.size).toBe(0);
  });

  it('gives a slice of its policy to whoever has a grant, and says when it did not change', async () => {
    const ask = async (headers: Readonly<Record<string, string>> = {}) => {
      const grant = await exchange();
      const htu = `${companion.url}/v1/policy`;
      const ath = createHash('sha256').update(grant).digest('base64url');
      const own = { authorization: `DPoP ${grant}`, dpop: await proof({ htm: 'GET', htu, ath }) };
      return fetch(`${htu}?connection=openai`, { headers: { ...own, ...headers } });
    };
    const response = await ask();
    const { slice } = (await response.json()) as { readonly slice: string };
    const jwk = await companion.receipts.publicKey();
    const { payload, protectedHeader } = await jwtVerify(slice, jwk as never, { currentDate: new Date(NOW) });
    expect(protectedHeader.typ).toBe('sallyport-policy+jws');
    expect(payload).toMatchObject({ iss: companion.url, sub: 'notes-app', connection: 'openai', version: 1 });
    const etag = response.headers.get('etag') ?? '';
    expect((await ask({ 'if-none-match': etag })).status).toBe(304);
    companion.policy.version = 2;
    expect((await ask({ 'if-none-match': etag })).status).toBe(200);
    expect((await ask({ authorization: '' })).status).toBe(401);
  });

  it('asks for a review of the very bytes, tells its requester of it, and takes an approval once', async () => {
    companion.reviews.needed = () => true;
    const refused = await call();
    const id = refused.headers.get('sallyport-review') ?? '';
    expect(await refused.json()).toMatchObject({ code: 'review_required', review: { id, state: 'pending' } });
    companion.reviews.decide(id, 'approve');
    expect((await call({ headers: { 'sallyport-review': id } })).status).toBe(200);
    expect(await (await call({ headers: { 'sallyport-review': id } })).json()).toMatchObject({ code: 'review_used' });
    expect(await (await call()).json()).toMatchObject({ code: 'review_required' });
    expect(companion.reviews.all).toMatchObject([{ id, state: 'used' }, { state: 'pending' }]);
    expect((await fetch(`${companion.url}/v1/reviews/${id}`)).status).toBe(401);
  });

  it('takes a proof once', async () => {
    const jti = randomUUID();
    await call({ claims: { jti } });
    expect(await (await call({ claims: { jti } })).json()).toMatchObject({ code: 'proof_replayed' });
  });

  it('has a Merkle tree as RFC 6962 has it', () => {
    const hashes = ['', '\0', '\x10', ' !', '01', '@ABC'].map((text) => leafHash(Buffer.from(text, 'latin1')));
    // The certificate transparency project's own test vectors.
    expect(merkleRoot([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(merkleRoot(hashes.slice(0, 1)).toString('hex')).toBe(
      '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    );
    expect(merkleRoot(hashes.slice(0, 2)).toString('hex')).toBe(
      'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    );
    expect(merkleRoot(hashes.slice(0, 3)).toString('hex')).toBe(
      'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    );
  });
});
