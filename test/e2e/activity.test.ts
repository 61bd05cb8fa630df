import { join } from 'node:path';
import { createLog, loadConfig, startCompanion } from '@sallyport/companion';
import { findSentinels, freePort, makeSentinels, type Postgres, startPostgres, TestClock } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_STACK, type AdminSession, adminCall, idToken, postSession, verdict } from '../stack/admin-callers.ts';
import { newKey, proofFor } from '../stack/proving.ts';
import { type RawAnswer, rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const DAY = 86_400_000;
const QUARTER = 900_000;
const TOP = `activity: { every: daily, burst: { calls: 5 } }
policy:
  version: 1
  name: looked-at
  rules:
    - { name: refused, when: { models: [gpt-4o] }, then: deny }
    - { name: rest, then: allow }`;
const ADMIN = `clientId: sallyport-cli, roles: { reviewer: [privacy], auditor: [audit], viewer: [support] }`;

interface Told {
  readonly digests: readonly {
    readonly id: string;
    readonly state: string;
    readonly from: string;
    readonly to: string;
  }[];
  readonly waiting: number;
}

let server: Postgres;
let stack: Stack;
let databaseUrl = '';
// Noon, so that the day that the calls are made on is one, whenever this runs.
const clock = new TestClock(Math.ceil(Date.now() / DAY) * DAY + DAY / 2);
beforeAll(async () => {
  server = await startPostgres();
  databaseUrl = await server.createDatabase();
  stack = await startStack({ ...ADMIN_STACK, admin: ADMIN, databaseUrl, clock, top: TOP });
});
afterAll(async () => {
  await stack.close();
  await server.stop();
});

const seconds = () => Math.floor(clock.now() / 1000);
const at = () => seconds() - Math.floor(Date.now() / 1000);

/** Logs in at the companion's time. */
async function logIn(group: string): Promise<AdminSession> {
  const [key, iat] = [await newKey(), seconds()];
  const token = await idToken(stack, [group], { subject: `${group}.example`, claims: { iat, exp: iat + 300 } });
  const proof = await proofFor({ url: `${stack.companion.url}/v1/admin/session`, key, claims: { iat } });
  const { body } = await postSession(stack, { token, token_type: 'id_token' }, { key, proof });
  const { access_token: session, session_id: id } = JSON.parse(body) as { access_token: string; session_id: string };
  return { token: session, id, key };
}

async function embed(input: string, model = 'text-embedding-3-small'): Promise<RawAnswer> {
  const claims = { iat: seconds(), exp: seconds() + 300 };
  const token = await stack.identityProvider.issueToken({ subject: 'notes-app', claims });
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ model, input });
  return rawCall(stack.companion.url, { path: '/c/openai/v1/embeddings', headers, body });
}

/** A replica that starts makes what is due at once. */
async function startReplica() {
  const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
  const listen = { ...config.listen, port: await freePort() };
  return startCompanion({ config: { ...config, listen }, databaseUrl, clock, log: createLog({ level: 'error' }) });
}

const get = (session: AdminSession, path = '') =>
  adminCall(stack, session, { path: `/v1/admin/activity${path}`, at: at() });
const sign = (session: AdminSession, body: object) =>
  adminCall(stack, session, { method: 'POST', path: '/v1/admin/activity/sign', body, at: at() });

describe('the review of activity', () => {
  it('is a digest of each day, which somebody signs off whom it has no findings about', async () => {
    const sentinels = makeSentinels();
    let recorded = '';
    for (const { sentence } of sentinels.slice(0, 6)) {
      recorded = String((await embed(sentence)).headers['sallyport-session']);
    }
    expect((await embed('refused', 'gpt-4o')).status).toBe(403);
    const reading = await logIn('audit');
    const read = await adminCall(stack, reading, { path: `/v1/admin/recordings/${recorded}`, at: at() });
    expect(read.status).toBe(200);
    expect(JSON.parse((await get(reading)).body)).toMatchObject({ digests: [], waiting: 0 });

    clock.set(Math.ceil(clock.now() / DAY) * DAY + QUARTER);
    const replicas = [await startReplica(), await startReplica()];
    const [auditor, reviewer, viewer] = [await logIn('audit'), await logIn('privacy'), await logIn('support')];
    const list = async () => JSON.parse((await get(auditor)).body) as Told;
    await expect.poll(async () => (await list()).waiting).toBe(1);
    await Promise.all(replicas.map((one) => one.close()));

    const { digests } = await list();
    const from = new Date(clock.now() - QUARTER - DAY).toISOString();
    expect(digests).toMatchObject([{ state: 'waiting', from, to: new Date(clock.now() - QUARTER).toISOString() }]);
    const { id = '' } = digests[0] ?? {};
    const shown = await get(auditor, `/${id}`);
    const { content } = (JSON.parse(shown.body) as { digest: { content: string } }).digest;
    const { counts, findings } = JSON.parse(content);
    expect(counts).toMatchObject({ calls: 6, denied: 1, identities: 1 });
    const { issuer } = stack.identityProvider;
    expect(findings).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ kind: 'burst', who: { issuer, subject: 'notes-app' }, count: 7 }),
        expect.objectContaining({ kind: 'new_identity', who: { issuer, subject: 'notes-app' }, count: 7 }),
        expect.objectContaining({ kind: 'denied', code: 'policy_denied', count: 1 }),
        expect.objectContaining({
          kind: 'recording_read',
          who: { issuer, subject: 'audit.example' },
          sample: [recorded],
        }),
        expect.objectContaining({ kind: 'ledger_silence', severity: 'high' }),
      ]),
    );
    expect(findSentinels(shown.body, sentinels)).toEqual([]);

    expect(verdict(await get(viewer))).toBe('403 role_missing');
    expect(verdict(await sign(viewer, { digest_id: id, conclusion: 'no_concern' }))).toBe('403 role_missing');
    expect(verdict(await sign(auditor, { digest_id: id, conclusion: 'no_concern' }))).toBe('403 activity_own');
    expect(verdict(await sign(reviewer, { digest_id: id, conclusion: 'follow_up' }))).toBe('200');
    expect(verdict(await sign(reviewer, { digest_id: id, conclusion: 'no_concern' }))).toBe('409 activity_signed');
    expect(await list()).toMatchObject({ digests: [{ id, state: 'signed', conclusion: 'follow_up' }], waiting: 0 });
    // All of it is in the ledger, which verifies.
    const events = (await stack.events()).filter(({ metadata }) => metadata.event_code === 'activity.reviewed');
    expect(events.map(({ api, unmapped }) => [api.response?.error, unmapped.activity?.conclusion])).toEqual([
      ['activity_own', 'no_concern'],
      [undefined, 'follow_up'],
      ['activity_signed', 'no_concern'],
    ]);
  });

  it.each<[string, object | string, string]>([
    [
      'of no digest',
      { digest_id: '00000000-0000-4000-8000-00000000000b', conclusion: 'incident' },
      '404 activity_unknown',
    ],
    ['of no id', { digest_id: '../x', conclusion: 'incident' }, '404 activity_unknown'],
    ['without a conclusion', { digest_id: '00000000-0000-4000-8000-00000000000b' }, '400 '],
    [
      'with another conclusion',
      { digest_id: '00000000-0000-4000-8000-00000000000b', conclusion: 'fine' },
      '400 request_invalid',
    ],
    ['with words of its own', { digest_id: '0', conclusion: 'incident', note: 'Marigold' }, '400 '],
    ['that is no JSON', '{', '400 '],
  ])('refuses a sign-off %s', async (_, body, code) => {
    const session = await logIn('audit');
    expect(verdict(await sign(session, body as object))).toContain(code);
  });

  it('knows no digest by a path that is none, nor by an id that is none', async () => {
    const session = await logIn('audit');
    expect(verdict(await get(session, '/00000000-0000-4000-8000-00000000000b'))).toBe('404 activity_unknown');
    expect((await get(session, '/x')).status).toBe(404);
  });
});
