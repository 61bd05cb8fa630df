import { generateKeyPairSync } from 'node:crypto';
import { TestClock } from '@sallyport/testkit';
import { decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { FederationIssuer } from './federation-issuer.ts';

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 });
const [first, second] = [pair(), pair()];
const clock = new TestClock();
const FOR_A_CLOUD = { audience: 'https://api.openai.com/v1', subject: 'sallyport:openai', lifetimeSeconds: 300 };

let active = { kid: 'first', privateKey: first.privateKey };
const issuer = new FederationIssuer({ issuer: 'https://sallyport.example', key: () => active, clock });

describe('the companion as issuer', () => {
  it('says who it is, for whom, of which connection and how long, signed by RS256 under the key’s id', async () => {
    const token = await issuer.token(FOR_A_CLOUD);
    const { payload, protectedHeader } = await jwtVerify(token, first.publicKey, {
      currentDate: new Date(clock.now()),
    });
    expect(protectedHeader).toEqual({ alg: 'RS256', typ: 'JWT', kid: 'first' });
    const now = clock.now() / 1000;
    expect(payload).toEqual({
      iss: 'https://sallyport.example',
      sub: 'sallyport:openai',
      aud: 'https://api.openai.com/v1',
      iat: now,
      nbf: now - 30,
      exp: now + 300,
      jti: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('gives each token an id of its own', async () => {
    const [one, another] = await Promise.all([issuer.token(FOR_A_CLOUD), issuer.token(FOR_A_CLOUD)]);
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(another).jti);
  });

  it('signs with the key that is active by then', async () => {
    active = { kid: 'second', privateKey: second.privateKey };
    const verified = await jwtVerify(await issuer.token(FOR_A_CLOUD), second.publicKey, {
      currentDate: new Date(clock.now()),
    });
    expect(verified.protectedHeader.kid).toBe('second');
  });

  it.each([0, -1, 601, Number.NaN])('issues none for %s seconds', async (lifetimeSeconds) => {
    await expect(issuer.token({ ...FOR_A_CLOUD, lifetimeSeconds })).rejects.toMatchObject({ code: 'internal' });
  });
});
