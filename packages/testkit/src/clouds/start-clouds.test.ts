import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { TestClock } from '../test-clock.ts';
import { OPENAI_CLOUD } from './openai-cloud.ts';
import { type Clouds, startClouds } from './start-clouds.ts';
import { type IssuerSite, startIssuerSite } from './start-issuer-site.ts';

const clock = new TestClock();
const [known, stranger] = [1, 2].map(() => generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
let site: IssuerSite;
let clouds: Clouds;
beforeAll(async () => {
  site = await startIssuerSite();
  site.keys = [{ ...createPublicKey(known as never).export({ format: 'jwk' }), kid: 'known', alg: 'RS256' }];
  clouds = await startClouds({ issuer: site.url, clock });
});
afterAll(() => Promise.all([clouds.close(), site.close()]));
beforeEach(() => clouds.clear());

/** Exchanges a token, right in everything that `claims`, `key` and `header` do not spoil. */
async function exchange(claims: JWTPayload = {}, { key = known, header = {} } = {}): Promise<number> {
  const now = Math.floor(clock.now() / 1000);
  const right = { iss: site.url, sub: 'sallyport:openai', aud: OPENAI_CLOUD.audience, jti: '1', iat: now, nbf: now };
  const token = await new SignJWT({ ...right, exp: now + 300, ...claims })
    .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: 'known', ...header })
    .sign(key as never);
  const { identityProviderId, serviceAccountId, tokenUrl } = clouds.settings.openai;
  const body = JSON.stringify({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    subject_token: token,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    ...{ identity_provider_id: identityProviderId, service_account_id: serviceAccountId },
  });
  return (await fetch(tokenUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body })).status;
}

const seconds = (from: number) => Math.floor(clock.now() / 1000) + from;

describe('the clouds', () => {
  it('make a token for one that the issuer’s keys verify, which ends', async () => {
    expect(await exchange()).toBe(200);
    expect(clouds.tokens).toHaveLength(1);
    clock.advance(3_600_000);
    expect(clouds.tokens).toEqual([]);
  });

  it.each<[string, () => Promise<number>]>([
    ['of another issuer', () => exchange({ iss: 'https://elsewhere.example' })],
    ['for another service', () => exchange({ aud: 'https://api.anthropic.com' })],
    ['that has ended', () => exchange({ exp: seconds(-1) })],
    ['that is not valid yet', () => exchange({ nbf: seconds(60) })],
    ['that lives too long', () => exchange({ exp: seconds(7200) })],
    ['without an id', () => exchange({ jti: undefined } as never)],
    ['of a stranger’s key', () => exchange({}, { key: stranger })],
    ['under a key that is not published', () => exchange({}, { header: { kid: 'other' } })],
    ['signed otherwise', () => exchange({}, { header: { alg: 'PS256' } })],
  ])('make none for a token %s', async (_, refused) => {
    expect(await refused()).toBe(401);
    expect(clouds.tokens).toEqual([]);
  });

  it('know of nothing else', async () => {
    expect((await fetch(`${clouds.origin}/elsewhere`)).status).toBe(404);
  });

  it('fail as they are told, and then make nothing', async () => {
    clouds.fail({ kind: 'status', status: 503 });
    expect(await exchange()).toBe(503);
    expect(clouds.tokens).toEqual([]);
    expect(clouds.requests).toHaveLength(1);
  });
});
