import { randomBytes } from 'node:crypto';
import { signEvent, signReceipt } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, exchangeGrant, exchangeHeaders, provingClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { CLIENT_KEY, newKey, type Proving, proofFor, provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const BODY = JSON.stringify(EMBEDDING);
const PATH = '/c/openai/v1/embeddings';
const JSON_TYPE = { 'content-type': 'application/json' };
const SALTED = 'sallyport-salt';

let stack: Stack;
let ledger: LedgerWatch;
let grant: string;
let fields: Readonly<Record<string, string>>;
beforeAll(async () => {
  stack = await startStack();
  fields = exchangeFields(await stack.identityProvider.issueToken({ expiresIn: 900 }));
  grant = await exchangeGrant(stack, fields);
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

type Spoiled = Partial<Proving>;
const url = (path = PATH) => `${stack.companion.url}${path}`;
const headersOf = (spoiled: Spoiled = {}) => provenHeaders({ url: url(), grant, body: BODY, ...spoiled });
const send = (headers: Readonly<Record<string, string>>, { body = BODY, path = PATH } = {}) =>
  rawCall(stack.companion.url, { path, headers: { ...JSON_TYPE, ...headers }, body });

/** Sends, and says how it was answered and what of it is in the ledger. */
async function outcomeOf(...args: Parameters<typeof send>) {
  const sentBefore = stack.provider.requests.length;
  const { status, headers, body } = await send(...args);
  const code = status === 200 ? 'none' : (JSON.parse(body) as { code: string }).code;
  const sent = stack.provider.requests.length - sentBefore;
  return { status, code, challenge: headers['www-authenticate'], sent, lines: await ledger.linesWithIntents() };
}

const refused = (status: number, code: string, kind = 'auth.failed') => ({
  status,
  code,
  challenge:
    status === 401
      ? `DPoP error="${code.startsWith('proof_') ? 'invalid_dpop_proof' : 'invalid_token'}", algs="ES256"`
      : undefined,
  sent: 0,
  lines: [`${kind} ${code}`],
});

describe('a proof of possession', () => {
  it('opens the way, once, and is the first leaf of its session', async () => {
    const headers = await headersOf();
    expect(await outcomeOf(headers)).toMatchObject({
      status: 200,
      sent: 1,
      lines: ['client.intent', 'session.intent', 'session.outcome 200'],
    });
    expect(await outcomeOf(headers)).toMatchObject({ status: 401, code: 'proof_replayed', sent: 0, lines: [] });
  });

  const now = () => Math.floor(Date.now() / 1000);
  const spoiled: readonly (readonly [string, () => Promise<Spoiled> | Spoiled, string])[] = [
    ['of another key', async () => ({ key: await newKey() }), 'proof_key'],
    ['from an hour ahead', () => ({ claims: { iat: now() + 3600 } }), 'proof_time'],
    ['from two minutes ago', () => ({ claims: { iat: now() - 120 } }), 'proof_time'],
    ['for another method', () => ({ claims: { htm: 'GET' } }), 'proof_target'],
    ['for another path', () => ({ claims: { htu: url('/c/openai/v1/models') } }), 'proof_target'],
    ['for another connection', () => ({ claims: { htu: url('/c/other/v1/embeddings') } }), 'proof_target'],
    [
      'for another host',
      () => ({ claims: { htu: 'https://elsewhere.example/c/openai/v1/embeddings' } }),
      'proof_target',
    ],
    ['for another grant', () => ({ claims: { ath: 'A'.repeat(43) } }), 'proof_target'],
    ['for no grant', () => ({ claims: { ath: undefined as never } }), 'proof_target'],
  ];
  it.each(spoiled)('%s opens nothing', async (_what, spoil, code) => {
    expect(await outcomeOf(await headersOf(await spoil()))).toEqual(refused(401, code));
  });

  it('is needed with a grant, by whatever scheme it comes', async () => {
    const { dpop: _, ...unproven } = await headersOf();
    expect(await outcomeOf(unproven)).toEqual(refused(401, 'proof_missing'));
    const bearer = { ...(await headersOf()), authorization: `Bearer ${grant}` };
    expect(await outcomeOf(bearer)).toEqual(refused(401, 'proof_missing'));
  });

  it('comes once', async () => {
    const { dpop = '', ...rest } = await headersOf();
    const twice = [...Object.entries({ ...JSON_TYPE, ...rest }).flat(), 'dpop', dpop, 'dpop', dpop];
    const { body } = await rawCall(stack.companion.url, { path: PATH, headers: twice, body: BODY });
    expect(JSON.parse(body)).toMatchObject({ code: 'proof_missing' });
    expect(await ledger.linesWithIntents()).toEqual(['auth.failed proof_missing']);
  });

  it('is not a grant, an event or a receipt, nor is one of them a proof', async () => {
    const headers = await headersOf();
    const event = Buffer.from(await signEvent({ class_uid: 6003 } as never, CLIENT_KEY)).toString();
    const receipt = await signReceipt(
      { origin: 'o', treeSize: 1, leaves: [{ index: 0, leafHash: 'A'.repeat(43) }] },
      CLIENT_KEY,
    );
    for (const dpop of [grant, event, receipt, 'x', 'a.b.c', 'é'.repeat(20)]) {
      expect(await outcomeOf({ ...headers, dpop })).toEqual(refused(401, 'proof_invalid'));
    }
    const swapped = { ...headers, authorization: `DPoP ${headers.dpop}` };
    expect(await outcomeOf(swapped)).toEqual(refused(401, 'token_invalid'));
  });

  it('has a bound on its size, and so have all headers', async () => {
    const long = await headersOf();
    expect(await outcomeOf({ ...long, dpop: `${long.dpop}${'A'.repeat(4096)}` })).toEqual(
      refused(401, 'proof_invalid'),
    );
    const { status, body } = await send({ ...long, 'x-padding': 'a'.repeat(20_000) });
    expect([status, JSON.parse(body)]).toMatchObject([400, { code: 'request_invalid' }]);
    expect(await ledger.linesWithIntents()).toEqual([]);
  });

  it('serves an unguarded client that signs for itself', async () => {
    const { data } = await provingClient(stack, grant).embeddings.create(EMBEDDING);
    expect(data).toHaveLength(1);
    expect(await ledger.linesWithIntents()).toEqual(['client.intent', 'session.intent', 'session.outcome 200']);
  });
});

describe('a signed intent', () => {
  it.each([
    ['no intent', 'intent_missing', 403, () => headersOf({ body: undefined as never })],
    ['no salt', 'salt_invalid', 400, async () => without(await headersOf(), SALTED)],
    ['a salt too short', 'salt_invalid', 400, async () => ({ ...(await headersOf()), [SALTED]: 'A'.repeat(42) })],
    ['a salt too long', 'salt_invalid', 400, async () => ({ ...(await headersOf()), [SALTED]: 'A'.repeat(64) })],
    [
      'a salt that is no base64url',
      'salt_invalid',
      400,
      async () => ({ ...(await headersOf()), [SALTED]: '*'.repeat(43) }),
    ],
    ['an intent that is none', 'intent_invalid', 400, () => headersOf({ correlationId: 'about a patient' })],
  ])('is refused with %s', async (_what, code, status, make) => {
    expect(await outcomeOf(await make())).toEqual(refused(status, code));
  });

  it('holds for its own body and salt alone', async () => {
    const other = JSON.stringify({ ...EMBEDDING, input: 'another text' });
    const mismatch = refused(400, 'commitment_mismatch', 'session.denied');
    expect(await outcomeOf(await headersOf(), { body: other })).toEqual(mismatch);
    const salt = randomBytes(32).toString('base64url');
    expect(await outcomeOf({ ...(await headersOf()), [SALTED]: salt })).toEqual(mismatch);
  });

  it('with a salt that was used before is refused', async () => {
    const salt = randomBytes(32);
    expect(await outcomeOf(await headersOf({ salt }))).toMatchObject({ status: 200 });
    expect(await outcomeOf(await headersOf({ salt }))).toMatchObject({
      status: 400,
      code: 'salt_reused',
      sent: 0,
      lines: [],
    });
  });

  it('sent twice at once is taken once', async () => {
    const headers = await headersOf();
    const answers = await Promise.all([1, 2, 3, 4].map(() => send(headers)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401, 401, 401]);
    expect((await ledger.linesWithIntents()).filter((line) => line === 'client.intent')).toHaveLength(1);
  });

  it('for another connection is refused there, whatever it says', async () => {
    const path = '/c/other/v1/embeddings';
    expect(await outcomeOf(await headersOf(), { path })).toEqual(refused(401, 'proof_target'));
    expect(await outcomeOf(await headersOf({ url: url(path) }), { path })).toEqual(refused(403, 'grant_connection'));
  });

  it('that claims fewer entities than are found raises a finding beside it', async () => {
    const body = JSON.stringify({ ...EMBEDDING, input: 'SSN 078-05-1120' });
    expect((await outcomeOf(await headersOf({ body }), { body })).lines).toEqual([
      'client.intent',
      'finding.raised',
      'session.intent',
      'session.outcome 200',
    ]);
    expect(String(stack.provider.requests.at(-1)?.body)).not.toContain('078-05-1120');
  });

  it('is answered with a receipt that names its leaf', async () => {
    const headers = await headersOf();
    const answer = await send(headers);
    const receipt = await stack.verifyReceipt(String(answer.headers['sallyport-receipt']));
    const leaf = await stack.companion.ledger.leaf(receipt.leaves[0]?.index ?? -1);
    expect(Buffer.from(leaf).toString()).toBe(headers.dpop);
    expect(answer.headers['sallyport-session']).toMatch(/^[0-9a-f-]{36}$/);
    await ledger.linesWithIntents();
  });
});

describe('the token endpoint', () => {
  const exchange = async (headers: Readonly<Record<string, string>>) => {
    const body = new URLSearchParams(fields).toString();
    const answer = await rawCall(stack.companion.url, { path: '/oauth/token', headers, body });
    return { status: answer.status, ...(JSON.parse(answer.body) as { error?: string; code?: string }) };
  };
  const form = { 'content-type': 'application/x-www-form-urlencoded' };

  it('wants a proof', async () => {
    expect(await exchange(form)).toMatchObject({ status: 400, error: 'invalid_dpop_proof', code: 'proof_missing' });
    const elsewhere = await proofFor({ url: url(PATH) });
    expect(await exchange({ ...form, dpop: elsewhere })).toMatchObject({
      error: 'invalid_dpop_proof',
      code: 'proof_target',
    });
    const late = await proofFor({ url: url('/oauth/token'), claims: { iat: 1 } });
    expect(await exchange({ ...form, dpop: late })).toMatchObject({ error: 'invalid_dpop_proof', code: 'proof_time' });
    expect(await ledger.linesWithIntents()).toEqual(
      ['proof_missing', 'proof_target', 'proof_time'].map((code) => `auth.failed ${code}`),
    );
  });

  it('gives one grant for one proof', async () => {
    const headers = await exchangeHeaders(stack);
    expect(await exchange(headers)).toMatchObject({ status: 200, token_type: 'DPoP' });
    expect(await exchange(headers)).toMatchObject({ error: 'invalid_dpop_proof', code: 'proof_replayed' });
    expect(await ledger.linesWithIntents()).toEqual(['grant.issued', 'auth.failed proof_replayed']);
  });

  it('binds a token to the first key that presents it', async () => {
    const thief = await newKey();
    expect(await exchange(await exchangeHeaders(stack, thief))).toMatchObject({ status: 400, code: 'token_bound' });
    expect(await exchange(await exchangeHeaders(stack))).toMatchObject({ status: 200 });
    expect(await ledger.linesWithIntents()).toEqual(['auth.failed token_bound', 'grant.issued']);
  });

  it('gives a key to one identity', async () => {
    const other = exchangeFields(await stack.identityProvider.issueToken({ subject: 'bob.example' }));
    const body = new URLSearchParams(other).toString();
    const answer = await rawCall(stack.companion.url, {
      path: '/oauth/token',
      headers: await exchangeHeaders(stack),
      body,
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([400, { code: 'proof_key' }]);
    expect(await ledger.linesWithIntents()).toEqual(['auth.failed proof_key']);
  });
});

describe('a connection that takes grants alone', () => {
  it('refuses an access token, be it ever so valid', async () => {
    const token = await stack.identityProvider.issueToken();
    const headers = { ...JSON_TYPE, authorization: `Bearer ${token}` };
    const { status, body } = await rawCall(stack.companion.url, {
      path: '/c/other/v1/embeddings',
      headers,
      body: BODY,
    });
    expect([status, JSON.parse(body)]).toMatchObject([401, { code: 'sender_unconstrained' }]);
    expect(await ledger.linesWithIntents()).toEqual(['auth.failed sender_unconstrained']);
  });
});

function without(headers: Readonly<Record<string, string>>, name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([other]) => other !== name));
}
