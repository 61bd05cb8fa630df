import { loadConfig, openCompanionStore } from '@sallyport/companion';
import { importEventKeys, verifyPurgeCertificate } from '@sallyport/ledger';
import {
  type Bucket,
  findSentinels,
  makeSentinels,
  type Postgres,
  type Sentinel,
  startBucket,
  startPostgres,
  TestClock,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { newKey, proofFor } from '../stack/proving.ts';
import { type RawAnswer, rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const DAY = 86_400;
const TOP = `retention: { classes: { short: 1d }, purgeSeconds: 1 }
policy:
  version: 1
  name: kept
  rules:
    - { name: refused, when: { models: [gpt-4o] }, then: deny, message: "Not from zorvellamessagequimbert." }
    - { name: asked, when: { models: [gpt-4o-mini] }, then: review, review: { groups: [platform] } }
    - { name: short, when: { operations: [embeddings.create] }, then: allow, retain: short }
    - { name: rest, then: allow }`;
const bucketTop = ({ name, region, endpoint }: Bucket) =>
  `recording: { store: { bucket: { name: ${name}, region: ${region}, endpoint: "${endpoint}", pathStyle: true, credentials: { secret: provider-key } } } }`;

const TROUBLES = [
  ['gone', '503 recording_unavailable', 'missing'],
  ['full', '503 recording_unavailable', 'full'],
  ['unlockable', '500 recording_locked', 'unlocked'],
  ['resetting', '503 recording_unavailable', 'unreachable'],
] as const;

let server: Postgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

/** What nobody may read in the database: identifiers, and words that no detector knows. */
const planted: readonly Sentinel[] = [
  ...makeSentinels(),
  ...[
    'text',
    'model',
    'agent',
    'header',
    'query',
    'path',
    'subject',
    'reason',
    'token',
    'claim',
    'correlation',
    'message',
    'justification',
  ].map((place) => {
    const value = `zorvella${place}quimbert`;
    return { name: place, type: 'OTHER_ID', value, sentence: value, marks: [value] } as const;
  }),
];
const said = (name: string) => planted.find((one) => one.name === name)?.value ?? '';

describe.each(['database', 'bucket'] as const)('recordings kept in the %s', (kept) => {
  const clock = new TestClock(Date.now());
  let bucket: Bucket;
  let stack: Stack;
  let databaseUrl = '';
  let admin: AdminSession;
  let auditor: AdminSession;
  beforeAll(async () => {
    bucket = await startBucket({ clock });
    databaseUrl = await server.createDatabase();
    // One secret serves for the provider and for the bucket: the stack seals no other.
    const providerKey = JSON.stringify(bucket.keys);
    const top = kept === 'bucket' ? `${TOP}\n${bucketTop(bucket)}` : TOP;
    stack = await startStack({ ...ADMIN_STACK, databaseUrl, clock, providerKey, top });
    [admin, auditor] = [await logIn('platform'), await logIn('audit')];
  });
  afterAll(async () => {
    await stack.close();
    await bucket.close();
  });

  /** Logs in at the companion's time, which a test turns. */
  async function logIn(group: string): Promise<AdminSession> {
    const [key, iat] = [await newKey(), Math.floor(clock.now() / 1000)];
    const token = await idToken(stack, [group], { subject: `${group}.example`, claims: { iat, exp: iat + 300 } });
    const proof = await proofFor({ url: `${stack.companion.url}/v1/admin/session`, key, claims: { iat } });
    const { body } = await postSession(stack, { token, token_type: 'id_token' }, { key, proof });
    const { access_token: session, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
    return { token: session, id, key };
  }

  const at = () => Math.floor(clock.now() / 1000) - Math.floor(Date.now() / 1000);
  const post = (session: AdminSession, path: string, body: object) =>
    adminCall(stack, session, { method: 'POST', path, body, at: at() });
  const get = (session: AdminSession, path: string) => adminCall(stack, session, { path, at: at() });
  const purge = (session: AdminSession, id: string) =>
    post(session, '/v1/admin/recordings/purge', { session_id: id, reason: 'legal_order' });

  async function call(operation: string, body: object, headers: object = {}): Promise<RawAnswer> {
    const iat = Math.floor(clock.now() / 1000);
    const claims = { iat, exp: iat + 300 };
    const token = await stack.identityProvider.issueToken({ subject: 'notes-app', claims });
    const json = { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers };
    return rawCall(stack.companion.url, {
      path: `/c/openai/v1/${operation}`,
      headers: json,
      body: JSON.stringify(body),
    });
  }

  async function record(operation: 'embeddings' | 'completions' = 'embeddings'): Promise<string> {
    const asked = operation === 'embeddings' ? { input: said('text') } : { prompt: said('text') };
    const { status, headers } = await call(operation, { model: 'text-embedding-3-small', ...asked });
    expect(status).toBe(200);
    return String(headers['sallyport-session']);
  }

  const read = async (id: string) => verdict(await get(auditor, `/v1/admin/recordings/${id}`)).slice(0, 24);
  const purged = async () =>
    (await stack.events())
      .filter(({ metadata, status_id }) => metadata.event_code === 'recording.purged' && status_id === 1)
      .map(({ api, unmapped }) => [api.request?.uid, unmapped.recording?.reason]);
  const objects = () => bucket.versions.filter(({ key, bytes }) => key.includes('/recordings/') && bytes !== undefined);

  it('go when their time is over, or an admin orders it; not under a hold; and the ledger is whole', async () => {
    const [held, due, ordered, stays] = [
      await record(),
      await record(),
      await record('completions'),
      await record('completions'),
    ];
    expect(objects().length > 0).toBe(kept === 'bucket');
    const hold = { session_id: held, reason: said('reason') };
    const placed = await post(auditor, '/v1/admin/holds', hold);
    const { hold_id: id } = (JSON.parse(placed.body) as { hold: { hold_id: string } }).hold;
    expect(JSON.parse((await get(auditor, '/v1/admin/holds')).body)).toMatchObject({ holds: [hold] });
    expect(verdict(await purge(admin, held))).toBe('409 recording_held');
    expect(verdict(await purge(auditor, ordered))).toBe('403 role_missing');

    const { certificate } = JSON.parse((await purge(admin, ordered)).body) as { certificate: string };
    const { eventKeys } = (await (await fetch(`${stack.companion.url}/v1/trust`)).json()) as { eventKeys: [] };
    expect(await verifyPurgeCertificate(certificate, await importEventKeys(eventKeys))).toMatchObject({
      ...{ session: ordered, reason: 'legal_order', origin: stack.origin },
      recording: { mode: 'redacted', retention: 'standard', segments: expect.any(Number), digest: expect.any(String) },
    });
    expect(verdict(await purge(admin, ordered))).toBe('410 recording_purged');
    expect(await read(ordered)).toBe('410 recording_purged');

    clock.advance(DAY * 1000);
    await expect.poll(purged).toEqual([
      [ordered, 'legal_order'],
      [due, 'expired'],
    ]);
    [admin, auditor] = [await logIn('platform'), await logIn('audit')];
    expect(await read(due)).toBe('410 recording_purged');
    expect(verdict(await get(auditor, `/v1/admin/certificates/${due}`))).toBe('200');
    expect((await get(auditor, `/v1/admin/recordings/${held}`)).status).toBe(200);
    expect(
      objects()
        .filter(({ key }) => key.includes(held))
        .every(({ legalHold }) => legalHold),
    ).toBe(true);
    expect(verdict(await post(auditor, '/v1/admin/holds/release', { hold_id: id }))).toBe('403 role_missing');
    expect(verdict(await post(admin, '/v1/admin/holds/release', { hold_id: id }))).toBe('200');
    await expect.poll(purged).toContainEqual([held, 'expired']);
    expect((await get(auditor, `/v1/admin/recordings/${stays}`)).status).toBe(200);
    const kinds = (await stack.events()).map(({ metadata }) => metadata.event_code);
    expect(kinds.filter((kind) => kind === 'recording.held' || kind === 'recording.released')).toEqual([
      'recording.held',
      'recording.released',
    ]);
    // The lock of what was ordered away lasts for years: its objects stay, and nobody can read them.
    if (kept === 'bucket') {
      const of = (session: string) => objects().filter(({ key }) => key.includes(session)).length;
      await expect.poll(() => [of(held), of(due), of(ordered) > 0, of(stays) > 0]).toEqual([0, 0, true, true]);
    }
  });

  it.each(kept === 'bucket' ? TROUBLES : [])(
    'are what nothing is sent without: the bucket is %s',
    async (trouble, refusal, word) => {
      const sent = stack.provider.requests.length;
      bucket.trouble = trouble;
      expect(verdict(await call('embeddings', { model: 'text-embedding-3-small', input: 'no identifiers' }))).toBe(
        refusal,
      );
      bucket.trouble = undefined;
      expect(stack.provider.requests.length).toBe(sent);
      expect(stack.log()).toContain(`"message":"recordings store failed","bucket":"${word}"`);
      await record();
    },
  );

  it('leave nothing in the database that a caller, or an admin, said', async () => {
    const everything = planted.map(({ sentence }) => sentence).join(' ');
    const headers = {
      ...{ 'user-agent': said('agent'), 'x-request-note': said('header'), 'openai-organization': said('header') },
      'sallyport-purpose': 'treatment',
      'sallyport-subject': said('subject'),
    };
    const model = said('model');
    const text = { model, input: said('text') };
    const misnamed = `${said('NAME')} ${said('subject')}`;
    const answers = [
      await call('chat/completions', { model, messages: [{ role: 'user', content: everything }] }, headers),
      await call('chat/completions', { model: 'gpt-4o', messages: [{ role: 'user', content: everything }] }, headers),
      await call(`embeddings?note=${said('query')}`, { model, input: everything }),
      await call(`${said('path')}/embeddings`, { model, input: everything }),
      await call('embeddings', text, { 'sallyport-subject': misnamed }),
      await call('embeddings', text, { 'sallyport-purpose': said('claim') }),
      await call('embeddings', text, { authorization: `Bearer ${said('token')}` }),
      await call('embeddings', text, { 'sallyport-correlation': said('correlation') }),
      await call('chat/completions', { model: 'gpt-4o-mini', messages: [{ role: 'user', content: everything }] }),
      await post(auditor, '/v1/admin/holds', { session_id: said('claim'), reason: said('reason') }),
      await post(auditor, '/v1/admin/holds', { connection: said('claim'), reason: said('reason') }),
    ];
    expect(answers.map(verdict)).toEqual([
      ...['200', '403 policy_denied', '400 query_not_allowed', '403 operation_unknown', '400 subject_invalid'],
      ...['400 purpose_invalid', '401 token_invalid', '200', '403 review_required'],
      ...['400 request_invalid', '400 request_invalid'],
    ]);
    const review = String(answers.find(({ headers: given }) => given['sallyport-review'])?.headers['sallyport-review']);
    const decision = { review_id: review, decision: 'reject', justification: said('justification') };
    expect(verdict(await post(admin, '/v1/admin/reviews/decide', decision))).toBe('200');
    expect(findSentinels(JSON.stringify({ everything }), planted)).toHaveLength(planted.length);
    const store = await openCompanionStore({ config: await loadConfig(`${stack.folder}/sallyport.yaml`), databaseUrl });
    const run = (text: string) => store.database.query({ name: text.slice(0, 60), text, values: [] });
    const tables = await run("select tablename from pg_tables where schemaname = 'public' order by tablename");
    expect(tables.length).toBeGreaterThan(20);
    const found: string[] = [];
    for (const { tablename } of tables) {
      for (const [column, value] of (await run(`select * from "${tablename}"`)).flatMap((row) => Object.entries(row))) {
        const bytes = value instanceof Uint8Array ? value : Buffer.from(JSON.stringify(value) ?? '');
        found.push(...findSentinels(bytes, planted).map((name) => `${tablename}.${column}: ${name}`));
      }
    }
    await store.close();
    expect(found).toEqual([]);
  });
});
