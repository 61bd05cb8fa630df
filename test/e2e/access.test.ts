import OpenAI from '@sallyport/openai';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  EMBEDDING,
  exchangeFields,
  exchangeGrant,
  exchangeHeaders,
  plainClient,
  postForm,
  provingClient,
} from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { newKey } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const CHAT = { model: 'gpt-4o', messages: [{ role: 'user' as const, content: 'Hello.' }] };
const SAID = 'It is a fine day. The sky is blue. No wind, no rain. The sun will shine on. '.repeat(4);
const NOT_THEY = { type: 'PermissionDeniedError', status: 403 };
const GARBAGE = 'marker-<script>';

let subject: string;
let key: Awaited<ReturnType<typeof newKey>>;
beforeEach(async () => {
  subject = crypto.randomUUID();
  key = await newKey();
});

const tokenOf = ({ identityProvider }: Stack, ...groups: readonly string[]) =>
  identityProvider.issueToken({ subject, claims: { client_id: 'notes-app', groups } });
const grantOf = async (stack: Stack, ...groups: readonly string[]) =>
  exchangeGrant(stack, exchangeFields(await tokenOf(stack, ...groups)), key);

describe('access by group and operation', () => {
  let stack: Stack;
  let ledger: LedgerWatch;
  beforeAll(async () => {
    const allow = '[{ groups: [clinicians] }, { groups: [indexers], operations: [embeddings.create, "models.*"] }]';
    stack = await startStack({ allow });
    stack.provider.reply = () => SAID;
  });
  afterAll(() => stack.close());
  beforeEach(async () => {
    ledger = await watchLedger(stack);
  });
  afterEach(() => {
    stack.provider.pace = () => undefined;
  });

  it('lets each do what its rule says, by a grant and as a bearer', async () => {
    const grant = await grantOf(stack, 'indexers');
    const clients = [provingClient(stack, grant, key), plainClient(stack, await tokenOf(stack, 'indexers'))];
    for (const client of clients) {
      expect((await client.embeddings.create(EMBEDDING)).data).toHaveLength(1);
      await client.models.list();
      const refused = await nativeFailure(client.chat.completions.create(CHAT));
      expect(refused).toMatchObject({ ...NOT_THEY, code: 'operation_not_allowed' });
    }
    const passed = ['session.intent', 'session.outcome 200'];
    const each = [...passed, ...passed, 'session.denied operation_not_allowed'];
    expect(await ledger.lines()).toEqual(['grant.issued', ...each, ...each]);
  });

  it('takes who is in no group for a stranger, whose failure names it', async () => {
    const failure = await nativeFailure(plainClient(stack, await tokenOf(stack)).embeddings.create(EMBEDDING));
    expect(failure).toMatchObject({ ...NOT_THEY, code: 'identity_not_allowed' });
    const { body } = await postForm(stack, exchangeFields(await tokenOf(stack, 'billing')), key);
    expect(JSON.parse(body)).toMatchObject({ error: 'access_denied', code: 'identity_not_allowed' });
    const events = await ledger.events();
    expect(events.map(({ metadata }) => metadata.event_code)).toEqual(['auth.failed', 'auth.failed']);
    expect(events.map(({ actor }) => actor.user)).toEqual(Array(2).fill({ uid: subject }));
  });

  it('ends with the group, for a grant that lives on, from the next call', async () => {
    const client = provingClient(stack, await grantOf(stack, 'clinicians', 'indexers'), key);
    await client.chat.completions.create(CHAT);
    await grantOf(stack, 'indexers');
    const refused = await nativeFailure(client.chat.completions.create(CHAT));
    expect(refused).toMatchObject({ ...NOT_THEY, code: 'operation_not_allowed' });
    await client.embeddings.create(EMBEDDING);
    await postForm(stack, exchangeFields(await tokenOf(stack, 'billing')), key);
    const stranger = await nativeFailure(client.embeddings.create(EMBEDDING));
    expect(stranger).toMatchObject({ ...NOT_THEY, code: 'identity_not_allowed' });
  });

  it('ends with the group in the middle of a stream', async () => {
    const client = provingClient(stack, await grantOf(stack, 'clinicians'), key);
    stack.provider.pace = (piece) => (piece < 40 ? undefined : new Promise(() => undefined));
    const chunks = await client.chat.completions.create({ ...CHAT, stream: true });
    let text = '';
    const reading = (async () => {
      for await (const { choices } of chunks) text += choices[0]?.delta.content ?? '';
    })().catch((cause: unknown) => cause);
    await expect.poll(() => text).toContain('It is a fine day');
    await grantOf(stack, 'indexers');
    const failure = await reading;
    expect(failure).toBeInstanceOf(OpenAI.APIError);
    expect(failure).toMatchObject({ code: 'grant_revoked' });
    expect((await ledger.lines()).toSorted()).toEqual([
      ...Array(2).fill('grant.issued'),
      'session.intent',
      'session.outcome grant_revoked',
    ]);
  });
});

describe('exchanges', () => {
  let stack: Stack;
  let ledger: LedgerWatch;
  const start = async (limits: string, top?: string) => {
    stack = await startStack({ limits, ...(top === undefined ? {} : { top }) });
    ledger = await watchLedger(stack);
  };
  afterEach(() => stack.close());

  const exchangeFrom = async (forwarded: readonly string[], fields = {}) => {
    const token = await tokenOf(stack);
    const headers = Object.entries(await exchangeHeaders(stack, key)).flat();
    const xff = forwarded.flatMap((value) => ['x-forwarded-for', value]);
    const body = new URLSearchParams({ ...exchangeFields(token), ...fields }).toString();
    return rawCall(stack.companion.url, { path: '/oauth/token', headers: [...headers, ...xff], body });
  };
  const addresses = async () =>
    (await ledger.events()).map(({ src_endpoint: from }) => ('ip' in from ? from.ip : undefined));

  it('are bounded for each subject, with a time to come again', async () => {
    await start('{ exchangesPerMinute: 3, failuresPerMinute: 1 }');
    const fields = exchangeFields(await tokenOf(stack));
    const answers = [];
    for (let at = 0; at < 6; at += 1) answers.push(await postForm(stack, fields, key));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429, 429]);
    const [refused] = answers.slice(3);
    expect(JSON.parse(refused?.body ?? '')).toMatchObject({ error: 'temporarily_unavailable', code: 'quota_exceeded' });
    expect(Number(refused?.headers['retry-after'])).toBeGreaterThan(0);
    subject = crypto.randomUUID();
    expect((await postForm(stack, exchangeFields(await tokenOf(stack)), await newKey())).status).toBe(200);
    // The others are counted: whoever exceeds a quota must not fill the ledger.
    const lines = await ledger.lines();
    expect(lines.filter((line) => line === 'auth.failed quota_exceeded')).toHaveLength(1);
  });

  it('are bounded for each address, by those it fails too, before anything is read', async () => {
    await start('{ exchangesPerMinutePerAddress: 6 }', 'trustedProxies: [127.0.0.0/8, 10.0.0.0/8]');
    expect((await exchangeFrom(['192.0.2.1'])).status).toBe(200);
    await nativeFailure(plainClient(stack, GARBAGE.slice(0, 6)).models.list());
    for (const subjectToken of ['nonsense', 'nonsense']) {
      expect((await exchangeFrom(['192.0.2.1'], { subject_token: subjectToken })).status).toBe(400);
    }
    // One that succeeded, and two that failed, which count twice.
    expect((await exchangeFrom(['192.0.2.1'])).status).toBe(200);
    const spoiled = await exchangeFrom(['192.0.2.1'], { grant_type: GARBAGE });
    expect([spoiled.status, JSON.parse(spoiled.body)]).toMatchObject([429, { code: 'quota_exceeded' }]);
    expect((await exchangeFrom(['192.0.2.2'])).status).toBe(200);
  });

  it('come from where a trusted proxy says, and from nowhere else that a client says', async () => {
    await start('{}', 'trustedProxies: [127.0.0.0/8, 10.0.0.0/8]');
    await exchangeFrom(['192.0.2.1']);
    await exchangeFrom(['198.51.100.9', '192.0.2.2, 10.0.0.1']);
    await exchangeFrom([`${GARBAGE}, 2001:db8::7`]);
    await exchangeFrom([GARBAGE]);
    await exchangeFrom([]);
    expect(await addresses()).toEqual(['192.0.2.1', '192.0.2.2', '2001:db8::7', '127.0.0.1', '127.0.0.1']);
    expect(stack.log()).not.toContain(GARBAGE);
  });

  it('come from their connection where no proxy is trusted, whatever a header says', async () => {
    await start('{}');
    for (const forwarded of [['192.0.2.1'], ['192.0.2.1', '10.0.0.1'], [GARBAGE]]) await exchangeFrom(forwarded);
    expect(await addresses()).toEqual(Array(3).fill('127.0.0.1'));
  });

  it('and bearers come from the networks of a connection by that address', async () => {
    await start('{}', 'trustedProxies: [127.0.0.0/8]');
    const call = (forwarded: string) =>
      tokenOf(stack).then((token) =>
        rawCall(stack.companion.url, {
          method: 'GET',
          path: '/c/openai/v1/models',
          headers: { authorization: `Bearer ${token}`, 'x-forwarded-for': forwarded },
        }),
      );
    expect((await call('192.0.2.44')).status).toBe(200);
    expect(await addresses()).toEqual(['192.0.2.44', '192.0.2.44']);
  });
});
