import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readUnverifiedEvent, webCryptoEventSigner } from '@sallyport/ledger';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { proofFor } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { isOwnEvent, kindOf } from '../stack/read-verified.ts';
import { type CommandOutcome, runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const DAY = 86_400_000;
const MODEL = 'text-embedding-3-small';
const NOTE = 'Patient Maria Delgado, SSN 078-05-1120.';
const CORRELATION = '0f9d9a0e-52f0-4f6e-b3f1-6a4b8f6f0c11';
const { x, y } = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
const TOP = `policy:
  version: 1
  name: exported
  auditors: [{ kty: EC, crv: P-256, x: "${x}", y: "${y}", kid: privacy-office }]
  rules:
    - { name: never, when: { models: [text-embedding-ada-002] }, then: deny }
    - { name: sealed, when: { models: [text-embedding-3-large] }, then: allow, record: sealed }
    - { name: rest, then: allow }`;
const ADMIN = 'clientId: sallyport-cli, roles: { admin: [platform], auditor: [audit], viewer: [support] }';

/** How far behind the companion's clock is: calls are made on days before, and the evidence of them exported today. */
let behind = 3 * DAY;
const clock = { now: () => Date.now() - behind };
let stack: Stack;
let admin: AdminSession;
let auditor: AdminSession;
let home = '';
/** When each day of calls began, and the ids of their sessions. */
const days: { readonly from: number; readonly sessions: readonly string[] }[] = [];
let folders = 0;

beforeAll(async () => {
  stack = await startStack({ ...ADMIN_STACK, admin: ADMIN, clock, top: TOP });
  home = join(stack.folder, 'home');
  days.push(await makeCalls('nora'));
  behind = 2 * DAY;
  days.push(await makeCalls('rita'));
  behind = 0;
  days.push(await makeCalls('bea'));
  await stack.client({ connection: 'other' }).embeddings.create({ model: MODEL, input: NOTE });
  admin = (await logIn('grace.example', ['platform'])).session;
  auditor = await logInToCommand();
});
afterAll(() => stack?.close());
afterEach(() => vi.restoreAllMocks());

/** Logs somebody in at the companion's time. */
async function logIn(subject: string, groups: readonly string[]) {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const key = await webCryptoEventSigner(jwk);
  const proof = await proofFor({ url: `${stack.companion.url}/v1/admin/session`, key });
  const order = { token: await idToken(stack, groups, { subject }), token_type: 'id_token' };
  const { body } = await postSession(stack, order, { key, proof });
  const { access_token: token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { session: { token, id, key } satisfies AdminSession, jwk };
}

/** An auditor logs in, and the command has the session. */
async function logInToCommand(): Promise<AdminSession> {
  const { session, jwk } = await logIn('ada.example', ['audit']);
  await mkdir(join(home, 'sallyport'), { recursive: true, mode: 0o700 });
  const kept = { url: stack.companion.url, token: session.token, key: jwk, expires: Date.now() + 3_000_000 };
  await writeFile(join(home, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
  return session;
}

/** Some calls of one person, one of them refused, and more events than a tile has. */
async function makeCalls(subject: string) {
  const [from, iat] = [clock.now(), Math.floor(clock.now() / 1000)];
  const claims = { client_id: 'notes-app', iat, exp: iat + 300 };
  const token = await stack.identityProvider.issueToken({ subject, claims });
  const call = async (model: string) => {
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const answer = await rawCall(stack.companion.url, {
      path: '/c/openai/v1/embeddings',
      headers: { ...headers, 'sallyport-correlation': CORRELATION },
      body: JSON.stringify({ model, input: NOTE }),
    });
    return String(answer.headers['sallyport-session']);
  };
  const sessions = [await call(MODEL), await call(MODEL), await call('text-embedding-3-large')];
  await call('text-embedding-ada-002');
  await grow(300);
  return { from, sessions };
}

/** Makes the log longer. */
async function grow(count: number): Promise<void> {
  const facts = () => ({
    ...{ id: crypto.randomUUID(), kind: 'auth.failed' as const, time: clock.now(), status: 'failure' as const },
    details: { error: 'token_expired' as const },
  });
  await stack.companion.ledger.commit(Array.from({ length: count }, () => ({ facts: facts() })));
}

const iso = (time: number) => new Date(time).toISOString();
const newFolder = () => {
  folders += 1;
  return join(stack.folder, `evidence-${folders}`);
};
const run = (...args: readonly string[]): Promise<CommandOutcome> =>
  runCommand(['export', ...args], '', { XDG_CONFIG_HOME: home });
const json = async (folder: string, path: string) => JSON.parse(await readFile(join(folder, path), 'utf8'));
const lines = async (folder: string, path: string) =>
  (await readFile(join(folder, path), 'utf8'))
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as { readonly index: number; readonly leaf: string });
const exported = async () => (await stack.events()).filter((event) => kindOf(event) === 'evidence.exported');
const namesIn = async (folder: string, below: string) =>
  (await readdir(join(folder, below)).catch(() => [])).toSorted();
const purge = (session: string) =>
  adminCall(stack, admin, {
    ...{ method: 'POST', path: '/v1/admin/recordings/purge' },
    body: { session_id: session, reason: 'recorded_in_error' },
  });

interface Asked {
  /** At which of the times. Default: the first. */
  readonly time?: number;
  /** What is answered then. Default: what the companion does. */
  readonly instead?: (answer: Response) => Promise<Response>;
}

/** Looks at what the command asks for, and does something before it is asked. */
function whenAsked(
  path: RegExp,
  act: (pathname: string) => unknown,
  { time = 1, instead = async (answer) => answer }: Asked = {},
): readonly string[] {
  const asked: string[] = [];
  const real = globalThis.fetch;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input, init) => {
    const { pathname } = new URL(String(input));
    if (!path.test(pathname) || asked.push(pathname) !== time) return real(input, init);
    await act(pathname);
    return instead(await real(input, init));
  });
  return asked;
}
/** Tells the command alone: a browser or a database of this process would take the signal for its end. */
const interrupt = () => process.listeners('SIGINT').at(-1)?.('SIGINT');
const ENTRIES = /^\/log\/tile\/entries\//;
const RECORDINGS = /^\/v1\/admin\/exports\/recordings\//;

describe('sallyport export', () => {
  it('writes all there is, which verifies; and it is an event', async () => {
    const folder = newFolder();
    const { exitCode, out, err } = await run(folder);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/\nVERIFIED\n$/);
    const verified = await runCommand(['verify', folder]);
    expect(verified).toMatchObject({ exitCode: 0, out: expect.stringMatching(/\nVERIFIED\n$/) });
    const manifest = await json(folder, 'manifest.json');
    const note = await readFile(join(folder, 'checkpoint'), 'utf8');
    expect(manifest).toMatchObject({ version: 1, origin: stack.origin, first: 0, recordings: true });
    expect(note).toContain(`${manifest.origin}\n${manifest.size}\n${manifest.root}\n`);
    expect(manifest.end).toBe(manifest.size);
    expect(await namesIn(folder, '.')).toEqual(
      expect.arrayContaining([
        'checkpoint',
        'configs',
        'manifest.json',
        'policies',
        'recordings',
        'tile',
        'trust.json',
      ]),
    );
    expect(await namesIn(folder, '.partial')).toEqual([]);
    const [event] = await exported();
    expect(event).toMatchObject({
      actor: { user: { uid: 'ada.example' } },
      unmapped: { adminSessionId: auditor.id, exported: { first: 0, recordings: true } },
    });
    expect(event?.unmapped.exported?.end).toBeLessThan(manifest.end);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('holds recordings as they are sealed, and the policies and configurations that entries name', async () => {
    const folder = newFolder();
    await run(folder);
    const recorded = (await stack.events()).filter(({ unmapped }) => unmapped.recording?.digest !== undefined);
    const sessions = recorded.map(({ api }) => `${api.request?.uid}.jwes`).toSorted();
    expect(sessions.length).toBe(10);
    expect(await namesIn(folder, 'recordings')).toEqual(sessions);
    const sealed = await readFile(join(folder, 'recordings', sessions[0] ?? ''), 'utf8');
    expect(sealed).toMatch(/^(?:[\w-]+\.[\w-]*\.[\w-]+\.[\w-]+\.[\w-]+\n)+$/);
    const originals = recorded.flatMap(({ api, unmapped: { recording } }) =>
      recording?.originals === undefined ? [] : [[`${api.request?.uid}.jwes`, recording.originals] as const],
    );
    expect(originals).toHaveLength(3);
    for (const [name, digest] of originals) {
      const bytes = await readFile(join(folder, 'originals', name));
      expect(createHash('sha256').update(bytes).digest('base64url')).toBe(digest);
    }
    for (const below of ['policies', 'configs']) {
      const names = await namesIn(folder, below);
      expect(names).toHaveLength(1);
      for (const name of names) {
        const bytes = await readFile(join(folder, below, name));
        expect(`${createHash('sha256').update(bytes).digest('hex')}.json`).toBe(name);
      }
    }
  });

  it('of a period takes the entries that show that there are no others of it, and what they rest on', async () => {
    const folder = newFolder();
    const [from, to] = [days[1]?.from ?? 0, (days[1]?.from ?? 0) + DAY];
    const period = ['--from', iso(from), '--to', iso(to)];
    expect(await run(folder, ...period, '--seed', 'q4', '--sample', '3')).toMatchObject({ exitCode: 0, err: '' });
    const { first, end, size, ...manifest } = await json(folder, 'manifest.json');
    expect(manifest).toMatchObject({ from, to, sample: { seed: 'q4', size: 3 } });
    expect([first, first % 256, end % 256, end < size]).toEqual([256, 0, 0, true]);
    const recorded = await namesIn(folder, 'recordings');
    expect(recorded).toEqual(expect.arrayContaining((days[1]?.sessions ?? []).map((id) => `${id}.jwes`)));
    // The event of it stands outside, and is proven too.
    const context = (await lines(folder, 'context.ndjson')).map(({ leaf }) => readUnverifiedEvent(Buffer.from(leaf)));
    expect(context.at(-1)?.unmapped.exported).toEqual({ first, end, from, to, recordings: true });
  });

  it('of a period without events shows that there are none', async () => {
    const folder = newFolder();
    const from = (days[0]?.from ?? 0) + DAY / 2;
    expect(await run(folder, '--from', iso(from), '--to', iso(from + 3_600_000))).toMatchObject({ exitCode: 0 });
    const { first, end } = await json(folder, 'manifest.json');
    expect(end - first).toBeGreaterThan(0);
  });

  it('of a filter holds the entries that fit, and of the others their hashes', async () => {
    const folder = newFolder();
    const who = ['--issuer', stack.identityProvider.issuer, '--subject', 'rita'];
    expect(await run(folder, ...who, '--no-recordings')).toMatchObject({ exitCode: 0, err: '' });
    const selected = await lines(folder, 'selected.ndjson');
    const leaves = await stack.leaves();
    const expected = leaves.flatMap((leaf, index) =>
      isOwnEvent(leaf) && 'uid' in leaf.actor.user && leaf.actor.user.uid === 'rita' ? [index] : [],
    );
    expect(selected.map(({ index }) => index)).toEqual(expected);
    expect(expected).toHaveLength(7);
    expect(await namesIn(folder, 'tile/entries')).toEqual([]);
    expect((await namesIn(folder, 'tile/0')).length).toBeGreaterThan(3);
    expect(await namesIn(folder, 'recordings')).toEqual([]);
    expect((await exported()).at(-1)?.unmapped.exported).toMatchObject({ filtered: true });
    expect((await exported()).at(-1)?.unmapped.exported?.recordings).toBeUndefined();
  });

  it('of a filter brings the grant of the key that a chosen client signs with', async () => {
    const folder = newFolder();
    const ended = await run(folder, '--operation', 'embeddings.create', '--connection', 'other');
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    const selected = (await lines(folder, 'selected.ndjson')).map(({ leaf }) => readUnverifiedEvent(Buffer.from(leaf)));
    expect(selected.map((event) => event?.metadata.event_code)).toEqual(
      // What has no payload of an event is the client's proof.
      expect.arrayContaining([undefined, 'session.intent', 'session.outcome']),
    );
    const context = (await lines(folder, 'context.ndjson')).map(({ leaf }) => readUnverifiedEvent(Buffer.from(leaf)));
    expect(context.map((event) => event?.metadata.event_code)).toContain('grant.issued');
  });

  it('of a filter and a period shows too that the period is whole', async () => {
    const folder = newFolder();
    const from = days[1]?.from ?? 0;
    const period = ['--from', iso(from), '--to', iso(from + DAY)];
    const ended = await run(folder, ...period, '--operation', 'embeddings.create', '--connection', 'openai');
    expect(ended).toMatchObject({ exitCode: 0, err: '' });
    const { first, end } = await json(folder, 'manifest.json');
    const context = (await lines(folder, 'context.ndjson')).filter(({ index }) => index >= first && index < end);
    const times = context.map(({ leaf }) => readUnverifiedEvent(Buffer.from(leaf))?.time ?? 0);
    expect([Math.min(...times) < from - 600_000, Math.max(...times) >= from + DAY + 600_000]).toEqual([true, true]);
    expect(await namesIn(folder, 'recordings')).toEqual(
      expect.arrayContaining((days[1]?.sessions ?? []).map((session) => `${session}.jwes`)),
    );
  });

  it('packs it into an archive, and replaces none', async () => {
    const [folder, zip] = [newFolder(), join(stack.folder, 'evidence.zip')];
    expect(await run(folder, '--zip', zip, '--no-recordings')).toMatchObject({ exitCode: 0 });
    const verified = await runCommand(['verify', zip]);
    expect(verified).toMatchObject({ exitCode: 0, out: expect.stringMatching(/\nVERIFIED\n$/) });
    const again = newFolder();
    expect(await run(again, '--zip', zip)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('(file_exists)'),
    });
    await expect(stat(again)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

describe('an export that does not come to its end', () => {
  it('goes on once somebody has logged in again: nothing is fetched twice, and it is one event', async () => {
    const folder = newFolder();
    const count = (await exported()).length;
    const logOut = () => adminCall(stack, auditor, { method: 'DELETE', path: '/v1/admin/session' });
    const asked = whenAsked(RECORDINGS, logOut);
    const ended = await run(folder);
    expect(ended).toMatchObject({ exitCode: 1, out: '' });
    expect(ended.err).toMatch(/^not finished: the same command goes on from here\n.*\(admin_session_expired\)\n$/);
    expect(asked.length).toBeGreaterThan(0);
    expect(await run(folder)).toMatchObject({ exitCode: 1, err: expect.stringContaining('(admin_session_expired)') });
    vi.restoreAllMocks();
    auditor = await logInToCommand();
    const entries = whenAsked(ENTRIES, () => undefined);
    expect(await run(folder)).toMatchObject({ exitCode: 0, err: '' });
    expect(entries).toEqual([]);
    expect((await exported()).length).toBe(count + 1);
  });

  it('goes on when the companion was gone, or it was interrupted', async () => {
    const folder = newFolder();
    whenAsked(ENTRIES, () => interrupt(), { time: 2 });
    expect(await run(folder)).toEqual({
      exitCode: 130,
      out: '',
      err: 'not finished: the same command goes on from here\n',
    });
    vi.restoreAllMocks();
    vi.spyOn(globalThis, 'fetch').mockRejectedValue(new TypeError('nobody is there'));
    const gone = await run(folder);
    expect(gone).toMatchObject({ exitCode: 1, err: expect.stringContaining('(companion_unreachable)') });
    vi.restoreAllMocks();
    expect(await run(folder)).toMatchObject({ exitCode: 0, err: '' });
  });

  it('stays with the checkpoint of its beginning when the log grows', async () => {
    const folder = newFolder();
    whenAsked(ENTRIES, () => grow(300), { time: 2 });
    expect(await run(folder)).toMatchObject({ exitCode: 0, err: '' });
    const { size, end } = await json(folder, 'manifest.json');
    expect(end).toBe(size);
    expect((await stack.leaves()).length).toBeGreaterThanOrEqual(size + 300);
  });

  it('takes a later checkpoint where a recording is purged meanwhile: the event of that belongs to it', async () => {
    const folder = newFolder();
    let session = '';
    whenAsked(RECORDINGS, (path) => {
      session = path.split('/').at(-1) ?? '';
      return purge(session);
    });
    const [from, to] = [iso(days[0]?.from ?? 0), iso((days[0]?.from ?? 0) + DAY)];
    expect(await run(folder, '--from', from, '--to', to)).toMatchObject({ exitCode: 0, err: '' });
    const names = await namesIn(folder, 'recordings');
    const purged = (await lines(folder, 'context.ndjson'))
      .map(({ leaf }) => readUnverifiedEvent(Buffer.from(leaf)))
      .filter((event) => event?.metadata.event_code === 'recording.purged');
    expect([names.length > 0, names.includes(`${session}.jwes`)]).toEqual([true, false]);
    expect(purged.map((event) => event?.api.request?.uid)).toEqual([session]);
  });

  it('is not finished where it does not verify, and says what is wrong', async () => {
    const folder = newFolder();
    whenAsked(ENTRIES, () => undefined, {
      instead: async (answer) => {
        const bytes = new Uint8Array(await answer.arrayBuffer());
        // The last byte of a signature.
        bytes[bytes.length - 1] = bytes.at(-1) === 0x41 ? 0x42 : 0x41;
        return new Response(bytes);
      },
    });
    const { exitCode, out, err } = await run(folder, '--no-recordings');
    expect([exitCode, err]).toEqual([1, '']);
    expect(out).toMatch(/\nNOT VERIFIED: .+\n$/);
    expect(await namesIn(folder, '.partial')).toContain('export.json');
    await expect(stat(join(folder, 'summary.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('of another order, or finished, is not touched', async () => {
    const folder = newFolder();
    whenAsked(ENTRIES, () => interrupt());
    await run(folder);
    vi.restoreAllMocks();
    const taken = { exitCode: 1, out: '', err: expect.stringMatching(/^sallyport: .*\(folder_taken\)\n$/) };
    expect(await run(folder, '--no-recordings')).toEqual(taken);
    expect(await run(folder)).toMatchObject({ exitCode: 0 });
    expect(await run(folder)).toEqual(taken);
  });
});

describe('an export that cannot be', () => {
  it.each<[string, readonly string[], number, RegExp]>([
    [
      'that ends before it begins',
      ['--from', '2026-01-02T00:00:00Z', '--to', '2026-01-01T00:00:00Z'],
      1,
      /--from must come before --to/,
    ],
    [
      'of an empty period',
      ['--from', '2026-01-01T00:00:00Z', '--to', '2026-01-01T00:00:00Z'],
      1,
      /--from must come before --to/,
    ],
    ['of the future', ['--from', '2099-01-01T00:00:00Z'], 1, /--from lies ahead/],
    ['of half an identity', ['--subject', 'rita'], 1, /--issuer and --subject go together/],
    ['of an unknown option', ['--everything'], 2, /unknown option '--everything'/],
    ['without a folder', [], 2, /missing required argument/],
  ])('%s is refused, and nothing is written', async (name, options, exitCode, words) => {
    const folder = newFolder();
    const refused = await run(...(name === 'without a folder' ? [] : [folder]), ...options);
    expect(refused).toMatchObject({ exitCode, out: '', err: expect.stringMatching(words) });
    await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('is refused by the companion to whoever is no auditor, and what it asks for must be well formed', async () => {
    const count = (await exported()).length;
    const post = (path: string, body: object, session = auditor) =>
      adminCall(stack, session, { method: 'POST', path: `/v1/admin/exports${path}`, body });
    const { session: viewer } = await logIn('vera.example', ['support']);
    const digest = `sha256:${'0'.repeat(64)}`;
    for (const [path, body] of [
      ['', {}],
      ['/context', { sessions: CORRELATION }],
      ['/entries', { indexes: '0' }],
      ['/policy', { digest }],
      ['/config', { digest }],
    ] as const) {
      expect([path, verdict(await post(path, body, viewer))]).toEqual([path, '403 role_missing']);
    }
    for (const [path, body] of [
      ['', { from: 'yesterday' }],
      ['', { to: iso(clock.now() + DAY) }],
      ['', { recordings: 'no' }],
      ['', { everything: 'true' }],
      ['/context', { kids: 'short' }],
      ['/context', { sessions: 'marker' }],
      ['/context', { reviews: Array(501).fill(CORRELATION).join(',') }],
      ['/entries', { indexes: '1,two' }],
      ['/entries', {}],
      ['/policy', { digest: 'sha256:0' }],
    ] as const) {
      expect([path, verdict(await post(path, body))]).toEqual([path, '400 request_invalid']);
    }
    expect(verdict(await post('/policy', { digest }))).toBe('404 version_unknown');
    expect(verdict(await post('/config', { digest }))).toBe('404 version_unknown');
    for (const kind of ['recordings', 'originals']) {
      const get = { path: `/v1/admin/exports/${kind}/${CORRELATION}` };
      expect(verdict(await adminCall(stack, viewer, get))).toBe('403 role_missing');
      expect(verdict(await adminCall(stack, auditor, get))).toBe('404 recording_unknown');
      expect(verdict(await adminCall(stack, auditor, { path: `${get.path}x` }))).toBe('404 route_unknown');
    }
    expect((await exported()).length).toBe(count);
  });
});
