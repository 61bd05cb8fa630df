import { createServer, request, type Server } from 'node:http';
import { flushEvents } from '@sallyport/guard';
import { freePort } from '@sallyport/testkit';
import * as client from 'openid-client';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, exchangeHeaders } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { proofFor, provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const BODY = JSON.stringify(EMBEDDING);
const PATH = '/c/openai/v1/embeddings';
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';
const CHALLENGE = 'DPoP error="use_dpop_nonce", algs="ES256"';

let stack: Stack;
let ledger: LedgerWatch;
const start = (options: Parameters<typeof startStack>[0]) => async () => {
  stack = await startStack(options);
  ledger = await watchLedger(stack);
};
const newForm = async (): Promise<string> =>
  new URLSearchParams(exchangeFields(await stack.identityProvider.issueToken())).toString();
const exchange = async (claims: object, body: string) => {
  const { 'content-type': type = '' } = await exchangeHeaders(stack);
  const dpop = await proofFor({ url: `${stack.companion.url}/oauth/token`, claims });
  const answer = await rawCall(stack.companion.url, {
    path: '/oauth/token',
    headers: { 'content-type': type, dpop },
    body,
  });
  return { ...answer, nonce: String(answer.headers['dpop-nonce']) };
};

describe('where nonces are required', () => {
  beforeAll(start({ dpop: '{ nonces: required }' }));
  afterAll(() => stack.close());

  it('the token endpoint asks for one, RFC 9449 §8, and takes the proof that has it', async () => {
    const form = await newForm();
    const asked = await exchange({}, form);
    expect([asked.status, JSON.parse(asked.body)]).toMatchObject([
      400,
      { error: 'use_dpop_nonce', code: 'proof_nonce' },
    ]);
    const given = await exchange({ nonce: asked.nonce }, form);
    expect([given.status, given.nonce]).toEqual([200, asked.nonce]);
    expect(await ledger.lines()).toEqual(['auth.failed proof_nonce', 'grant.issued']);
  });

  it.each(['forged', 'A'.repeat(22)])('a nonce of nobody’s is refused: %s', async (nonce) => {
    const { status, body } = await exchange({ nonce }, await newForm());
    expect([status, JSON.parse(body)]).toMatchObject([400, { error: 'use_dpop_nonce' }]);
    expect(await ledger.lines()).toEqual(['auth.failed proof_nonce']);
  });

  it('the data path asks for one, RFC 9449 §9, before anything is taken in: the same bytes and salt may come again', async () => {
    const { nonce } = await exchange({}, await newForm());
    const { body: granted } = await exchange({ nonce }, await newForm());
    const { access_token: grant } = JSON.parse(granted) as { readonly access_token: string };
    await ledger.lines();
    const salt = Buffer.alloc(32, 5);
    const send = async (claims: object) => {
      const headers = await provenHeaders({ url: `${stack.companion.url}${PATH}`, grant, body: BODY, salt, claims });
      return rawCall(stack.companion.url, {
        path: PATH,
        headers: { 'content-type': 'application/json', ...headers },
        body: BODY,
      });
    };
    const asked = await send({});
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, CHALLENGE]);
    const given = await send({ nonce: asked.headers['dpop-nonce'] });
    expect([given.status, given.headers['dpop-nonce']]).toEqual([200, nonce]);
    expect(await ledger.linesWithIntents()).toEqual([
      'auth.failed proof_nonce',
      'client.intent',
      'session.intent',
      'session.outcome 200',
    ]);
  });

  it('so do the control routes', async () => {
    const { nonce } = await exchange({}, await newForm());
    const { body } = await exchange({ nonce }, await newForm());
    const { access_token: grant } = JSON.parse(body) as { readonly access_token: string };
    const path = '/v1/sessions/0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20/receipt';
    const get = async (claims: object) => {
      const url = `${stack.companion.url}${path}`;
      const headers = { authorization: `DPoP ${grant}`, dpop: await proofFor({ method: 'GET', url, grant, claims }) };
      return rawCall(stack.companion.url, { method: 'GET', path, headers });
    };
    const asked = await get({});
    expect([asked.status, asked.headers['www-authenticate']]).toEqual([401, CHALLENGE]);
    expect((await get({ nonce: asked.headers['dpop-nonce'] })).status).toBe(404);
    await ledger.lines();
  });

  it('a guarded client gets through by itself: it is given one with the keys it believes the companion by', async () => {
    const guarded = stack.client();
    for (const _ of [1, 2]) expect((await guarded.embeddings.create(EMBEDDING)).data).toHaveLength(1);
    expect(await flushEvents()).toBe(true);
    expect(await ledger.lines()).toEqual([
      'grant.issued',
      ...['session.intent', 'session.outcome 200', 'session.intent', 'session.outcome 200'],
    ]);
  });

  it('openid-client gets through by itself', async () => {
    const config = await client.discovery(new URL(stack.companion.url), 'ada.example', undefined, client.None(), {
      algorithm: 'oauth2',
      execute: [client.allowInsecureRequests],
    });
    const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    const form = exchangeFields(await stack.identityProvider.issueToken());
    const { access_token: grant } = await client.genericGrantRequest(config, TOKEN_EXCHANGE, form, { DPoP });
    const models = new URL(`${stack.companion.url}/c/openai/v1/models`);
    const fresh = client.getDPoPHandle(config, await client.randomDPoPKeyPair('ES256'));
    for (const [handle, code] of [
      [DPoP, 'intent_missing'],
      [fresh, 'proof_key'],
    ] as const) {
      const call = client.fetchProtectedResource(config, grant, models, 'GET', null, undefined, { DPoP: handle });
      const answer = await call.catch((error: { readonly response: Response }) => error.response);
      expect(await answer.json()).toMatchObject({ code });
    }
    expect(await ledger.lines()).toEqual([
      ...['auth.failed proof_nonce', 'grant.issued', 'auth.failed intent_missing'],
      ...['auth.failed proof_nonce', 'auth.failed proof_key'],
    ]);
  });
});

describe('where nonces are offered', () => {
  beforeAll(start({}));
  afterAll(() => stack.close());

  it('none need be there, and one that is there must be right', async () => {
    expect((await exchange({}, await newForm())).status).toBe(200);
    const { nonce } = await exchange({}, await newForm());
    expect((await exchange({ nonce }, await newForm())).status).toBe(200);
    expect((await exchange({ nonce: 'forged' }, await newForm())).status).toBe(400);
    expect(await ledger.lines()).toEqual([...Array(3).fill('grant.issued'), 'auth.failed proof_nonce']);
  });
});

/** A reverse proxy behind which every nonce that is not asked for has become one of nobody's. */
async function startSpoiler(port: number, target: () => string): Promise<Server> {
  const server = createServer((incoming, outgoing) => {
    const { hostname, port: to } = new URL(target());
    const { method, url: path, headers } = incoming;
    const onward = request({ hostname, port: to, method, path, headers }, (answer) => {
      const { statusCode = 502, headers: given } = answer;
      const spoiled = given['dpop-nonce'] !== undefined && statusCode < 400 ? { 'dpop-nonce': 'spoiled' } : {};
      outgoing.writeHead(statusCode, { ...given, ...spoiled });
      answer.pipe(outgoing);
    });
    incoming.pipe(onward);
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  return server;
}

describe('a guarded client whose nonce is no longer taken', () => {
  let spoiler: Server;
  let url = '';
  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    await start({ publicUrl: url })();
    spoiler = await startSpoiler(port, () => stack.companion.url);
  });
  afterAll(async () => {
    spoiler.closeAllConnections();
    await new Promise((done) => spoiler.close(done));
    await stack.close();
  });

  it('makes each call once more, and each is sent to the provider once', async () => {
    const guarded = stack.client({ companion: url });
    for (const _ of [1, 2]) expect((await guarded.embeddings.create(EMBEDDING)).data).toHaveLength(1);
    expect(await flushEvents()).toBe(true);
    expect(stack.provider.requests).toHaveLength(2);
    const lines = await ledger.linesWithIntents();
    expect(lines.filter((line) => line !== 'auth.failed proof_nonce')).toEqual([
      'grant.issued',
      ...['client.intent', 'session.intent', 'session.outcome 200'],
      ...['client.intent', 'session.intent', 'session.outcome 200'],
    ]);
    expect(lines.filter((line) => line === 'auth.failed proof_nonce').length).toBeGreaterThanOrEqual(2);
  });
});
