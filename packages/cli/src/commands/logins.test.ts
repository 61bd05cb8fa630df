import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newProofKey } from '../admin/proof-key.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const MARKER = 'marker-93be';
const HOSTILE = `eve\u001b[2J\u202e\n${MARKER}`;

let answer: RequestListener = () => undefined;
const asked: (string | undefined)[] = [];
const server = createServer((request, response) => {
  asked.push(request.url, request.headers.authorization);
  answer(request, response);
});
let home = '';
let url = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-logins-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await keep(Date.now() + 60_000);
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});

const env = () => ({ XDG_CONFIG_HOME: home });

async function keep(expires: number) {
  const { jwk } = await newProofKey();
  await storeSession(sessionPath({ env: env() }), { url, token: 'a-token', key: jwk, expires });
}

async function list() {
  const terminal = memoryTerminal('', { env: env() });
  const exitCode = await runCli(['logins', 'list'], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

function answering(status: number, body: unknown, headers = {}): RequestListener {
  return (_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('sallyport logins list', () => {
  it('lets nothing that the companion says drive the terminal', async () => {
    const times = { seen_at: HOSTILE, expires_at: HOSTILE };
    answer = answering(200, {
      logins: [{ session_id: HOSTILE, subject: HOSTILE, issuer: HOSTILE, roles: [HOSTILE], ...times }],
    });
    const { exitCode, out } = await list();
    expect([exitCode, out.split('\n')]).toEqual([0, [expect.any(String), expect.any(String), '']]);
    expect(out).toContain(`eve\\x1b[2J\\u202e\\x0a${MARKER}`);
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each<[string, RequestListener, string]>([
    ['a refusal', answering(403, { code: 'role_missing', detail: MARKER }), 'role_missing'],
    ['a refusal that nobody knows', answering(403, { code: MARKER }), 'companion_invalid'],
    ['a refusal named after the language', answering(403, { code: 'constructor' }), 'companion_invalid'],
    ['no JSON', answering(200, MARKER), 'companion_invalid'],
    ['a list', answering(200, [MARKER]), 'companion_invalid'],
    ['no logins', answering(200, { logins: MARKER }), 'companion_invalid'],
    ['a login that is none', answering(200, { logins: [null] }), 'companion_invalid'],
    ['too much', answering(200, JSON.stringify(MARKER.repeat(200_000))), 'companion_invalid'],
    ['a redirect', answering(307, '', { location: '/elsewhere' }), 'companion_invalid'],
    [
      'an answer that is cut',
      (_request, response) => {
        response.writeHead(200, { 'content-length': '100' });
        response.write('{', () => response.destroy());
      },
      'companion_unreachable',
    ],
    ['a cut', (_request, response) => response.destroy(), 'companion_unreachable'],
  ])('tells the code of %s, and nothing else', async (_, listener, code) => {
    answer = listener;
    const { exitCode, out, err } = await list();
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining(`(${code})`)]);
    expect(err).not.toContain(MARKER);
    expect(asked).not.toContain('/elsewhere');
  });

  it('asks nobody once the session has expired', async () => {
    await keep(Date.now() - 1);
    const before = asked.length;
    expect((await list()).err).toContain('(admin_session_expired)');
    expect(asked.length).toBe(before);
  });
});
