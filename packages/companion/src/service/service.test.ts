import { type OutgoingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Identity, SallyportError, utf8 } from '@sallyport/core';
import {
  consistencyProof,
  hashLeaf,
  importEventKeys,
  inclusionProof,
  type KeyedEventSigner,
  openCheckpoint,
  TILE_WIDTH,
  tilePath,
  verifyConsistency,
  verifyInclusion,
  verifyReceipt,
} from '@sallyport/ledger';
import { type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { BILLING, NOTES, newClient } from '../client-events/client.test-support.ts';
import type { EventBatch, EventResult } from '../client-events/index.ts';
import type { ControlCaller } from '../door/authorise-control.ts';
import { receiptSigner } from '../door/receipts.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import type { LogIdentity } from '../ledger/log-identity.ts';
import { createLog } from '../log/index.ts';
import { createQuota } from '../quota/index.ts';
import { sessionProofs } from '../receipts/index.ts';
import type { ReceiveOriginal } from '../recordings/index.ts';
import { type Database, openDatabase } from '../storage/index.ts';
import type { ControlParts } from './control-routes.ts';
import { createGate } from './gate.ts';
import { buildService, type ServiceParts } from './service.ts';

const SESSION = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const OPEN_SESSION = '1b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f21';
const LEAVES = 300;

let server: Postgres;
let database: Database;
let ledger: Ledger;
let log: LogIdentity;
let signer: KeyedEventSigner;
let service: FastifyInstance;
/** Set by a test that wants them otherwise. */
let receiveOriginal: ReceiveOriginal;
let receive: (batch: EventBatch) => Promise<readonly EventResult[]>;
let gate = createGate(8);
let asked: unknown[] = [];
let batches: EventBatch[] = [];
let recorded: unknown[] = [];

const CALLERS: Readonly<Record<string, Identity>> = { 'DPoP notes': NOTES, 'DPoP billing': BILLING };

/** Stands in for grants and proofs: the header alone says who. */
async function authorise({ method, path, headers }: Parameters<ControlParts['authorise']>[0]): Promise<ControlCaller> {
  asked.push({ method, path });
  if (headers.authorization === undefined) throw new SallyportError('token_missing');
  const identity = CALLERS[headers.authorization];
  if (identity === undefined) throw new SallyportError('proof_invalid');
  return { ...identity, groups: [], means: 'grant', kid: headers.authorization };
}

async function sessionReceipts(id: string, identity: Identity): Promise<string | undefined> {
  if (identity.subject !== NOTES.subject) throw new SallyportError('session_unknown');
  return id === OPEN_SESSION ? undefined : `receipt of ${id}`;
}

beforeAll(async () => {
  server = await startPostgres();
  database = await openDatabase({ url: await server.createDatabase(), dataDir: '' });
  ledger = await openTestLedger(database);
  log = await testIdentity(database);
  await Promise.all(Array.from({ length: LEAVES }, () => ledger.append(someFacts())));
  signer = await newClient();
});
afterAll(async () => {
  await ledger.close();
  await database.close();
  await server.stop();
});

beforeEach(async () => {
  [asked, batches, recorded, gate] = [[], [], [], createGate(8)];
  receive = async ({ events }) => events.map((_, index) => ({ index, treeSize: 9, leafHash: new Uint8Array(32) }));
  service = buildService({
    // No test here calls these two.
    exchange: { log: { record: async (draft) => void recorded.push(draft) } } as ServiceParts['exchange'],
    dataPath: { gate: createGate(0) } as ServiceParts['dataPath'],
    control: {
      authorise,
      receiveEvents: (batch) => {
        batches.push(batch);
        return receive(batch);
      },
      receipts: receiptSigner('sallyport.example/log', () => signer),
      quota: createQuota({ perMinute: 300, clock: new TestClock() }),
      sessionReceipts,
      receiveOriginal: (original) => receiveOriginal(original),
      sessionProofs: sessionProofs(ledger),
      ledger,
      // Slices have tests of their own, with a companion around them.
      ...({} as Pick<ControlParts, 'serving' | 'access' | 'issueSlice' | 'log'>),
      witnessed: async () => undefined,
      recoveries: async () => [],
      trust: () => utf8('{"version":1}\n'),
      keys: { published: () => [] },
      publicUrl: 'https://sallyport.example/behind',
      gate: { enter: () => gate.enter(), inside: 0 },
    },
    nonces: { current: () => 'nonce' },
    ready: async () => true,
    log: createLog({ level: 'error' }),
  });
  await service.listen({ host: '127.0.0.1', port: 0 });
  return async () => {
    await service.close();
  };
});

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly body: Buffer;
}

interface Sent {
  readonly method?: string;
  readonly headers?: OutgoingHttpHeaders;
  readonly body?: string | Uint8Array;
}

/** A call whose target goes out as it is written here. */
function call(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  const { port } = service.server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers, agent: false }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
      answer.on('error', reject);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const jsonOf = ({ body }: Answer): Record<string, unknown> => JSON.parse(body.toString());
const codeOf = (answer: Answer): unknown => [answer.status, jsonOf(answer).code];
const NOTES_HEADERS = { authorization: 'DPoP notes', 'content-type': 'application/json' };
const post = (body: string | Uint8Array, headers: Sent['headers'] = NOTES_HEADERS) =>
  call('/v1/events', { method: 'POST', headers, body });
const eventsBody = (count: number) => JSON.stringify({ events: Array.from({ length: count }, (_, at) => `${at}`) });

describe('PUT /v1/sessions/{id}/originals', () => {
  const path = `/v1/sessions/${OPEN_SESSION}/originals`;
  const put = (body: string, headers: Sent['headers'] = NOTES_HEADERS, to = path) =>
    call(to, { method: 'PUT', headers, body });

  it('hands over who brings what, and tells whether it is new', async () => {
    const brought: unknown[] = [];
    receiveOriginal = async ({ session, caller, body }) => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of body) chunks.push(chunk);
      brought.push([session, caller.subject, caller.kid, Buffer.concat(chunks).toString()]);
      return { kept: brought.length === 1 ? 'now' : 'before', digest: 'digest' };
    };
    const answers = [await put('sealed'), await put('sealed')];
    expect(answers.map(({ status }) => status)).toStrictEqual([201, 200]);
    expect(answers.map(jsonOf)).toStrictEqual(Array(2).fill({ session: OPEN_SESSION, originals: 'digest' }));
    expect(brought[0]).toStrictEqual([OPEN_SESSION, NOTES.subject, 'DPoP notes', 'sealed']);
    expect(asked[0]).toStrictEqual({ method: 'PUT', path });
  });

  it('reads nothing of those it does not know, and takes the path only as it must be written', async () => {
    receiveOriginal = async () => {
      throw new SallyportError('originals_invalid');
    };
    expect(codeOf(await put('sealed', {}))).toStrictEqual([401, 'token_missing']);
    expect(codeOf(await put('x'.repeat(300_000)))).toStrictEqual([400, 'originals_invalid']);
    expect(codeOf(await put('sealed', NOTES_HEADERS, `${path}?a=b`))).toStrictEqual([404, 'route_unknown']);
    expect(codeOf(await put('sealed', NOTES_HEADERS, path.toUpperCase()))).toStrictEqual([404, 'route_unknown']);
    expect(asked).toHaveLength(2);
  });
});

describe('POST /v1/events', () => {
  it('hands over what came, and answers with places, refusals and one receipt, in order', async () => {
    const leafHash = new Uint8Array(32).fill(7);
    receive = async () => [
      { index: 4, treeSize: 9, leafHash },
      { refused: 'event_key_unknown' },
      { index: 2, treeSize: 5, leafHash },
    ];
    const answer = await post(eventsBody(3));
    expect([answer.status, answer.headers['cache-control']]).toStrictEqual([200, 'no-store']);
    expect(asked).toStrictEqual([{ method: 'POST', path: '/v1/events' }]);
    expect(batches).toMatchObject([{ identity: NOTES, events: ['0', '1', '2'] }]);
    const { results, receipt, ...others } = jsonOf(answer);
    const hash = Buffer.from(leafHash).toString('base64url');
    expect(others).toStrictEqual({});
    expect(results).toStrictEqual([
      { index: 4, leaf_hash: hash },
      { error: 'event_key_unknown' },
      { index: 2, leaf_hash: hash },
    ]);
    expect(await verifyReceipt(String(receipt), await importEventKeys([signer.publicKey]))).toStrictEqual({
      origin: 'sallyport.example/log',
      treeSize: 9,
      leaves: [
        { index: 4, leafHash: hash },
        { index: 2, leafHash: hash },
      ],
    });
  });

  it('gives no receipt where there is nothing to receive', async () => {
    receive = async () => [{ refused: 'event_invalid' }];
    expect(jsonOf(await post(eventsBody(1)))).toStrictEqual({ results: [{ error: 'event_invalid' }] });
  });

  it.each<[string, Readonly<Record<string, unknown>>, unknown]>([
    ['no token', { 'content-type': 'application/json' }, [401, 'token_missing']],
    ['a false proof', { ...NOTES_HEADERS, authorization: 'DPoP x' }, [401, 'proof_invalid']],
    ['two tokens', { ...NOTES_HEADERS, authorization: ['DPoP notes', 'DPoP notes'] }, [401, 'token_missing']],
    ['no type', { authorization: 'DPoP notes' }, [415, 'content_type_unsupported']],
    ['another type', { ...NOTES_HEADERS, 'content-type': 'text/plain' }, [415, 'content_type_unsupported']],
  ])('takes nothing with %s', async (_, headers, expected) => {
    expect(codeOf(await post(eventsBody(1), headers as OutgoingHttpHeaders))).toStrictEqual(expected);
    expect(batches).toStrictEqual([]);
  });

  it.each([
    ['', [400, 'body_missing']],
    ['{', [400, 'body_not_json']],
    ['{"events":[]}', [400, 'request_invalid']],
    ['{"events":["a"],"events":["b"]}', [400, 'request_invalid']],
    [eventsBody(257), [400, 'request_invalid']],
    [new Uint8Array([0x22, 0xff, 0x22]), [400, 'body_not_utf8']],
    [JSON.stringify({ events: ['a'.repeat(1_048_576)] }), [413, 'body_too_large']],
  ])('refuses a body such as %.20s', async (body, expected) => {
    expect(codeOf(await post(body))).toStrictEqual(expected);
    expect(batches).toStrictEqual([]);
  });

  it('takes a body of exactly a mebibyte', async () => {
    const body = JSON.stringify({ events: Array.from({ length: 17 }, () => 'a'.repeat(61_000)) });
    expect((await post(body.padEnd(1_048_576))).status).toBe(200);
    expect(codeOf(await post(body.padEnd(1_048_577)))).toStrictEqual([413, 'body_too_large']);
  });

  it('takes no more of one identity than its quota, and of another what that may', async () => {
    expect((await post(eventsBody(256))).status).toBe(200);
    const refused = await post(eventsBody(256));
    expect(codeOf(refused)).toStrictEqual([429, 'quota_exceeded']);
    expect(refused.headers['x-should-retry']).toBe('true');
    expect((await post(eventsBody(256), { ...NOTES_HEADERS, authorization: 'DPoP billing' })).status).toBe(200);
    expect((await post(eventsBody(40))).status).toBe(200);
    // Reads that come to nothing are paid for too.
    for (let last = 3; last > 0; last -= 1) expect(codeOf(await post('{'))).toStrictEqual([400, 'body_not_json']);
    expect(codeOf(await post('{'))).toStrictEqual([429, 'quota_exceeded']);
    expect(batches.map(({ events }) => events.length)).toStrictEqual([256, 256, 40]);
  });

  it.each([
    [503, 'ledger_unavailable'],
    [503, 'overloaded'],
    [500, 'ledger_corrupt'],
  ] as const)('answers %i %s when that is how it went', async (status, code) => {
    receive = () => Promise.reject(new SallyportError(code));
    expect(codeOf(await post(eventsBody(1)))).toStrictEqual([status, code]);
  });

  it('tells nothing of a failure that it does not know', async () => {
    receive = () => Promise.reject(new TypeError('Ann Quillonby'));
    const answer = await post(eventsBody(1));
    expect(codeOf(answer)).toStrictEqual([500, 'internal']);
    expect(answer.body.toString()).not.toContain('Quillonby');
  });

  it('stops for a caller who goes', async () => {
    const begun = Promise.withResolvers<AbortSignal>();
    receive = ({ signal }) => {
      begun.resolve(signal);
      return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
    };
    const { port } = service.server.address() as AddressInfo;
    const sent = request({ port, path: '/v1/events', method: 'POST', headers: NOTES_HEADERS, agent: false });
    sent.on('error', () => undefined);
    sent.end(eventsBody(1));
    const signal = await begun.promise;
    const gone = new Promise((resolve) => signal.addEventListener('abort', resolve));
    sent.destroy();
    await gone;
    expect(signal.reason).toMatchObject({ code: 'cancelled' });
  });
});

describe('GET /v1/sessions/{id}/receipt', () => {
  const headers = { authorization: 'DPoP notes' };
  const pathOf = (id: string) => `/v1/sessions/${id}/receipt`;

  it('gives the receipt, or says that there is none yet', async () => {
    const done = await call(pathOf(SESSION), { headers });
    expect([done.status, jsonOf(done)]).toStrictEqual([200, { session: SESSION, receipt: `receipt of ${SESSION}` }]);
    expect(done.headers['cache-control']).toBe('no-store');
    const open = await call(pathOf(OPEN_SESSION), { headers });
    expect([open.status, jsonOf(open)]).toStrictEqual([202, { session: OPEN_SESSION }]);
    expect(asked[0]).toStrictEqual({ method: 'GET', path: pathOf(SESSION) });
  });

  it('tells others nothing', async () => {
    expect(codeOf(await call(pathOf(SESSION)))).toStrictEqual([401, 'token_missing']);
    const other = await call(pathOf(SESSION), { headers: { authorization: 'DPoP billing' } });
    expect(codeOf(other)).toStrictEqual([404, 'session_unknown']);
  });
});

describe('GET /v1/trust', () => {
  it('gives the file as it is', async () => {
    const answer = await call('/v1/trust');
    expect(answer.body.toString()).toBe('{"version":1}\n');
    expect(answer.headers).toMatchObject({ 'content-type': 'application/json', 'cache-control': 'no-cache' });
  });
});

describe('GET /log', () => {
  const tile = async ({ level, index, width }: { level: number; index: number; width: number }) =>
    new Uint8Array((await call(`/log/${tilePath({ level, index, width })}`)).body);

  it('gives checkpoint and tiles that prove each other', async () => {
    const answer = await call('/log/checkpoint');
    expect(answer.headers).toMatchObject({ 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-cache' });
    const { size, root } = await openCheckpoint(answer.body.toString(), log.keys.verifierKeys);
    expect(size).toBe(LEAVES);
    for (const index of [0, 255, 256, LEAVES - 1]) {
      const leafHash = hashLeaf(await ledger.leaf(index));
      const proof = await inclusionProof({ tile }, { index, size });
      expect(verifyInclusion({ leafHash, index, size, root, proof })).toBe(true);
    }
    await ledger.append(someFacts());
    const grown = await openCheckpoint((await call('/log/checkpoint')).body.toString(), log.keys.verifierKeys);
    const proof = await consistencyProof({ tile }, { from: size, to: grown.size });
    expect(verifyConsistency({ from: { size, root }, to: grown, proof })).toBe(true);
  });

  it('lets full tiles be kept for ever, and partial ones not', async () => {
    const full = await call('/log/tile/0/000');
    expect([full.status, full.body.length]).toStrictEqual([200, 32 * TILE_WIDTH]);
    expect(full.headers).toMatchObject({
      'content-type': 'application/octet-stream',
      'cache-control': 'public, max-age=31536000, immutable',
    });
    const partial = await call('/log/tile/0/001.p/44');
    expect([partial.status, partial.body.length]).toStrictEqual([200, 32 * 44]);
    expect(partial.headers).toMatchObject({ 'cache-control': 'no-cache' });
    expect((await call('/log/tile/1/000.p/1')).body.length).toBe(32);
    expect((await call('/log/tile/0/000.p/7')).body).toStrictEqual(full.body.subarray(0, 7 * 32));
  });

  it.each([
    '/log/tile/0/001',
    '/log/tile/0/001.p/200',
    '/log/tile/0/002.p/1',
    '/log/tile/1/000',
    '/log/tile/1/000.p/2',
    '/log/tile/2/000.p/1',
    '/log/tile/63/000.p/1',
    '/log/tile/0/x999/x999/x999/x999/x999/999',
  ])('has no %s', async (path) => {
    expect(codeOf(await call(path))).toStrictEqual([404, 'route_unknown']);
  });
});

describe('routes', () => {
  it.each([
    ['POST', '/v1/trust'],
    ['GET', '/v1/events'],
    ['PUT', '/v1/events'],
    ['POST', `/v1/sessions/${SESSION}/receipt`],
    ['DELETE', '/log/checkpoint'],
    ['GET', '/v1'],
    ['GET', '/v1/'],
    ['GET', '/v1/sessions/receipt'],
    ['GET', '/v1/sessions//receipt'],
    ['GET', `/v1/sessions/${SESSION}`],
    ['GET', `/v1/sessions/${SESSION}/receipt/`],
    ['GET', `/v1/sessions/${SESSION}/receipt?x=1`],
    ['GET', `/v1/sessions/${SESSION.toUpperCase()}/receipt`],
    ['GET', `/v1/sessions/${SESSION.replace('0', '%30')}/receipt`],
    ['GET', '/v1/sessions/../trust'],
    ['GET', '/v1/%74rust'],
    ['GET', '/V1/trust'],
    ['GET', '/v1/trust?'],
    ['GET', '/v1/trust/'],
    ['GET', '//v1/trust'],
    ['GET', '/log'],
    ['GET', '/log/tile'],
    ['GET', '/log/tile/0/000?x=1'],
    ['GET', '/log/tile/entries/0'],
    ['GET', '/v1/sessions/x/proof'],
    ['GET', '/log/tile/0/000.p/256'],
    ['GET', '/log/checkpoint?x=1'],
    ['GET', '/unknown'],
  ])('%s %s is none', async (method, path) => {
    const answer = await call(path, { method, headers: NOTES_HEADERS });
    expect(codeOf(answer)).toStrictEqual([404, 'route_unknown']);
    expect(asked).toStrictEqual([]);
  });

  it('refuses, with overloaded, who finds the gate shut, and keeps no place', async () => {
    const paths = ['/v1/trust', '/log/checkpoint', '/log/tile/0/000', `/v1/sessions/${SESSION}/receipt`];
    gate = createGate(0);
    for (const path of paths) expect(codeOf(await call(path))).toStrictEqual([503, 'overloaded']);
    expect(codeOf(await post(eventsBody(1)))).toStrictEqual([503, 'overloaded']);
    expect((await call('/healthz')).status).toBe(200);
    gate = createGate(1);
    for (const path of paths) expect((await call(path, { headers: NOTES_HEADERS })).status).toBe(200);
    expect(codeOf(await post('{'))).toStrictEqual([400, 'body_not_json']);
    expect((await post(eventsBody(1))).status).toBe(200);
  });
});

describe('the metadata of a companion behind a path', () => {
  const ISSUER = 'https://sallyport.example/behind';

  it.each([
    '/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/behind',
    '/.well-known/openid-configuration',
    '/.well-known/openid-configuration/behind',
  ])('is at %s', async (path) => {
    const { status, headers, body } = await call(path);
    expect([status, headers['cache-control']]).toEqual([200, 'public, max-age=300']);
    expect(JSON.parse(body.toString())).toMatchObject({ issuer: ISSUER, jwks_uri: `${ISSUER}/.well-known/jwks.json` });
  });

  it.each([
    '/.well-known/oauth-authorization-server/',
    '/.well-known/oauth-authorization-server/elsewhere',
    '/.well-known/openid-configuration/behind/',
    '/.well-known/openid-configuration?x',
    '/.well-known/jwks.json/behind',
    '/.well-known/',
  ])('is not at %s', async (path) => {
    expect((await call(path)).status).toBe(404);
  });

  it('is behind the gate', async () => {
    gate = createGate(0);
    for (const path of ['/.well-known/jwks.json', '/.well-known/openid-configuration']) {
      expect((await call(path)).status).toBe(503);
    }
  });
});

describe('a nonce for proofs', () => {
  it.each([
    ['/v1/events', 'nonce'],
    ['/c/openai/v1/models', 'nonce'],
    ['/v1/admin/whoami', 'nonce'],
    ['/v1/admin/login', undefined],
    ['/log/checkpoint', undefined],
    ['/healthz', undefined],
  ])('comes with every answer of %s that takes them: %s', async (path, nonce) => {
    expect((await call(path, { method: path === '/v1/events' ? 'POST' : 'GET' })).headers['dpop-nonce']).toBe(nonce);
  });
});

describe('a token in the URL', () => {
  const JWT = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.';
  it.each([
    ['GET', '/c/openai/v1/models?access_token=x'],
    ['POST', '/oauth/token?subject_token=x'],
    ['POST', '/oauth/token?grant_type=a&ID_Token=x'],
    ['POST', '/oauth/revoke?token=x'],
    ['GET', '/v1/trust?%61ccess%5Ftoken=x'],
    ['GET', '/healthz?token'],
    ['GET', '/nowhere?access-token=x'],
    ['DELETE', '/c/openai/v1/models?client_secret=x'],
    ['GET', `/c/openai/v1/models?after=${JWT}`],
  ])('is refused at %s %s, and recorded without it', async (method, path) => {
    const { status, body } = await call(path, { method });
    expect([status, JSON.parse(body.toString())]).toMatchObject([400, { code: 'token_in_url' }]);
    expect(recorded).toEqual([
      { kind: 'auth.failed', status: 'failure', clientIp: '127.0.0.1', details: { error: 'token_in_url' } },
    ]);
  });

  it.each(['/v1/trust?max_tokens=1', '/v1/trust?x=eyJ.y', '/v1/trust?tokens=1', '/v1/trust?'])(
    'is not seen in %s',
    async (path) => {
      expect((await call(path)).status).toBe(404);
      expect(recorded).toEqual([]);
    },
  );
});
