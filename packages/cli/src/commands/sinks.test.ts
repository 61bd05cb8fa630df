import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { newProofKey } from '../admin/proof-key.ts';
import { sessionPath, storeSession } from '../admin/session-file.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const HOSTILE = 'siem\u001b[2J\u202e\nmarker-41bd';
const DUE = '2026-11-29T10:05:00.000Z';
const SINK = { sink: 'siem', kind: 'splunk', next: 120, lag_entries: 0, lag_seconds: 0, dead_letters: 0, failures: 0 };

let answers: (readonly [number, unknown])[] = [];
let asked: { method: string | undefined; url: string | undefined; body: unknown }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const body = request.method === 'POST' ? await json(request) : undefined;
  asked.push({ method: request.method, url: request.url, body });
  const [status, value] = answers.shift() ?? [500, {}];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
});
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-sinks-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { jwk } = await newProofKey();
  await storeSession(sessionPath({ env: { XDG_CONFIG_HOME: home } }), {
    ...{ url, token: 'a-token', key: jwk, expires: Date.now() + 600_000 },
  });
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});
beforeEach(() => {
  asked = [];
});

async function run(args: readonly string[], ...given: (readonly [number, unknown])[]) {
  answers = [...given];
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: home } });
  return { code: await runCli(args, terminal), out: terminal.out(), err: terminal.err() };
}

describe('sallyport sinks list', () => {
  it('says how far behind each is, and why', async () => {
    const sinks = [
      { ...SINK, delivered_at: '2026-11-29T10:00:00.000Z' },
      { ...SINK, sink: 'syslog', kind: 'syslog', lag_entries: 5_000, lag_seconds: 9_000, dead_letters: 2 },
      {
        ...SINK,
        sink: 'hook',
        kind: 'webhook',
        lag_entries: 9,
        lag_seconds: 75,
        failures: 4,
        error: 'sink_unavailable',
        due_at: DUE,
      },
      { ...SINK, sink: 'old', kind: undefined, lag_entries: 120 },
    ];
    const { code, out } = await run(['sinks', 'list'], [200, { sinks }]);
    expect(code).toBe(0);
    expect(out.split('\n').map((line) => line.split(/ {2,}/))).toEqual([
      ['SINK', 'KIND', 'NEXT', 'BEHIND', 'AGE', 'DEAD', 'LAST DELIVERY', 'STATE'],
      ['siem', 'splunk', '120', '0', '0', '2026-11-29T10:00:00.000Z', 'up to date'],
      ['syslog', 'syslog', '120', '5000', '2 h', '2', 'never', 'delivering'],
      ['hook', 'webhook', '120', '9', '75 s', '0', 'never', `sink_unavailable, 4 times; again at ${DUE}`],
      ['old', '-', '120', '120', '0', 'never', 'not configured'],
      [''],
    ]);
    expect(asked).toEqual([{ method: 'GET', url: '/v1/admin/sinks', body: undefined }]);
  });

  it('says that there is none, writes JSON, and never drives the terminal', async () => {
    expect((await run(['sinks', 'list'], [200, { sinks: [] }])).out).toBe('no sinks\n');
    const sinks = [{ ...SINK, sink: HOSTILE }];
    const { out } = await run(['sinks', 'list', '--json'], [200, { sinks }]);
    expect(JSON.parse(out)).toEqual(sinks[0]);
    for (const args of [
      ['sinks', 'list'],
      ['sinks', 'list', '--json'],
    ]) {
      const { out: text } = await run(args, [200, { sinks }]);
      for (const driver of ['\u001b', '\u202e']) expect(text).not.toContain(driver);
      expect(text).toContain('marker-41bd');
    }
  });

  it.each([{}, { sinks: 'x' }, { sinks: [{ ...SINK, next: 'x' }] }, { sinks: [{ ...SINK, sink: 7 }] }])(
    'refuses an answer that is none: %j',
    async (answer) => {
      const { code, err } = await run(['sinks', 'list'], [200, answer]);
      expect(code).not.toBe(0);
      expect(err).toContain('companion_invalid');
    },
  );
});

describe('sallyport sinks dead', () => {
  const dead = (first: number, count: number) => ({
    dead: Array.from({ length: count }, (_, at) => ({ index: first + at, error: 'sink_refused', died_at: DUE })),
  });

  it('lists all pages', async () => {
    const [last] = dead(700, 1).dead;
    const { code, out } = await run(
      ['sinks', 'dead', 'siem'],
      [200, dead(3, 200)],
      [200, { dead: [{ ...last, again: true }] }],
      [200, { dead: [] }],
    );
    expect(code).toBe(0);
    const lines = out.trimEnd().split('\n');
    expect(lines).toHaveLength(202);
    expect(lines[0]?.split(/ {2,}/)).toEqual(['ENTRY', 'WHY', 'SINCE', 'AGAIN']);
    expect(lines.at(-1)?.split(/ {2,}/)).toEqual(['700', 'sink_refused', DUE, 'soon']);
    expect(asked.map(({ body }) => body)).toEqual(['0', '203', '701'].map((from) => ({ sink: 'siem', from })));
  });

  it('says that there is none, and ends where an answer leads nowhere', async () => {
    expect((await run(['sinks', 'dead', 'siem'], [200, { dead: [] }])).out).toBe('no dead letters\n');
    const back = dead(0, 1);
    const { code, out } = await run(['sinks', 'dead', 'siem', '--json'], [200, back], [200, back], [200, { dead: [] }]);
    expect([code, out.split('\n').length]).toEqual([0, 3]);
    expect(asked.at(-1)?.body).toEqual({ sink: 'siem', from: '2' });
  });

  it('says that there is no such sink', async () => {
    const { code, err } = await run(['sinks', 'dead', 'nobody'], [404, { code: 'sink_unknown' }]);
    expect(code).not.toBe(0);
    expect(err).toContain('sink_unknown');
  });
});

describe('sallyport sinks retry', () => {
  it('tries all of them again, or one', async () => {
    expect((await run(['sinks', 'retry', 'siem'], [200, { sink: 'siem', retried: 3 }])).out).toBe(
      '3 entries are tried again by siem\n',
    );
    expect((await run(['sinks', 'retry', 'siem', '7'], [200, { sink: 'siem', retried: 1 }])).out).toBe(
      '1 entry is tried again by siem\n',
    );
    expect(asked.map(({ url, body }) => [url, body])).toEqual([
      ['/v1/admin/sinks/retry', { sink: 'siem' }],
      ['/v1/admin/sinks/retry', { sink: 'siem', index: '7' }],
    ]);
  });
});
