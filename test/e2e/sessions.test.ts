import { generateKeyPairSync } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { webCryptoEventSigner } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { rawCall } from '../stack/raw-call.ts';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const TOP = `trustedProxies: [127.0.0.0/8]
policy:
  version: 1
  name: calls
  rules:
    - { name: never, when: { models: [text-embedding-ada-002] }, then: deny }
    - { name: bulk, when: { operations: [embeddings.create], inputs: { atLeast: 3 } }, then: review, review: { groups: [office], hold: 60s } }
    - { name: research, when: { purposes: [research] }, then: allow, out: { NAME: allow } }
    - { name: rest, then: allow }`;
const PATIENTLY = { timeout: 60_000 };
const CORRELATION = '0f9d9a0e-52f0-4f6e-b3f1-6a4b8f6f0c11';
const [SMALL, LARGE] = ['text-embedding-3-small', 'text-embedding-3-large'];

let stack: Stack;
let ledger: LedgerWatch;
let auditor: AdminSession;
let reviewer: AdminSession;
let home = '';
/** The ids of sessions, by what a test calls them. */
const ids: Record<string, string> = {};
beforeAll(async () => {
  const roles = '{ admin: [platform], reviewer: [office], auditor: [audit], viewer: [support] }';
  stack = await startStack({ ...ADMIN_STACK, admin: `clientId: sallyport-cli, roles: ${roles}`, top: TOP });
  home = join(stack.folder, 'home');
  auditor = await logIn('ada.example', ['audit'], home);
  reviewer = await logIn('grace.example', ['office']);
  await makeCalls();
  ledger = await watchLedger(stack);
});
afterAll(() => stack?.close());

/** Logs somebody in, and keeps that where the command looks for it. */
async function logIn(subject: string, groups: readonly string[], folder?: string): Promise<AdminSession> {
  const jwk = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' });
  const key = await webCryptoEventSigner(jwk);
  const order = { token: await idToken(stack, groups, { subject }), token_type: 'id_token' };
  const { body } = await postSession(stack, order, { key });
  const { access_token: token, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  if (folder !== undefined) {
    await mkdir(join(folder, 'sallyport'), { recursive: true, mode: 0o700 });
    const kept = { url: stack.companion.url, token, key: jwk, expires: Date.now() + 3_000_000 };
    await writeFile(join(folder, 'sallyport', 'session.json'), JSON.stringify(kept), { mode: 0o600 });
  }
  return { token, id, key };
}

interface Calling {
  readonly subject: string;
  readonly groups?: readonly string[];
  readonly model?: string;
  readonly input?: string | readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
}

async function call({ subject, groups = [], model = SMALL, input = 'Nothing here.', headers = {} }: Calling) {
  const token = await stack.identityProvider.issueToken({ subject, claims: { client_id: 'notes-app', groups } });
  return rawCall(stack.companion.url, {
    path: '/c/openai/v1/embeddings',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ model, input }),
  });
}

const post = (path: string, body: object, session = auditor) =>
  adminCall(stack, session, { method: 'POST', path, body });
interface Found {
  readonly id: string;
  readonly subject?: string;
  readonly error?: string;
}
const search = async (members: object): Promise<{ readonly sessions: readonly Found[]; readonly next?: string }> =>
  JSON.parse((await post('/v1/admin/sessions/search', members)).body);
const namesOf = (found: readonly { readonly id: string }[]) =>
  found.map(({ id }) => Object.entries(ids).find(([, known]) => known === id)?.[0]);
const run = (...args: readonly string[]) => runCommand(args, '', { XDG_CONFIG_HOME: home });

/** Four people, two connections, a refusal, a review, a subject of care; one after the other. */
async function makeCalls(): Promise<void> {
  const note = 'Patient Maria Gonzalez, SSN 078-05-1120.';
  const idOf = ({ headers }: Awaited<ReturnType<typeof call>>) => String(headers['sallyport-session']);
  const said = { 'sallyport-subject': 'pt-7', 'sallyport-correlation': CORRELATION, 'x-forwarded-for': '192.0.2.9' };
  ids.note = idOf(await call({ subject: 'nora', groups: ['cardiology'], input: note, headers: said }));
  const research = { 'sallyport-subject': 'pt-7', 'sallyport-purpose': 'research', 'x-forwarded-for': '2001:db8::9' };
  ids.research = idOf(
    await call({ subject: 'rita', groups: ['research', 'night'], model: LARGE, input: note, headers: research }),
  );
  await call({ subject: 'dan', model: 'text-embedding-ada-002', headers: { 'sallyport-subject': 'pt-7' } });
  const guarded = stack.client({ connection: 'other', subjectOfCare: 'pt-8' });
  await guarded.embeddings.create({ model: SMALL, input: note });
  const own = guarded.embeddings.create(
    { model: SMALL, input: 'no identifiers' },
    { headers: { 'sallyport-subject': 'pt-9' } },
  );
  await own;
  const held = call({ subject: 'bea', input: ['One.', 'Two.', 'Three.'] });
  const id = await vi.waitFor(async () => {
    const { body } = await adminCall(stack, reviewer, { path: '/v1/admin/reviews' });
    const [waits] = (JSON.parse(body).reviews as { id: string; state: string }[]).filter(
      ({ state }) => state === 'pending',
    );
    expect(waits).toBeDefined();
    return waits?.id ?? '';
  }, PATIENTLY);
  const decision = { review_id: id, decision: 'approve', justification: 'looked at every line of it' };
  await post('/v1/admin/reviews/decide', decision, reviewer);
  ids.reviewed = idOf(await held);
  const { sessions } = await search({});
  for (const { id: session, subject, error } of sessions) {
    if (error === 'policy_denied') ids.denied = session;
    if (subject === 'notes-app')
      ids[ids.guarded === undefined && ids.plain !== undefined ? 'guarded' : 'plain'] ??= session;
  }
}

describe('searching sessions', () => {
  const of = (subject: string) => ({ issuer: stack.identityProvider.issuer, subject });

  it.each<[string, () => object, readonly string[]]>([
    ['nothing', () => ({}), ['reviewed', 'plain', 'guarded', 'denied', 'research', 'note']],
    ['a person', () => of('nora'), ['note']],
    ['somebody else of that name', () => ({ issuer: 'https://other.example', subject: 'nora' }), []],
    ['a group', () => ({ group: 'night' }), ['research']],
    ['a connection', () => ({ connection: 'other' }), ['plain', 'guarded']],
    ['an operation', () => ({ operation: 'chat.completions.create' }), []],
    ['a model', () => ({ model: LARGE }), ['research']],
    ['an entity that was found or that a client replaced', () => ({ entity: 'SSN' }), ['guarded', 'research', 'note']],
    ['what was denied', () => ({ decision: 'denied' }), ['denied']],
    ['what people approved', () => ({ decision: 'reviewed' }), ['reviewed']],
    ['how it ended', () => ({ status: 'success', connection: 'openai' }), ['reviewed', 'research', 'note']],
    ['a correlation id', () => ({ correlation_id: CORRELATION }), ['note']],
    ['who approved', () => ({ approver_issuer: of('').issuer, approver_subject: 'grace.example' }), ['reviewed']],
    ['an address', () => ({ client_ip: '192.0.2.9' }), ['note']],
    ['a network', () => ({ client_ip: '2001:db8::/32' }), ['research']],
    ['a subject of care', () => ({ subject_of_care: 'pt-7' }), ['denied', 'research', 'note']],
    ["a guarded client's subject of care", () => ({ subject_of_care: 'pt-8' }), ['guarded']],
    ['that of one of its calls', () => ({ subject_of_care: 'pt-9' }), ['plain']],
    ['a time before all', () => ({ to: '2020-01-01T00:00:00Z' }), []],
  ])('finds exactly what fits %s, and is an event', async (_, members, names) => {
    expect(namesOf((await search(members())).sessions)).toEqual(names);
    const events = (await ledger.events()).map(({ metadata, actor, unmapped }) => [
      metadata.event_code,
      actor.user,
      unmapped,
    ]);
    expect(events).toEqual([['admin.read', { uid: 'ada.example' }, { adminSessionId: auditor.id, read: 'calls' }]]);
  });

  it('gives one page after the other', async () => {
    const names: unknown[] = [];
    let next: string | undefined;
    do {
      const page = await search({ limit: '2', ...(next === undefined ? {} : { cursor: next }) });
      names.push(...namesOf(page.sessions));
      next = page.next;
    } while (next !== undefined);
    expect(names).toEqual(['reviewed', 'plain', 'guarded', 'denied', 'research', 'note']);
    await ledger.events();
  });

  it('is refused to whoever is no auditor, and with what cannot be searched by, and finds nothing then', async () => {
    const viewer = await logIn('vera.example', ['support']);
    for (const [path, body] of [
      ['/v1/admin/sessions/search', {}],
      ['/v1/admin/disclosures', { subject: 'pt-7' }],
    ] as const) {
      expect(verdict(await post(path, body, viewer))).toBe('403 role_missing');
      expect(verdict(await post(path, body, reviewer))).toBe('403 role_missing');
    }
    expect(verdict(await adminCall(stack, viewer, { path: `/v1/admin/sessions/${ids.note}` }))).toBe(
      '403 role_missing',
    );
    await ledger.events();
    for (const body of [
      { cursor: 'forged' },
      { entity: 'marker' },
      { limit: '0' },
      { who: 'marker' },
      { from: 'marker' },
    ]) {
      expect(verdict(await post('/v1/admin/sessions/search', body))).toBe('400 request_invalid');
    }
    expect(verdict(await post('/v1/admin/disclosures', { subject: 'Maria Gonzalez' }))).toBe('400 subject_invalid');
    expect(await ledger.events()).toEqual([]);
    const unknown = await adminCall(stack, auditor, { path: `/v1/admin/sessions/${CORRELATION}` });
    expect(verdict(unknown)).toBe('404 session_unknown');
    await ledger.events();
  });
});

describe('a subject of care', () => {
  it.each([
    '078-05-1120',
    'maria.gonzalez',
    'mrn-12345678',
    'Maria Gonzalez',
    'maria@example.org',
    '',
    'x'.repeat(129),
  ])('is refused as %s, and nothing is sent', async (subject) => {
    const before = stack.provider.requests.length;
    const answer = await call({ subject: 'nora', headers: { 'sallyport-subject': subject } });
    expect(verdict(answer)).toBe('400 subject_invalid');
    expect(stack.provider.requests.length).toBe(before);
    expect(await ledger.lines()).toEqual(['session.denied subject_invalid']);
  });

  it('is told to no provider, and stands nowhere as it is', async () => {
    const requests = JSON.stringify(stack.provider.requests.map(({ headers }) => headers));
    expect(requests).not.toMatch(/sallyport-subject|pt-[789]/);
    expect(JSON.stringify(await stack.events())).not.toMatch(/pt-[789]"/);
    expect(stack.log()).not.toMatch(/pt-[789]/);
  });
});

describe('sallyport', () => {
  it('sessions list: finds them, as a table and as JSON lines', async () => {
    const { issuer } = stack.identityProvider;
    const listed = await run(
      'sessions',
      'list',
      '--issuer',
      issuer,
      '--subject',
      'rita',
      '--from',
      '2026-01-01T00:00:00Z',
    );
    expect(listed).toMatchObject({ exitCode: 0, err: '' });
    expect(listed.out).toMatch(/^SESSION +OPENED +DECISION +STATUS +WHO +CONNECTION +OPERATION +FOUND\n/);
    expect(listed.out.split('\n')[1]).toMatch(
      new RegExp(`^${ids.research} .* allowed +success +rita +openai +embeddings.create +NAME,SSN$`),
    );
    const { out } = await run('sessions', 'list', '--all', '--json', '--subject-of-care', 'pt-7');
    expect(
      namesOf(
        out
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ),
    ).toEqual(expect.arrayContaining(['denied', 'research', 'note']));
    expect(await run('sessions', 'list', '--group', 'nobody')).toEqual({ exitCode: 0, out: 'no sessions\n', err: '' });
    expect(await run('sessions', 'list', '--entity', 'marker')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('(request_invalid)'),
    });
  });

  it('sessions show: with the events, and where they stand in the log', async () => {
    const { out, exitCode } = await run('sessions', 'show', ids.reviewed ?? '');
    expect(exitCode).toBe(0);
    expect(out).toMatch(/^who +bea \(http/m);
    expect(out).toMatch(/^decision +reviewed$/m);
    expect(out).toMatch(/approve +grace\.example \(http/);
    expect(out.match(/^\d+ +(\S+)/gm)?.map((line) => line.split(/ +/)[1])).toEqual([
      ...['review.requested', 'review.decided', 'session.intent', 'review.used', 'session.outcome'],
      // That somebody looked is about the session too.
      'admin.read',
    ]);
    const leaves = await stack.leaves();
    const [, index = ''] = /^(\d+) +session\.intent/m.exec(out) ?? [];
    expect(leaves[Number(index)]).toMatchObject({ api: { request: { uid: ids.reviewed } } });
    const shown = JSON.parse((await run('sessions', 'show', '--json', ids.guarded ?? '')).out) as {
      events: { kind: string }[];
    };
    expect(shown.events.map(({ kind }) => kind)).toEqual([
      'client.intent',
      'session.intent',
      'session.outcome',
      'admin.read',
    ]);
    expect(await run('sessions', 'show', 'marker')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('(session_unknown)'),
    });
  });

  it('disclosures: all that was sent about one subject of care, and to whom', async () => {
    await ledger.events();
    const { out, exitCode } = await run('disclosures', '--subject', 'pt-7');
    expect(exitCode).toBe(0);
    const [head = '', ...rows] = out.trim().split('\n');
    expect(head).toMatch(/^DATE +TO +AGREEMENT +OPERATION +IDENTIFIERS +PURPOSE +BASIS +SESSION$/);
    expect(rows).toHaveLength(2);
    const host = new URL(stack.provider.url).host;
    expect(rows[0]).toContain(
      `openai (${host})  self_hosted  embeddings.create  NAME 1       research  within         ${ids.research}`,
    );
    expect(rows[1]).toMatch(new RegExp(`de identified +${ids.note}$`));
    const [event] = await ledger.events();
    expect(event).toMatchObject({
      metadata: { event_code: 'admin.read' },
      unmapped: { read: 'disclosures', subjectOfCare: expect.stringMatching(/^[\w-]{43}$/) },
    });
    expect(await run('disclosures', '--subject', 'pt-none')).toEqual({ exitCode: 0, out: 'no disclosures\n', err: '' });
    expect(await run('disclosures', '--subject', 'Maria Gonzalez')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('(subject_invalid)'),
    });
  });
});
