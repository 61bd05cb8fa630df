import { createHash } from 'node:crypto';
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

const MARKER = 'marker-31aa';
const HOSTILE = `eve\u001b[2J\u202e\n${MARKER}`;
const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const ADA = { issuer: 'https://login.example', subject: 'ada.example' };
const FINDING = {
  ...{ kind: 'break_glass', severity: 'high', code: 'emergency_care', who: ADA, count: 2 },
  ...{ first: '2026-11-24T02:00:00.000Z', last: '2026-11-25T03:00:00.000Z', sample: [ID] },
};
const CONTENT = {
  ...{ version: 1, id: ID, from: '2026-11-23T00:00:00.000Z', to: '2026-11-30T00:00:00.000Z' },
  ...{ every: 'weekly', time_zone: 'UTC', first: 10, end: 410, made_at: '2026-11-30T00:15:00.000Z' },
  counts: { entries: { 'session.intent': 180, 'checkpoint.witnessed': 40 }, calls: 180, denied: 3, identities: 4 },
  findings: [
    FINDING,
    { ...FINDING, kind: 'sink_behind', severity: 'medium', code: undefined, who: undefined, name: 'soc', sample: [] },
    { ...FINDING, kind: 'denied', severity: 'low', code: 'connection_denied', who: undefined, others: true },
  ],
  ...{ unlisted: 1, unnamed: [] },
};

function digest(content: object = CONTENT, more: object = {}) {
  const text = JSON.stringify(content);
  const sha256 = createHash('sha256').update(text).digest('base64url');
  const kept = { id: ID, state: 'waiting', from: CONTENT.from, to: CONTENT.to, first: 10, end: 410, findings: 4 };
  return { ...kept, digest: sha256, made_at: CONTENT.made_at, content: text, ...more };
}
const SIGNED = { state: 'signed', conclusion: 'no_concern', signed_by: ADA, signed_at: '2026-12-01T09:00:00.000Z' };

let answer: readonly [number, unknown] = [200, {}];
let asked: { method: string | undefined; url: string | undefined; body: unknown }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const body = request.method === 'POST' ? await json(request) : undefined;
  asked.push({ method: request.method, url: request.url, body });
  const [status, value] = answer;
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
});
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-activity-'));
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { jwk } = await newProofKey();
  const session = { url, token: 'a-token', key: jwk, expires: Date.now() + 600_000 };
  await storeSession(sessionPath({ env: { XDG_CONFIG_HOME: home } }), session);
});
afterAll(async () => {
  server.close();
  await rm(home, { recursive: true });
});
beforeEach(() => {
  asked = [];
});

async function run(...args: string[]) {
  const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: home } });
  const exitCode = await runCli(['activity', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport activity list', () => {
  const list = (digests: readonly object[], more: object = {}) => {
    answer = [200, { digests, more: false, every: 'weekly', waiting: 2, overdue: 1, ...more }];
    return run('list');
  };

  it('says how many wait and are overdue, and shows the digests', async () => {
    const { exitCode, out } = await list([digest(CONTENT, { state: 'overdue' }), digest(CONTENT, SIGNED)], {
      more: true,
    });
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "2 digests wait to be signed off, 1 overdue

      DIGEST                                STATE    FROM                      TO                        FINDINGS  CONCLUSION  SIGNED BY
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  overdue  2026-11-23T00:00:00.000Z  2026-11-30T00:00:00.000Z         4
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  signed   2026-11-23T00:00:00.000Z  2026-11-30T00:00:00.000Z         4  no concern  ada.example
      and more, older ones
      "
    `);
    expect(asked).toMatchObject([{ method: 'GET', url: '/v1/admin/activity' }]);
  });

  it.each<[object, string]>([
    [{ waiting: 0, overdue: 0 }, 'no digest waits to be signed off\n'],
    [{ waiting: 1, overdue: 0 }, '1 digest waits to be signed off\n'],
    [{ waiting: 3, overdue: 3 }, '3 digests wait to be signed off, 3 overdue\n'],
    [
      { waiting: 0, overdue: 0, every: 'off' },
      'no digest waits to be signed off; none are made: activity.every is off\n',
    ],
  ])('tells %j', async (more, said) => {
    expect((await list([], more)).out).toBe(said);
  });

  it('gives the answer as JSON', async () => {
    answer = [200, { digests: [], every: HOSTILE }];
    const { out } = await run('list', '--json');
    expect(JSON.parse(out)).toEqual({ digests: [], every: HOSTILE });
    expect(out.trimEnd()).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each<[string, object]>([
    ['a digest that is none', { digests: [MARKER] }],
    ['findings that are no number', { digests: [{ ...digest(), findings: MARKER }] }],
    ['nobody who signed', { digests: [{ ...digest(), state: 'signed', conclusion: 'incident' }] }],
    ['no standing', { digests: [], overdue: MARKER }],
  ])('refuses %s', async (_, more) => {
    const { exitCode, out, err } = await list([], more);
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(companion_invalid)')]);
    expect(err).not.toContain(MARKER);
  });
});

describe('sallyport activity show', () => {
  it('shows the findings first, and then what it was made of', async () => {
    answer = [200, { digest: digest(CONTENT, SIGNED) }];
    const { exitCode, out } = await run('show', ID.toUpperCase());
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "high    went on without a reviewer (break glass): emergency_care · ada.example (https://login.example)
              2 × 2026-11-24T02:00:00.000Z to 2026-11-25T03:00:00.000Z
              0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20
      medium  a sink was not given all of the period yet: soc
              2 × 2026-11-24T02:00:00.000Z to 2026-11-25T03:00:00.000Z
      low     calls were refused: connection_denied · several others
              2 × 2026-11-24T02:00:00.000Z to 2026-11-25T03:00:00.000Z
              0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20
      and 1 finding more, of no more weight

      digest  0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20
      state   signed: no concern, by ada.example (https://login.example) at 2026-12-01T09:00:00.000Z
      period  2026-11-23T00:00:00.000Z to 2026-11-30T00:00:00.000Z
      made    weekly, in UTC; at 2026-11-30T00:15:00.000Z
      calls   180 sent, 3 refused, by 4 who are known
      ledger  entries 10 up to, and without, 410
      kinds   checkpoint.witnessed 40, session.intent 180
      sha256  LESWMw7gk0s3IMWSQ20xAOinkvXHNcZsoAeEBpb05e4
      "
    `);
    expect(asked).toMatchObject([{ method: 'GET', url: `/v1/admin/activity/${ID}` }]);
  });

  it('says when nothing was found', async () => {
    answer = [200, { digest: digest({ ...CONTENT, findings: [], unlisted: 0 }) }];
    expect((await run('show', ID)).out).toMatch(/^nothing was found\n\ndigest {2}/);
  });

  it('gives a kind that it does not know by its code', async () => {
    answer = [200, { digest: digest({ ...CONTENT, findings: [{ ...FINDING, kind: 'moon_phase' }] }) }];
    expect((await run('show', ID)).out).toContain('high    moon phase: emergency_care · ada.example');
  });

  it('lets nothing that is said drive the terminal', async () => {
    const hostile = { ...FINDING, kind: HOSTILE, code: HOSTILE, who: { issuer: HOSTILE, subject: HOSTILE } };
    answer = [200, { digest: digest({ ...CONTENT, findings: [hostile], time_zone: HOSTILE }) }];
    for (const args of [[], ['--json']]) {
      const { out } = await run('show', ID, ...args);
      expect(out).not.toBe('');
      expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    }
  });

  it.each<[string, object]>([
    ['what it is not the digest of', digest(CONTENT, { digest: createHash('sha256').update('x').digest('base64url') })],
    ['no content', digest(CONTENT, { content: undefined })],
    [
      'content that is no JSON',
      { ...digest(), content: '{', digest: createHash('sha256').update('{').digest('base64url') },
    ],
    ['content that is no object', digest([])],
    ['findings that are none', digest({ ...CONTENT, findings: [MARKER] })],
  ])('refuses %s', async (_, value) => {
    answer = [200, { digest: value }];
    const { exitCode, out, err } = await run('show', ID);
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(companion_invalid)')]);
  });

  it.each(['1', '../sessions', `${ID}/x`, ''])('knows no digest %j, and asks nobody', async (id) => {
    expect(await run('show', id)).toMatchObject({ exitCode: 1, err: expect.stringContaining('(activity_unknown)') });
    expect(asked).toEqual([]);
  });
});

describe('sallyport activity sign', () => {
  it.each([
    ['no-concern', 'no_concern', 'no concern'],
    ['follow_up', 'follow_up', 'follow up'],
    ['Incident', 'incident', 'incident'],
  ])('signs off with %s', async (typed, conclusion, said) => {
    answer = [200, { digest: { ...digest(), state: 'signed', conclusion } }];
    expect(await run('sign', ID, '--conclusion', typed)).toEqual({
      exitCode: 0,
      out: `signed off: ${said}\n`,
      err: '',
    });
    expect(asked).toEqual([{ method: 'POST', url: '/v1/admin/activity/sign', body: { digest_id: ID, conclusion } }]);
  });

  it.each<[readonly string[], number, string]>([
    [[ID], 2, '--conclusion'],
    [[ID, '--conclusion', 'fine'], 1, '(request_invalid)'],
    [[ID, '--conclusion', ''], 1, '(request_invalid)'],
    [['x', '--conclusion', 'incident'], 1, '(activity_unknown)'],
  ])('does not sign %j', async (args, exitCode, why) => {
    expect(await run('sign', ...args)).toMatchObject({ exitCode, out: '', err: expect.stringContaining(why) });
    expect(asked).toEqual([]);
  });

  it.each(['activity_own', 'activity_signed', 'activity_unknown', 'role_missing'])('tells %s', async (code) => {
    answer = [403, { code }];
    expect((await run('sign', ID, '--conclusion', 'incident')).err).toContain(`(${code})`);
  });
});
