import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
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

const MARKER = 'marker-77c1';
const HOSTILE = `eve\u001b[2J\u202e\n${MARKER}`;
const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const REVIEW = {
  ...{ id: ID, state: 'pending', kind: 'call', url: 'https://sallyport.example/reviews/1', connection: 'openai' },
  ...{
    operation: 'embeddings.create',
    requested_at: '2026-11-29T10:00:00.000Z',
    expires_at: '2026-11-29T11:00:00.000Z',
  },
  approvals: { given: 1, quorum: 2 },
  requester: { issuer: 'https://login.example', subject: 'ada.example', actors: [] },
  ...{ rule: 'bulk', policy: 'sha256:00', found: { NAME: 3, DATE: 1 }, applied: { NAME: { redact: 3 } } },
  ...{ inputs: 2, body_bytes: 120, can_decide: true },
};
const SHOWN = {
  ...REVIEW,
  purpose: 'research',
  window_most: 14_400,
  ...{ body: '{\n\t"input": "[NAME] was seen"\n}', encoding: 'utf-8', body_cut: true },
  decisions: [
    {
      ...{
        decision: 'approve',
        issuer: 'https://login.example',
        subject: 'grace.example',
        justification: 'looked at it',
      },
      ...{ window_seconds: 3_600, decided_at: '2026-11-29T10:10:00.000Z' },
    },
  ],
  history: [{ id: ID, state: 'used', kind: 'call', connection: 'openai', requested_at: '2026-11-28T10:00:00.000Z' }],
};

let answer: readonly [number, unknown] = [200, {}];
let attachment: readonly [number, unknown] = [404, {}];
let asked: { method: string | undefined; url: string | undefined; body: unknown }[] = [];
const server = createServer(async (request: IncomingMessage, response) => {
  const body = request.method === 'POST' ? await json(request) : undefined;
  asked.push({ method: request.method, url: request.url, body });
  const [status, value] = request.url?.includes('/attachments/') ? attachment : answer;
  if (value instanceof Uint8Array) response.writeHead(status, { 'content-type': 'image/png' }).end(value);
  else response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
});
let home = '';
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sallyport-reviews-'));
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
  const exitCode = await runCli(['reviews', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport reviews list', () => {
  it('shows what waits, who asks, what was found, and whether it is theirs to decide', async () => {
    const window = {
      ...REVIEW,
      state: 'approved',
      kind: 'window',
      approvals: { given: 2, quorum: 2 },
      can_decide: false,
    };
    answer = [200, { reviews: [REVIEW, window], more: true }];
    const { exitCode, out } = await run('list');
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "REVIEW                                STATE            APPROVED  BY           CONNECTION  OPERATION          FOUND           UNTIL                     YOU
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  pending          1/2       ada.example  openai      embeddings.create  DATE 1, NAME 3  2026-11-29T11:00:00.000Z  may decide
      0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20  approved window  2/2       ada.example  openai      embeddings.create  DATE 1, NAME 3  2026-11-29T11:00:00.000Z
      and more, older ones
      "
    `);
    expect(asked).toMatchObject([{ method: 'GET', url: '/v1/admin/reviews' }]);
  });

  it('says when there are none', async () => {
    answer = [200, { reviews: [], more: false }];
    expect((await run('list')).out).toBe('no reviews\n');
  });

  it('lets nothing that is said drive the terminal', async () => {
    const requester = { issuer: HOSTILE, subject: HOSTILE, actors: [] };
    answer = [200, { reviews: [{ ...REVIEW, requester, connection: HOSTILE, found: { [HOSTILE]: 1 } }], more: false }];
    const { out } = await run('list');
    expect(out.split('\n')).toHaveLength(3);
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each<[string, unknown]>([
    ['no reviews', { reviews: MARKER }],
    ['a review that is none', { reviews: [null] }],
    ['counts that are none', { reviews: [{ ...REVIEW, found: { NAME: MARKER } }] }],
    ['approvals that are none', { reviews: [{ ...REVIEW, approvals: { given: 1.5, quorum: 2 } }] }],
    ['no requester', { reviews: [{ ...REVIEW, requester: undefined }] }],
  ])('refuses %s', async (_, body) => {
    answer = [200, body];
    const { exitCode, out, err } = await run('list');
    expect([exitCode, out, err]).toEqual([1, '', expect.stringContaining('(companion_invalid)')]);
    expect(err).not.toContain(MARKER);
  });
});

describe('sallyport reviews show', () => {
  it('shows all that a reviewer needs', async () => {
    answer = [200, { review: SHOWN }];
    const { exitCode, out } = await run('show', ID.toUpperCase());
    expect(exitCode).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "review         0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20
      state          pending, 1/2 approved
      kind           call
      requester      ada.example (https://login.example)
      connection     openai
      operation      embeddings.create
      purpose        research
      rule           bulk
      found          DATE 1, NAME 3
      done about it  NAME redact 3
      inputs         2
      bytes          120
      requested      2026-11-29T10:00:00.000Z
      until          2026-11-29T11:00:00.000Z
      window         of 14400 seconds at most

      decisions
      2026-11-29T10:10:00.000Z  approve  grace.example (https://login.example), a window of 3600 seconds
        looked at it

      of the same requester and operation
      2026-11-28T10:00:00.000Z  used  openai  0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20

      ── what would leave ──
      │ {
      │ 	"input": "[NAME] was seen"
      │ }
      ── there is more ──
      "
    `);
    expect(asked).toMatchObject([{ method: 'GET', url: `/v1/admin/reviews/${ID}` }]);
  });

  it('says when the body is not shown', async () => {
    const { body: _, encoding: __, ...without } = SHOWN;
    answer = [200, { review: { ...without, decisions: [], history: [] } }];
    const { out } = await run('show', ID);
    expect(out).toContain('(its body is not shown to you, or is not kept any more)');
    expect(out).not.toContain('decisions');
  });

  it('lets nothing in the body, and nobody who decided, drive the terminal', async () => {
    const decision = { ...SHOWN.decisions[0], subject: HOSTILE, justification: HOSTILE };
    answer = [200, { review: { ...SHOWN, body: HOSTILE, rule: HOSTILE, decisions: [decision] } }];
    const { out } = await run('show', ID);
    expect(out).toContain(`│ eve\\x1b[2J\\u202e\n│ ${MARKER}\n── there is more ──\n`);
    expect(out.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it.each(['1', '../sessions', `${ID}/x`, ''])('knows no review %j, and asks nobody', async (id) => {
    expect(await run('show', id)).toMatchObject({ exitCode: 1, err: expect.stringContaining('(review_unknown)') });
    expect(asked).toEqual([]);
  });
});

describe('deciding', () => {
  it.each<[readonly string[], string, object, object, string]>([
    [
      ['approve', ID, '--justification', 'fine'],
      '/v1/admin/reviews/decide',
      { review_id: ID, justification: 'fine', decision: 'approve' },
      { state: 'approved' },
      'approved; to be used until 2026-11-29T11:00:00.000Z',
    ],
    [
      ['approve', ID, '--justification', 'fine'],
      '/v1/admin/reviews/decide',
      { review_id: ID, justification: 'fine', decision: 'approve' },
      {},
      'noted; 1/2 approved, it waits for others until 2026-11-29T11:00:00.000Z',
    ],
    [
      ['approve', ID, '--justification', 'fine', '--window', '4h'],
      '/v1/admin/reviews/decide',
      { review_id: ID, justification: 'fine', decision: 'approve', window_seconds: '14400' },
      { state: 'approved', kind: 'window' },
      'approved a window until 2026-11-29T11:00:00.000Z',
    ],
    [
      ['approve', ID, '--justification', 'fine'],
      '/v1/admin/reviews/decide',
      { review_id: ID, justification: 'fine', decision: 'approve' },
      { state: 'approved', kind: 'after_the_fact' },
      'approved, after the fact',
    ],
    [
      ['reject', ID, '--justification', 'no purpose'],
      '/v1/admin/reviews/decide',
      { review_id: ID, justification: 'no purpose', decision: 'reject' },
      { state: 'rejected' },
      'rejected',
    ],
    [
      ['revoke', ID, '--justification', 'over'],
      '/v1/admin/reviews/revoke',
      { review_id: ID, justification: 'over' },
      { state: 'cancelled' },
      'revoked',
    ],
  ])('%j', async (args, url, body, change, said) => {
    answer = [200, { review: { ...REVIEW, ...change } }];
    expect(await run(...args)).toEqual({ exitCode: 0, out: `${said}\n`, err: '' });
    expect(asked).toEqual([{ method: 'POST', url, body }]);
  });

  it.each(['4', '0h', '4d', '-4h', '4h ', '1e3s', ''])('asks for no window of %j', async (window) => {
    const { exitCode, err } = await run('approve', ID, '--justification', 'fine', `--window=${window}`);
    expect([exitCode, err]).toEqual([1, expect.stringContaining('(request_invalid)')]);
    expect(asked).toEqual([]);
  });

  it.each(['approve', 'reject', 'revoke'])(
    'does not %s without saying why, where nobody can be asked',
    async (verb) => {
      expect(await run(verb, ID)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('(justification_invalid)'),
      });
      expect(asked).toEqual([]);
    },
  );

  it('says how to log in for a step up', async () => {
    answer = [403, { code: 'step_up_required' }];
    const { exitCode, out, err } = await run('approve', ID, '--justification', 'fine');
    expect([exitCode, out]).toEqual([1, '']);
    expect(err).toContain('log in again with `sallyport login --step-up`');
    expect(err).toContain('(step_up_required)');
  });

  it.each(['reviewer_is_requester', 'reviewer_not_allowed', 'review_conflict', 'review_expired'])(
    'tells %s',
    async (code) => {
      answer = [403, { code }];
      expect((await run('approve', ID, '--justification', 'fine')).err).toContain(`(${code})`);
    },
  );
});

describe('sallyport login', () => {
  it('needs the address of a companion where nobody was logged in before', async () => {
    const terminal = memoryTerminal('', { env: { XDG_CONFIG_HOME: join(home, 'nobody') } });
    expect(await runCli(['login'], terminal)).toBe(2);
    expect(terminal.err()).toContain('--url');
  });
});

describe('sallyport reviews show --save', () => {
  const PNG = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 255);
  const attached = { number: 1, type: 'image/png', bytes: PNG.length, commitment: 'c'.repeat(43), kept: true };
  const folder = () => mkdtemp(join(tmpdir(), 'sallyport-attachments-'));

  it('shows what is attached, and keeps it for its user alone, named by number and kind', async () => {
    answer = [200, { review: { ...SHOWN, attachments: [attached] } }];
    attachment = [200, PNG];
    const into = join(await folder(), 'new');
    const { exitCode, out } = await run('show', ID, '--save', into);
    expect(exitCode).toBe(0);
    expect(out).toMatch(/attached\n1 +image\/png +6 bytes +c{43} +look at it: --save/);
    const file = join(into, 'attachment-1.png');
    expect(out).toContain(`kept: ${file}`);
    expect(new Uint8Array(await readFile(file))).toEqual(PNG);
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(asked.map(({ url }) => url)).toEqual([`/v1/admin/reviews/${ID}`, `/v1/admin/reviews/${ID}/attachments/1`]);
    const again = await run('show', ID, '--save', into);
    expect(again.exitCode).not.toBe(0);
    expect(again.err).toContain('file_exists');
    await rm(into, { recursive: true });
  });

  it('keeps nothing of an attachment that is not as long as it was said to be, or is of an unknown kind by another name', async () => {
    const into = await folder();
    for (const bytes of [PNG.length + 1, PNG.length - 1]) {
      answer = [200, { review: { ...SHOWN, attachments: [{ ...attached, type: '../../etc/passwd', bytes }] } }];
      attachment = [200, PNG];
      expect((await run('show', ID, '--save', into)).err).toContain('companion_invalid');
      expect(await readdir(into)).toEqual([]);
    }
    answer = [200, { review: { ...SHOWN, attachments: [{ ...attached, type: '../../etc/passwd' }] } }];
    expect((await run('show', ID, '--save', into)).exitCode).toBe(0);
    expect(await readdir(into)).toEqual(['attachment-1.bin']);
    await rm(into, { recursive: true });
  });

  it('says what the companion says where it may not be looked at', async () => {
    answer = [200, { review: { ...SHOWN, attachments: [{ ...attached, kept: false }] } }];
    attachment = [409, { code: 'review_conflict' }];
    const into = await folder();
    const { out, err } = await run('show', ID, '--save', into);
    expect(out).toContain('not kept any more');
    expect(err).toContain('review_conflict');
    expect(await readdir(into)).toEqual([]);
    await rm(into, { recursive: true });
  });
});
