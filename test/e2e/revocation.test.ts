import { setTimeout as sleep } from 'node:timers/promises';
import { type Companion, loadConfig, openCompanionStore } from '@sallyport/companion';
import OpenAI from '@sallyport/openai';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  EMBEDDING,
  exchangeFields,
  exchangeGrant,
  exchangeHeaders,
  guardedClient,
  plainClient,
  postForm,
  provingClient,
} from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey, proofFor, provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { startReplica } from '../stack/start-replica.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello.' }] };
const SAID = 'It is a fine day. The sky is blue. No wind, no rain. The sun will shine on. '.repeat(4);
const REVOKED = { type: 'AuthenticationError', status: 401, code: 'grant_revoked' };
const SESSIONS = '/v1/sessions/0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20/receipt';

let postgres: Postgres;
let databaseUrl: string;
let stack: Stack;
let replica: Companion;
let ledger: LedgerWatch;
/** New ones for each test: a key serves one identity. */
let subject: string;
let key: Awaited<ReturnType<typeof newKey>>;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl, allow: '[{ subjects: ["*"] }]' });
  replica = await startReplica(stack, databaseUrl);
});
afterAll(async () => {
  await replica.close();
  await stack.close();
  await postgres.stop();
});
beforeEach(async () => {
  subject = crypto.randomUUID();
  key = await newKey();
  ledger = await watchLedger(stack);
  stack.provider.reply = () => SAID;
});
afterEach(() => {
  stack.provider.pace = () => undefined;
});

const tokenOf = (claims = {}) =>
  stack.identityProvider.issueToken({ subject, claims: { client_id: 'notes-app', ...claims } });
const grantOf = async (token: string) => exchangeGrant(stack, exchangeFields(token), key);
const idOf = (token: string): string =>
  (JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as { jti: string }).jti;

/** Writes down a revocation as another replica does. */
async function revokeElsewhere(kind: 'grant_revoked' | 'identity_revoked', grantId: string | null = null) {
  const config = await loadConfig(`${stack.folder}/sallyport.yaml`);
  const store = await openCompanionStore({ config, databaseUrl });
  await store.database.query({
    name: 'revoke',
    text: `insert into access_change (kind, issuer, subject, grant_id, at, expires_at)
      values ($1, $2, $3, $4, now(), now() + interval '1 day')`,
    values: [kind, stack.identityProvider.issuer, subject, grantId],
  });
  await store.close();
}

/** A streamed chat of which some has come, while the provider holds the rest. */
async function begunStream(client: OpenAI) {
  const before = stack.provider.abandoned;
  stack.provider.pace = (piece) => (piece < 40 ? undefined : new Promise(() => undefined));
  const chunks = (await client.chat.completions.create({ ...CHAT, stream: true }))[Symbol.asyncIterator]();
  let text = '';
  while (!text.includes('It is a fine day')) text += (await chunks.next()).value?.choices[0]?.delta.content ?? '';
  const rest = async () => {
    for (let next = await chunks.next(); !next.done; next = await chunks.next()) {
      text += next.value.choices[0]?.delta.content ?? '';
    }
    return text;
  };
  return { rest, abandoned: () => expect.poll(() => stack.provider.abandoned).toBe(before + 1) };
}

describe('a grant that another replica revoked', () => {
  it('opens nothing any more, while others of its identity do', async () => {
    const token = await tokenOf();
    const [grant, other] = [await grantOf(token), await grantOf(token)];
    await provingClient(stack, grant, key).embeddings.create(EMBEDDING);
    await revokeElsewhere('grant_revoked', idOf(grant));
    await expect
      .poll(async () => nativeFailure(provingClient(stack, grant, key).embeddings.create(EMBEDDING)))
      .toMatchObject(REVOKED);
    await ledger.lines();
    await nativeFailure(provingClient(stack, grant, key).embeddings.create(EMBEDDING));
    const [refused] = await ledger.events();
    expect(refused).toMatchObject({ metadata: { event_code: 'auth.failed' }, actor: { user: { uid: subject } } });
    const headers = await provenHeaders({ method: 'GET', url: `${stack.companion.url}${SESSIONS}`, grant, key });
    const control = await rawCall(stack.companion.url, { method: 'GET', path: SESSIONS, headers });
    expect([control.status, JSON.parse(control.body)]).toMatchObject([401, { code: 'grant_revoked' }]);
    expect((await provingClient(stack, other, key).embeddings.create(EMBEDDING)).data).toHaveLength(1);
  });

  it('cuts its stream, which the ledger says', async () => {
    const grant = await grantOf(await tokenOf());
    const { rest, abandoned } = await begunStream(provingClient(stack, grant, key));
    await revokeElsewhere('grant_revoked', idOf(grant));
    await expect(rest()).rejects.toMatchObject({ code: 'grant_revoked' });
    await abandoned();
    expect(await ledger.lines()).toEqual(['grant.issued', 'session.intent', 'session.outcome grant_revoked']);
  });
});

describe('an identity that another replica revoked', () => {
  it('loses its stream as a bearer, and comes in no more', async () => {
    const token = await tokenOf();
    const { rest, abandoned } = await begunStream(plainClient(stack, token));
    await revokeElsewhere('identity_revoked');
    await expect(rest()).rejects.toMatchObject({ code: 'grant_revoked' });
    await abandoned();
    expect(await nativeFailure(plainClient(stack, token).embeddings.create(EMBEDDING))).toMatchObject(REVOKED);
    expect(await ledger.lines()).toEqual([
      'session.intent',
      'session.outcome grant_revoked',
      'auth.failed grant_revoked',
    ]);
  });

  it('loses a call that waits for the provider', async () => {
    const token = await tokenOf();
    stack.provider.fail({ kind: 'hang' });
    const before = stack.provider.requests.length;
    const failing = nativeFailure(plainClient(stack, token).embeddings.create(EMBEDDING));
    await expect.poll(() => stack.provider.requests.length).toBe(before + 1);
    await revokeElsewhere('identity_revoked');
    expect(await failing).toMatchObject(REVOKED);
    expect(await ledger.lines()).toEqual(['session.intent', 'session.outcome grant_revoked']);
  });

  it('gets no grant for a token from before, and one for a token from after', async () => {
    const token = await tokenOf();
    await revokeElsewhere('identity_revoked');
    expect(JSON.parse((await postForm(stack, exchangeFields(token), key)).body)).toMatchObject({
      code: 'grant_revoked',
    });
    await sleep(1_100);
    expect((await postForm(stack, exchangeFields(await tokenOf()), key)).status).toBe(200);
    expect(await ledger.lines()).toEqual(['auth.failed grant_revoked', 'grant.issued']);
  });
});

describe('two replicas on one database', () => {
  it('take a proof of a control call once between them', async () => {
    const grant = await grantOf(await tokenOf());
    const headers = await provenHeaders({ method: 'GET', url: `${stack.companion.url}${SESSIONS}`, grant, key });
    const ask = async (url: string) => {
      const { body } = await rawCall(url, { method: 'GET', path: SESSIONS, headers });
      return (JSON.parse(body) as { code: string }).code;
    };
    expect(await ask(stack.companion.url)).toBe('session_unknown');
    expect([await ask(replica.url), await ask(stack.companion.url)]).toEqual(['proof_replayed', 'proof_replayed']);
    const both = {
      ...headers,
      dpop: await proofFor({ method: 'GET', url: `${stack.companion.url}${SESSIONS}`, grant, key }),
    };
    const answers = await Promise.all(
      [replica.url, stack.companion.url].map((url) => rawCall(url, { method: 'GET', path: SESSIONS, headers: both })),
    );
    const codes = answers.map(({ body }) => (JSON.parse(body) as { code: string }).code);
    expect(codes.toSorted()).toEqual(['proof_replayed', 'session_unknown']);
  });

  it('take a proof of a call, and of an exchange, once between them', async () => {
    const grant = await grantOf(await tokenOf());
    const body = JSON.stringify(EMBEDDING);
    const path = '/c/openai/v1/embeddings';
    const proven = await provenHeaders({ url: `${stack.companion.url}${path}`, grant, body, key });
    const headers = { ...proven, 'content-type': 'application/json' };
    expect((await rawCall(stack.companion.url, { path, headers, body })).status).toBe(200);
    expect(JSON.parse((await rawCall(replica.url, { path, headers, body })).body)).toMatchObject({
      code: 'proof_replayed',
    });
    const asked = {
      path: '/oauth/token',
      headers: await exchangeHeaders(stack, key),
      body: new URLSearchParams(exchangeFields(await tokenOf())).toString(),
    };
    expect((await rawCall(replica.url, asked)).status).toBe(200);
    expect(JSON.parse((await rawCall(stack.companion.url, asked)).body)).toMatchObject({ code: 'proof_replayed' });
  });
});

describe('a grant in other hands', () => {
  it('opens nothing with another key, nor as a bearer', async () => {
    const grant = await grantOf(await tokenOf());
    const thief = provingClient(stack, grant, await newKey());
    const refused = { type: 'AuthenticationError', status: 401 };
    expect(await nativeFailure(thief.embeddings.create(EMBEDDING))).toMatchObject({ ...refused, code: 'proof_key' });
    const bearer = plainClient(stack, grant).embeddings.create(EMBEDDING);
    expect(await nativeFailure(bearer)).toMatchObject({ ...refused, code: 'proof_missing' });
  });
});

// Last, because its client goes on trying to deliver its events.
describe('a guarded client whose identity was revoked', () => {
  it('loses its stream, through both doors, as a native error', async () => {
    const { rest, abandoned } = await begunStream(guardedClient(stack, await tokenOf()));
    await revokeElsewhere('identity_revoked');
    const failure = await rest().catch((cause: unknown) => cause);
    expect(failure).toBeInstanceOf(OpenAI.APIError);
    expect(failure).toMatchObject({ code: 'grant_revoked' });
    await abandoned();
    expect(await ledger.lines()).toEqual(['grant.issued', 'session.intent', 'session.outcome grant_revoked']);
  });
});
