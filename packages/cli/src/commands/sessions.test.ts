import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newProofKey } from '../admin/proof-key.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { writeDevConfig } from '../dev/write-dev-config.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const MARKER = 'marker-5c1e';
const HOSTILE = `eve\u001b[2J\u202e\u2028\n${MARKER}`;
const ID = '00000000-0000-4000-8000-000000000001';
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

interface Asked {
  readonly path: string | undefined;
  readonly body: Readonly<Record<string, string>>;
}

let answers: readonly object[] = [];
const asked: Asked[] = [];
async function take(request: IncomingMessage): Promise<object> {
  const body = await text(request);
  asked.push({ path: request.url, body: body === '' ? {} : JSON.parse(body) });
  return answers[Math.min(asked.length, answers.length) - 1] ?? {};
}
const server = createServer((request, response) => {
  void take(request).then((answer) => {
    response.writeHead('code' in answer ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
});
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-calls-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { jwk } = await newProofKey();
  const kept = { url, token: 'a-token', key: jwk, expires: Date.now() + 60_000 };
  await storeSession(sessionPath({ env: { XDG_CONFIG_HOME: home } }), kept);
});
beforeEach(() => {
  asked.length = 0;
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});

async function run(...args: readonly string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: home } });
  const exitCode = await runCli(args, terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

const session = (more: object = {}) => ({
  ...{ id: ID, index: 7, opened_at: '2026-11-29T09:00:00.000Z', decision: 'allowed', status: 'success' },
  ...{ subject: 'ada', connection: 'openai', operation: 'embeddings.create', entities: ['SSN'] },
  ...more,
});

describe('sallyport sessions list', () => {
  it('asks by what it is told, and goes on until so many are found', async () => {
    answers = [{ sessions: [], next: 'a' }, { sessions: [session()], next: 'b' }, { sessions: [session(), session()] }];
    const filters = {
      issuer: 'i',
      subject: 's',
      group: 'g',
      connection: 'c',
      operation: 'o',
      model: 'm',
      entity: 'SSN',
    };
    const more = { decision: 'denied', status: 'open', from: 'f', to: 't', correlation: 'u', ip: '10.0.0.0/8' };
    const others = { 'approver-issuer': 'ai', 'approver-subject': 'as', 'subject-of-care': 'pt' };
    const options = Object.entries({ ...filters, ...more, ...others }).flatMap(([name, value]) => [`--${name}`, value]);
    const { exitCode, out } = await run('sessions', 'list', ...options, '--limit', '3');
    expect(exitCode).toBe(0);
    expect(out.match(/^SESSION/gm)).toHaveLength(1);
    expect(out.match(new RegExp(`^${ID}`, 'gm'))).toHaveLength(3);
    const body = {
      ...filters,
      ...{ decision: 'denied', status: 'open', from: 'f', to: 't', correlation_id: 'u', client_ip: '10.0.0.0/8' },
      ...{ approver_issuer: 'ai', approver_subject: 'as', subject_of_care: 'pt' },
    };
    expect(asked.map((one) => [one.path, one.body])).toEqual([
      ['/v1/admin/sessions/search', { ...body, limit: '3' }],
      ['/v1/admin/sessions/search', { ...body, limit: '3', cursor: 'a' }],
      ['/v1/admin/sessions/search', { ...body, limit: '2', cursor: 'b' }],
    ]);
  });

  it('asks for all in pages of 200, and stops where there are enough', async () => {
    answers = [{ sessions: [session()], next: 'a' }, { sessions: [session()] }];
    await run('sessions', 'list', '--all');
    expect(asked.map(({ body }) => body)).toEqual([{ limit: '200' }, { limit: '200', cursor: 'a' }]);
    asked.length = 0;
    await run('sessions', 'list', '--limit', '1');
    expect(asked).toHaveLength(1);
  });

  it('lets nothing that the companion says drive the terminal, as a table or as JSON', async () => {
    answers = [{ sessions: [session({ subject: HOSTILE, error: HOSTILE, status: HOSTILE, entities: [HOSTILE] })] }];
    const table = await run('sessions', 'list');
    expect(table.out.split('\n')).toHaveLength(3);
    expect(table.out.replaceAll('\n', '')).not.toMatch(UNSAFE);
    const { out } = await run('sessions', 'list', '--json');
    expect(out.slice(0, -1)).not.toMatch(UNSAFE);
    expect(JSON.parse(out)).toMatchObject({ subject: HOSTILE });
  });

  it.each<[string, readonly object[], readonly string[], string]>([
    ['a refusal', [{ code: 'role_missing' }], [], 'role_missing'],
    ['no sessions', [{ sessions: MARKER }], [], 'companion_invalid'],
    ['a session that is none', [{ sessions: [MARKER] }], [], 'companion_invalid'],
    ['a session without an id', [{ sessions: [{ ...session(), id: 7 }] }], [], 'companion_invalid'],
    ['a cursor that is none', [{ sessions: [], next: 7 }], [], 'companion_invalid'],
    ['the same place for ever', [{ sessions: [], next: 'a' }], ['--all'], 'companion_invalid'],
    ['a limit that is none', [], ['--limit', 'many'], 'request_invalid'],
    ['a limit of nothing', [], ['--limit', '0'], 'request_invalid'],
  ])('tells the code of %s, and nothing else', async (_, given, args, code) => {
    answers = given;
    const { exitCode, out, err } = await run('sessions', 'list', ...args);
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining(`(${code})`)]);
    expect(err).not.toContain(MARKER);
  });
});

describe('sallyport sessions show', () => {
  const shown = (more: object = {}) => ({
    session: session({ groups: ['staff'], issuer: 'https://login.example/', ...more }),
    review: { id: ID, decisions: [{ decision: 'break_glass', issuer: 'i', subject: HOSTILE, decided_at: 't' }] },
    recording: { mode: 'redacted', segments: 3, store: 'database', keep_until: '2032-11-29T00:00:00.000Z' },
    originals: { sealed_by: 'client' },
    events: [
      { index: 6, kind: 'client.intent', event_id: ID, event: { iat: 1_795_000_000 } },
      { index: 7, kind: HOSTILE, event_id: ID, event: { time: 1_795_000_000_000 } },
      { index: 8, kind: 'session.outcome', event_id: ID, event: { time: 1e300 } },
    ],
  });

  it('shows who, what, how it is recorded, and each event with where it stands and when it was', async () => {
    answers = [shown({ model: HOSTILE, upstream_status: 200 })];
    const { exitCode, out } = await run('sessions', 'show', ID.toUpperCase());
    expect([exitCode, asked[0]?.path]).toEqual([0, `/v1/admin/sessions/${ID}`]);
    expect(out).toMatch(/^who +ada \(https:\/\/login\.example\/\)$/m);
    expect(out).toMatch(/^recording +redacted, 3 segments in the database, kept until 2032-11-29T00:00:00\.000Z$/m);
    expect(out).toMatch(/^originals +sealed by the client$/m);
    expect(out).toMatch(/break glass +eve\\x1b/);
    expect(out.match(/2026-11-18T\S+Z$/gm)).toHaveLength(2);
    expect(out.replaceAll('\n', '')).not.toMatch(UNSAFE);
  });

  it.each<[string, string, object, string]>([
    ['an id that is none', MARKER, {}, 'session_unknown'],
    ['a session nobody knows', ID, { code: 'session_unknown' }, 'session_unknown'],
    ['no session', ID, { events: [] }, 'companion_invalid'],
    ['no events', ID, { session: session({ groups: [] }) }, 'companion_invalid'],
    ['an event that is none', ID, { ...shown(), events: [{ index: 'x' }] }, 'companion_invalid'],
  ])('tells the code of %s', async (_, id, answer, code) => {
    answers = [answer];
    const { exitCode, out, err } = await run('sessions', 'show', id);
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining(`(${code})`)]);
    expect(err).not.toContain(MARKER);
  });
});

describe('sallyport sessions rebuild', () => {
  it('makes the index again where the database is, and needs a configuration for that', async () => {
    const url = 'http://127.0.0.1:9';
    const place = { folder: home, port: 9, issuer: url, providerUrl: url, audience: 'sallyport', client: 'notes-app' };
    const config = await writeDevConfig(place);
    expect(await run('sessions', 'rebuild', '--config', config)).toEqual({
      ...{ exitCode: 0, err: '', out: 'made again from 0 events\n' },
    });
    expect(await run('sessions', 'rebuild', '--config', `${config}.${MARKER}`)).toMatchObject({ exitCode: 1, out: '' });
  });
});

describe('sallyport disclosures', () => {
  const disclosure = {
    session_id: ID,
    date: 'd',
    connection: 'openai',
    host: 'api.openai.example',
    baa: 'true',
    operation: 'o',
  };

  it('lists them with to whom, what, why, and whether they are to be accounted for', async () => {
    answers = [
      { disclosures: [{ ...disclosure, identifiers: { NAME: 2 }, purpose: 'public_health', basis: 'accountable' }] },
    ];
    const { exitCode, out } = await run('disclosures', '--subject', 'pt-1', '--from', 'f', '--to', 't');
    expect([exitCode, asked[0]?.body]).toEqual([0, { subject: 'pt-1', from: 'f', to: 't', limit: '200' }]);
    expect(out.split('\n')[1]).toMatch(
      /^d +openai \(api\.openai\.example\) +true +o +NAME 2 +public health +accountable +0{8}/,
    );
    const { out: json } = await run('disclosures', '--subject', 'pt-1', '--json');
    expect(JSON.parse(json)).toEqual(
      answers[0] && { ...disclosure, identifiers: { NAME: 2 }, purpose: 'public_health', basis: 'accountable' },
    );
  });

  it('asks for nobody who is named, and says how it is used without a subject', async () => {
    const { exitCode, err } = await run('disclosures', '--subject', `Maria ${MARKER}`);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('(subject_invalid)')]);
    expect(err).not.toContain(MARKER);
    expect((await run('disclosures')).exitCode).toBe(2);
    expect(asked).toEqual([]);
  });
});
