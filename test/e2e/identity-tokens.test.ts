import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { type IdentityProvider, startProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, guardedClient, plainClient, postForm } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-7c1f';
const CLAIMS = { name: MARKER };
const SUBJECT = 'notes-app';
const NO_CLAIM = undefined;
const NOBODY = { type: 'AuthenticationError', status: 401 };
const NOT_THEY = { type: 'PermissionDeniedError', status: 403 };

let stack: Stack;
let ledger: LedgerWatch;
beforeAll(async () => {
  stack = await startStack({ allow: '{ subjects: [notes-app] }' });
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

type Make = (idp: IdentityProvider) => string | Promise<string>;
const issued =
  (options: Parameters<IdentityProvider['issueToken']>[0]): Make =>
  (idp) =>
    idp.issueToken({ subject: SUBJECT, ...options, claims: { ...CLAIMS, ...options?.claims } });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strangersJwk = stranger.publicKey.export({ format: 'jwk' });
const publicPem = ({ jwks }: IdentityProvider): Buffer =>
  Buffer.from(createPublicKey({ key: jwks.keys[0] ?? {}, format: 'jwk' }).export({ type: 'spki', format: 'pem' }));

const TOKENS: readonly (readonly [string, Make, string])[] = [
  ['that has expired', issued({ expiresIn: -60 }), 'token_expired'],
  ['that is not valid yet', issued({ notBefore: 300 }), 'token_not_yet_valid'],
  ['without an expiry', issued({ expiresIn: null }), 'token_invalid'],
  ['whose expiry is text', issued({ claims: { exp: 'tomorrow' } }), 'token_invalid'],
  ['for another audience', issued({ audience: 'elsewhere' }), 'token_audience'],
  ['without an audience', issued({ claims: { aud: NO_CLAIM } }), 'token_audience'],
  ['of another issuer', issued({ issuer: 'https://issuer.example' }), 'token_issuer'],
  ['of an issuer with a slash more', (idp) => issued({ issuer: `${idp.issuer}/` })(idp), 'token_issuer'],
  ['without an issuer', issued({ claims: { iss: NO_CLAIM } }), 'token_issuer'],
  ['without a subject', issued({ claims: { sub: NO_CLAIM } }), 'token_invalid'],
  ['with an empty subject', issued({ subject: '' }), 'token_invalid'],
  ['whose subject is a number', issued({ claims: { sub: 42 } }), 'token_invalid'],
  ['under alg: none', (idp) => idp.unsignedToken({ subject: SUBJECT, claims: CLAIMS }), 'token_algorithm'],
  ['that lost its signature', async (idp) => (await issued({})(idp)).replace(/[^.]+$/, ''), 'token_invalid'],
  ['with a changed payload', async (idp) => swapPayload(await issued({})(idp)), 'token_invalid'],
  ['of a stranger’s key', (idp) => idp.foreignToken({ subject: SUBJECT, claims: CLAIMS }), 'token_invalid'],
  [
    'of a stranger’s key under a name of its own',
    issued({ key: stranger.privateKey, header: { kid: 'own' } }),
    'token_invalid',
  ],
  [
    'of a stranger’s key, which it carries',
    issued({ key: stranger.privateKey, header: { jwk: strangersJwk } }),
    'token_invalid',
  ],
  ['of HS256 with the public key', (idp) => issued({ alg: 'HS256', key: publicPem(idp) })(idp), 'token_algorithm'],
  ['of an algorithm not allowed', issued({ alg: 'PS256', key: stranger.privateKey }), 'token_algorithm'],
  ['that is none', () => `${MARKER}.${MARKER}.${MARKER}`, 'token_invalid'],
  ['that is not even three parts', () => MARKER, 'token_invalid'],
];

/** The same token, with a subject that was not signed. */
function swapPayload(token: string): string {
  const [header, payload = '', signature] = token.split('.');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as object;
  const changed = Buffer.from(JSON.stringify({ ...claims, sub: 'somebody.else' })).toString('base64url');
  return [header, changed, signature].join('.');
}

/** Uses a token in every way there is: exchanged by hand, as a bearer, and through a guarded client. */
async function useEverywhere(token: string) {
  const exchanged = await postForm(stack, exchangeFields(token));
  const plain = await nativeFailure(plainClient(stack, token).embeddings.create(EMBEDDING));
  const guarded = await nativeFailure(guardedClient(stack, token).embeddings.create(EMBEDDING));
  const said = [exchanged.body, JSON.stringify(exchanged.headers), plain.said, guarded.said, stack.log()].join('\n');
  return { exchanged, plain, guarded, said };
}

describe('an identity token', () => {
  it.each(TOKENS)('%s is refused at the token endpoint and on the data path', async (_, make, code) => {
    const token = await make(stack.identityProvider);
    const { exchanged, plain, guarded, said } = await useEverywhere(token);
    expect(exchanged.status).toBe(400);
    expect(JSON.parse(exchanged.body)).toMatchObject({ error: 'invalid_request', code });
    expect([plain, guarded]).toMatchObject([
      { ...NOBODY, code },
      { ...NOBODY, code },
    ]);
    expect(said).not.toContain(token);
    expect(said).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual(Array(3).fill(`auth.failed ${code}`));
  });

  it('of somebody who may not use the connection is refused, and the ledger says who it was', async () => {
    const token = await stack.identityProvider.issueToken({ subject: MARKER });
    const { exchanged, plain, guarded, said } = await useEverywhere(token);
    const code = 'identity_not_allowed';
    expect(JSON.parse(exchanged.body)).toMatchObject({ error: 'access_denied', code });
    expect([plain, guarded]).toMatchObject([
      { ...NOT_THEY, code },
      { ...NOT_THEY, code },
    ]);
    expect(said).not.toContain(MARKER);
    const events = await ledger.events();
    expect(events.map(({ metadata }) => metadata.event_code)).toEqual(Array(3).fill('auth.failed'));
    expect(events.map(({ actor }) => actor.user)).toEqual(Array(3).fill({ uid: MARKER }));
  });

  it('longer than 16,384 characters is refused before it is read', async () => {
    const token = await issued({ claims: { filler: MARKER.repeat(1600) } })(stack.identityProvider);
    const { status, body } = await postForm(stack, exchangeFields(token));
    expect([status, JSON.parse(body)]).toMatchObject([400, { code: 'token_invalid' }]);
    expect(await ledger.lines()).toEqual(['auth.failed token_invalid']);
  });

  it('is not looked for at an address that the token itself names', async () => {
    const elsewhere = await startProvider();
    const header = { jku: elsewhere.origin, x5u: elsewhere.origin, kid: elsewhere.origin };
    const token = await issued({ key: stranger.privateKey, header })(stack.identityProvider);
    const { plain } = await useEverywhere(token);
    expect(plain).toMatchObject({ ...NOBODY, code: 'token_invalid' });
    expect(elsewhere.requests).toEqual([]);
    expect(await ledger.lines()).toEqual(Array(3).fill('auth.failed token_invalid'));
    await elsewhere.close();
  });

  it('that is right passes in each of the three ways', async () => {
    const [token, another] = [await issued({})(stack.identityProvider), await issued({})(stack.identityProvider)];
    const { exchanged, plain, guarded } = await useEverywhere(token);
    expect([exchanged.status, plain.type]).toEqual([200, 'none']);
    // The key that presented it first is another.
    expect(guarded).toMatchObject({ ...NOBODY, code: 'token_bound' });
    expect((await nativeFailure(guardedClient(stack, another).embeddings.create(EMBEDDING))).type).toBe('none');
    expect(await ledger.lines()).toEqual([
      'grant.issued',
      ...['session.intent', 'session.outcome 200'],
      'auth.failed token_bound',
      ...['grant.issued', 'session.intent', 'session.outcome 200'],
    ]);
  });
});
