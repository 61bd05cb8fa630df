import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { rawBytes, rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-6b70';
const PATH = '/c/openai/v1/embeddings';
const BODY = JSON.stringify(EMBEDDING);

let stack: Stack;
let ledger: LedgerWatch;
let authorization: string;
beforeAll(async () => {
  stack = await startStack({ limits: '{ bodyBytes: 2000000 }' });
  authorization = `Bearer ${await stack.identityProvider.issueToken({ expiresIn: 3000 })}`;
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());
beforeEach(() => stack.provider.clear());

/** A request as it stands on the wire. */
function written(target: string, headers: Readonly<Record<string, string>>, body = ''): string {
  const lines = Object.entries({ host: 'x', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${target} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
}

const chunked = (bytes: number): string =>
  `${Array(bytes / 1000)
    .fill(`3e8\r\n${MARKER.padEnd(1000)}\r\n`)
    .join('')}0\r\n\r\n`;

describe('what is not HTTP', () => {
  it.each([
    ['a method that is none', `MARKER${MARKER} ${PATH} HTTP/1.1\r\nhost: x\r\n\r\n`],
    ['no request at all', `${MARKER}\r\n\r\n`],
    ['two lengths', `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n${MARKER}`],
    ['a length and chunks', written(`POST ${PATH}`, { 'content-length': '1', 'transfer-encoding': 'chunked' }, MARKER)],
    ['a folded header', `POST ${PATH} HTTP/1.1\r\nhost: x\r\nx: a\r\n b\rc: ${MARKER}\r\n\r\n`],
    ['a head without end', written(`POST ${PATH}`, { x: MARKER.repeat(4000) })],
  ])('%s is answered with a code, and the connection closed', async (_, bytes) => {
    const answer = await rawBytes(stack.companion.url, bytes);
    const [head = '', body = ''] = answer.split('\r\n\r\n');
    expect(head).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(body)).toMatchObject({ code: 'request_invalid', error: { code: 'request_invalid' } });
    expect(answer + stack.log()).not.toContain(MARKER);
  });

  it('or asks for a tunnel is not answered', async () => {
    const answer = await rawBytes(stack.companion.url, written(`CONNECT ${MARKER}.example:443`, { authorization }));
    expect(answer).toBe('');
  });

  it('or will not be for long, as a WebSocket, is refused', async () => {
    const upgrade = { authorization, upgrade: 'websocket', connection: 'upgrade', 'sec-websocket-key': MARKER };
    const answer = await rawCall(stack.companion.url, {
      method: 'GET',
      path: '/c/openai/v1/realtime',
      headers: upgrade,
    });
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([403, { code: 'operation_unknown' }]);
    expect(await ledger.lines()).toEqual(['auth.failed operation_unknown']);
  });
});

const JSON_TYPE = { 'content-type': 'application/json' };
const REFUSED: readonly (readonly [string, () => string, number, string])[] = [
  [
    'in chunks over the limit',
    () => written(`POST ${PATH}`, { authorization, ...JSON_TYPE, 'transfer-encoding': 'chunked' }, chunked(4_000_000)),
    413,
    'session.denied body_too_large',
  ],
  [
    'of a length over the limit',
    () =>
      written(`POST ${PATH}`, { authorization, ...JSON_TYPE, 'content-length': '4000000' }, MARKER.padEnd(4_000_000)),
    413,
    'session.denied body_too_large',
  ],
  [
    'of nobody',
    () => written(`POST ${PATH}`, { ...JSON_TYPE, 'transfer-encoding': 'chunked' }, chunked(400_000)),
    401,
    'auth.failed token_missing',
  ],
  [
    'for nowhere',
    () => written('POST /c/openai/%2e', { 'transfer-encoding': 'chunked' }, chunked(400_000)),
    400,
    'auth.failed path_invalid',
  ],
  [
    'that is a form without a proof',
    () => written('POST /oauth/token', { 'transfer-encoding': 'chunked' }, chunked(400_000)),
    400,
    'auth.failed proof_missing',
  ],
];

describe('a connection', () => {
  it.each(REFUSED)('serves the next request after a body %s was refused', async (_, refused, status, line) => {
    const next = written('GET /healthz', { connection: 'close' });
    const answers = await rawBytes(stack.companion.url, `${refused()}${next}`);
    expect(answers.match(/(?<=HTTP\/1\.1 )\d+/g)).toEqual([String(status), '200']);
    expect(answers).not.toContain(MARKER);
    expect(await ledger.lines()).toEqual([line]);
  });

  it('carries a body over 1 MiB, through a temporary file', async () => {
    const body = JSON.stringify({
      ...EMBEDDING,
      input: ['ok '.repeat(300_000), 'SSN 078-05-1120', 'ok '.repeat(300_000)],
    });
    const headers = { authorization, ...JSON_TYPE };
    expect((await rawCall(stack.companion.url, { path: PATH, headers, body })).status).toBe(200);
    expect(await ledger.lines()).toEqual(['session.intent', 'session.outcome 200']);
    const sent = String(stack.provider.requests.at(-1)?.body);
    expect(sent).toBe(body.replace('078-05-1120', '[SSN]'));
  });
});

describe('headers that a caller makes up', () => {
  it('change neither the record nor what leaves', async () => {
    const forged = {
      ...{ 'sallyport-correlation': MARKER, 'sallyport-session': MARKER, 'x-request-id': MARKER },
      ...{ 'x-forwarded-for': '192.0.2.7', forwarded: 'for=192.0.2.7', 'x-real-ip': '192.0.2.7' },
      ...{ 'openai-organization': MARKER, cookie: MARKER, 'api-key': MARKER, 'user-agent': MARKER },
    };
    const headers = { authorization, ...JSON_TYPE, ...forged };
    const answer = await rawCall(stack.companion.url, { path: PATH, headers, body: BODY });
    expect(answer.status).toBe(200);
    const events = await ledger.events();
    expect(events.map(({ src_endpoint }) => src_endpoint)).toEqual([{ ip: '127.0.0.1' }, { ip: '127.0.0.1' }]);
    expect(events[0]?.metadata.correlation_uid).toMatch(/^[0-9a-f-]{36}$/);
    expect(JSON.stringify([answer, events, stack.provider.requests[0]?.headers])).not.toContain(MARKER);
    expect(stack.provider.requests[0]?.headers.authorization).toBe(`Bearer ${stack.provider.key}`);
  });

  it('but for a correlation id, which groups sessions', async () => {
    const correlation = crypto.randomUUID();
    const headers = { authorization, ...JSON_TYPE, 'sallyport-correlation': correlation };
    await rawCall(stack.companion.url, { path: PATH, headers, body: BODY });
    const ids = (await ledger.events()).map(({ metadata }) => metadata.correlation_uid);
    expect(ids).toEqual([correlation, correlation]);
  });
});
