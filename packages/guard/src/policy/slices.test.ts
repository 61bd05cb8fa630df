import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SliceDraft, StandInAnswer } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CompanionClient } from '../companion/companion-client.ts';
import { Evidence } from '../evidence/evidence.ts';
import { BASE, codeOf, embedding, guardedStage, someToken } from '../guarded-stage.test-support.ts';
import { outcomesOf } from '../outcomes.test-support.ts';
import { PATIENCE } from '../patience.test-support.ts';
import { answerSlices, DENYING, redacting, sliceOf, sliceRequests, TOKENISING } from './slices.test-support.ts';

const stage = guardedStage();
const URL_ = `${BASE}/embeddings`;
const NOTE = 'SSN: 078-05-1120 is on file.';
const MINUTE_MS = 60_000;
const sent = () => stage.companion.calls.at(-1)?.body.toString() ?? '';
const codeOfCall = async (guarded: typeof fetch) => codeOf(await guarded(URL_, embedding(NOTE)));

describe('the policy of a guarded fetch', () => {
  it('is what the companion says of this identity and connection', async () => {
    stage.companion.policy.slice = sliceOf(redacting({ operations: ['models.list'] }), TOKENISING);
    await stage.guarded()(URL_, embedding(NOTE));
    expect(sent()).toMatch(/SSN: \[SSN_[0-9A-Z]{8}\] is on file/);
    const [request] = sliceRequests(stage.companion);
    expect(request).toMatchObject({ method: 'GET', path: '/v1/policy?connection=openai' });
    expect(stage.companion.refusals).toEqual([]);
  });

  it('refuses at once what it denies, with its message, and writes that down', async () => {
    stage.companion.policy.slice = sliceOf(DENYING);
    const guarded = stage.guarded();
    const response = await guarded(URL_, embedding(NOTE));
    expect(response.status).toBe(403);
    expect(response.headers.get('x-should-retry')).toBe('false');
    expect(await response.json()).toMatchObject({ code: 'policy_denied', detail: 'Ask the help desk.' });
    expect(stage.companion.calls).toEqual([]);
    await guarded.flush();
    expect(outcomesOf(stage.companion)).toMatchObject([
      { status_id: 2, api: { operation: 'embeddings.create', response: { error: 'policy_denied' } } },
    ]);
  });

  it('lets identifiers pass only where the companion says there is an agreement', async () => {
    const operators = {
      out: { ...redacting().operators.out, SSN: 'allow' as const },
      back: redacting().operators.back,
    };
    stage.companion.policy.slice = sliceOf({ ...redacting(), operators });
    stage.companion.policy.baa = false;
    expect(await codeOfCall(stage.guarded())).toBe('baa_required');
    stage.companion.policy.baa = true;
    stage.clock.advance(6 * MINUTE_MS);
    expect((await stage.guarded()(URL_, embedding(NOTE))).status).toBe(200);
    expect(sent()).toContain('078-05-1120');
  });

  it('may demand a purpose, of the process or of a call', async () => {
    stage.companion.policy.slice = sliceOf(redacting({ purposes: ['treatment'] }), DENYING);
    const call = async (options: object, headers: Record<string, string> = {}) => {
      const all = { 'content-type': 'application/json', ...headers };
      const response = await stage.guarded(options)(URL_, embedding(NOTE, { headers: all }));
      return response.status === 200 ? stage.companion.calls.at(-1)?.headers['sallyport-purpose'] : codeOf(response);
    };
    expect(await call({})).toBe('policy_denied');
    expect(await call({ purpose: 'treatment' })).toBe('treatment');
    expect(await call({ purpose: 'treatment' }, { 'sallyport-purpose': 'research' })).toBe('policy_denied');
    expect(await call({}, { 'sallyport-purpose': 'treatment' })).toBe('treatment');
    expect(await call({}, { 'sallyport-purpose': NOTE })).toBe('purpose_invalid');
  });

  it('hears whom calls are about, of the process or of a call, and refuses who is named', async () => {
    const call = async (options: object, headers: Record<string, string> = {}) => {
      const all = { 'content-type': 'application/json', ...headers };
      const response = await stage.guarded(options)(URL_, embedding('Nothing here.', { headers: all }));
      return response.status === 200 ? stage.companion.calls.at(-1)?.headers['sallyport-subject'] : codeOf(response);
    };
    const before = stage.companion.calls.length;
    expect(await call({})).toBeUndefined();
    expect(await call({ subjectOfCare: 'pt-1' })).toBe('pt-1');
    expect(await call({ subjectOfCare: 'pt-1' }, { 'sallyport-subject': 'pt-2' })).toBe('pt-2');
    for (const named of ['078-05-1120', 'maria.gonzalez', NOTE]) {
      expect(await call({}, { 'sallyport-subject': named })).toBe('subject_invalid');
    }
    expect(stage.companion.calls.length - before).toBe(3);
  });

  it('is one that is compiled in where the options say so, and then nobody is asked', async () => {
    stage.companion.policy.slice = sliceOf(DENYING);
    expect((await stage.guarded({ policy: 'safe-harbor' })(URL_, embedding(NOTE))).status).toBe(200);
    expect(sent()).toContain('[SSN]');
    expect(sliceRequests(stage.companion)).toEqual([]);
  });
});

describe('a slice', () => {
  const other = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey;
  const claims = (more: object) => (draft: SliceDraft) => ({ ...draft, payload: { ...draft.payload, ...more } });
  const header = (more: object) => (draft: SliceDraft) => ({ ...draft, header: { ...draft.header, ...more } });
  const kept = sliceOf(redacting());

  it.each<[string, (draft: SliceDraft) => SliceDraft | string]>([
    ['signed with another key', (draft) => ({ ...draft, key: other })],
    ['of another type', header({ typ: 'sallyport-receipt+jws' })],
    ['of no type', header({ typ: undefined })],
    ['of a key that is not known', header({ kid: 'x' })],
    ['with more in its header', header({ jku: 'https://elsewhere.example' })],
    [
      'signed by nobody',
      ({ payload }) => `eyJhbGciOiJub25lIn0.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`,
    ],
    ['that is no JWS', () => 'garbage'],
    ['that is empty', () => ''],
    ['of another companion', claims({ iss: 'https://elsewhere.example' })],
    ['of no companion', claims({ iss: 7 })],
    ['for another subject', claims({ sub: 'another-app' })],
    ['of another issuer’s subject', claims({ sub_iss: 'https://other.example' })],
    ['for another connection', claims({ connection: 'other' })],
    ['without a version', claims({ version: undefined })],
    ['of a version that is none', claims({ version: 1.5 })],
    ['without an agreement', claims({ baa: undefined })],
    ['with an agreement there is not', claims({ baa: 'yes' })],
    ['without an end', claims({ exp: undefined })],
    ['that ends before it begins', claims({ iat: 9e9, exp: 8e9 })],
    ['that ends when it is said to', claims({ exp: 'tomorrow' })],
    ['without a policy', claims({ policy: undefined })],
    ['whose policy is a list', claims({ policy: [] })],
    ['whose policy has no rules', claims({ policy: { ...kept, rules: undefined } })],
    ['whose policy is of another version', claims({ policy: { ...kept, version: 2 } })],
    [
      'whose rule allows what there is not',
      claims({ policy: sliceOf({ ...redacting(), effect: 'maybe' as 'allow' }) }),
    ],
  ])('%s is refused, and nothing is sent', async (_, spoil) => {
    stage.companion.policy.spoil = spoil;
    expect(await codeOfCall(stage.guarded())).toBe('policy_invalid');
    expect(stage.companion.calls).toEqual([]);
    expect(stage.summaries).toMatchObject([{ error: 'policy_invalid' }]);
  });

  it('that has expired is refused', async () => {
    stage.companion.policy.spoil = claims({ iat: 1_600_000_000, exp: 1_600_000_300 });
    expect(await codeOfCall(stage.guarded())).toBe('policy_stale');
    expect(stage.companion.calls).toEqual([]);
  });

  it.each<[string, StandInAnswer, string]>([
    ['there is none', { status: 404 }, 'policy_unavailable'],
    ['the companion fails', { status: 500, body: 'oops' }, 'policy_unavailable'],
    ['the companion is busy', { status: 503, body: '{"code":"overloaded"}' }, 'policy_unavailable'],
    ['it is redirected', { status: 302, headers: { location: 'https://elsewhere.example/' } }, 'policy_unavailable'],
    ['it did not change, and there is none', { status: 304 }, 'policy_unavailable'],
    ['it is no JSON', { body: 'garbage' }, 'policy_invalid'],
    ['it is another JSON', { body: '{"slice":{}}' }, 'policy_invalid'],
    ['the identity may not', { status: 403, body: '{"code":"identity_not_allowed"}' }, 'identity_not_allowed'],
    ['the grant was taken back', { status: 401, body: '{"code":"grant_revoked"}' }, 'grant_revoked'],
    ['whoever stands in front says no', { status: 403, body: 'no' }, 'policy_unavailable'],
  ])('that cannot be had is told by why: %s', async (_, answer, code) => {
    answerSlices(stage.companion, () => answer);
    expect(await codeOfCall(stage.guarded())).toBe(code);
    expect(stage.companion.calls).toEqual([]);
  });

  it('that is waited for ends with the call', async () => {
    answerSlices(stage.companion, () => 'hang');
    const [controller, reason] = [new AbortController(), new Error('changed my mind')];
    const call = stage.guarded()(URL_, embedding(NOTE, { signal: controller.signal }));
    await vi.waitFor(() => expect(sliceRequests(stage.companion)).toHaveLength(1), PATIENCE);
    controller.abort(reason);
    await expect(call).rejects.toBe(reason);
  });
});

it('a slice that does not come in time is one that cannot be had', async () => {
  answerSlices(stage.companion, () => 'hang');
  const own = { companion: new URL(stage.companion.url), folder: false as const, acceptNewLog: false };
  const evidence = new Evidence({ ...own, clock: stage.clock, timing: { timeoutMs: 500 } });
  const { http, clock, slices } = evidence;
  const tokenSource = { getToken: async () => someToken() };
  const client = new CompanionClient({ http, clock, connection: 'openai', tokenSource });
  const identity = stage.companion.identityOf('');
  await expect(slices.slice({ client, connection: 'openai', identity })).rejects.toMatchObject({
    code: 'policy_unavailable',
  });
  await evidence.close(0);
});

describe('a slice that is held', () => {
  it('goes on while it lives where the next one is worth nothing, and not beyond', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    stage.companion.policy.version = 2;
    stage.companion.policy.spoil = () => 'garbage';
    stage.clock.advance(4 * MINUTE_MS);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    await vi.waitFor(() => expect(sliceRequests(stage.companion)).toHaveLength(2), PATIENCE);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    stage.clock.advance(2 * MINUTE_MS);
    expect(await codeOfCall(guarded)).toBe('policy_invalid');
    expect(stage.companion.calls).toHaveLength(3);
  });

  it('is shared by the calls and clients of one identity', async () => {
    const [one, two] = [stage.guarded(), stage.guarded()];
    await Promise.all([one, two, one, two, one].map((guarded) => guarded(URL_, embedding(NOTE))));
    expect(sliceRequests(stage.companion)).toHaveLength(1);
    await stage.guarded({ connection: 'other' })(URL_, embedding(NOTE));
    expect(sliceRequests(stage.companion).map(({ path }) => path)).toEqual([
      '/v1/policy?connection=openai',
      '/v1/policy?connection=other',
    ]);
  });

  it('is asked for again while it is in use, by its tag, and goes on where it did not change', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    stage.clock.advance(MINUTE_MS / 2);
    await guarded(URL_, embedding(NOTE));
    await vi.waitFor(() => expect(sliceRequests(stage.companion)).toHaveLength(2), PATIENCE);
    expect(sliceRequests(stage.companion)[1]?.headers['if-none-match']).toMatch(/^"[\w-]{43}"$/);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    expect(sliceRequests(stage.companion)).toHaveLength(2);
    expect(stage.companion.refusals).toEqual([]);
  });

  it('gives way to a newer version, and calls end under the one they began with', async () => {
    const guarded = stage.guarded();
    const { policy, calls } = stage.companion;
    policy.slice = sliceOf(TOKENISING);
    await guarded(URL_, embedding(NOTE));
    [policy.slice, policy.version] = [sliceOf(DENYING), 2];
    stage.clock.advance(MINUTE_MS);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    await vi.waitFor(async () => expect(await codeOfCall(guarded)).toBe('policy_denied'), PATIENCE);
    expect(calls.at(-1)?.body.toString()).toMatch(/\[SSN_/);
  });

  it('is followed no longer than it lives', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    answerSlices(stage.companion, () => ({ status: 500 }));
    stage.clock.advance(4 * MINUTE_MS);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    stage.clock.advance(MINUTE_MS);
    const refused = await guarded(URL_, embedding(NOTE));
    expect([refused.status, refused.headers.get('x-should-retry'), await codeOf(refused)]).toEqual([
      503,
      'true',
      'policy_stale',
    ]);
    answerSlices(stage.companion, () => undefined);
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
  });

  it('lives no longer because the clock was set back', async () => {
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    answerSlices(stage.companion, () => ({ status: 500 }));
    stage.clock.advance(-MINUTE_MS);
    expect(await codeOfCall(guarded)).toBe('policy_stale');
  });
});

describe('a version older than one that was seen', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sallyport-slices-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  const old = () => {
    stage.companion.policy.version = 6;
    stage.clock.advance(6 * MINUTE_MS);
  };

  it('is refused in this process and in later ones, for this identity and connection', async () => {
    stage.companion.policy.version = 7;
    const guarded = stage.guarded({ spoolFolder: folder });
    await guarded(URL_, embedding(NOTE));
    old();
    expect(await codeOfCall(guarded)).toBe('policy_rolled_back');
    await guarded.close(0);
    const later = stage.guarded({ spoolFolder: folder });
    expect(await codeOfCall(later)).toBe('policy_rolled_back');
    expect((await stage.guarded({ spoolFolder: folder, connection: 'other' })(URL_, embedding(NOTE))).status).toBe(200);
    stage.companion.policy.version = 7;
    expect((await later(URL_, embedding(NOTE))).status).toBe(200);
    expect(stage.companion.calls).toHaveLength(3);
  });

  it('is asked for once more: replicas do not learn of a version at one moment', async () => {
    stage.companion.policy.version = 7;
    const guarded = stage.guarded();
    await guarded(URL_, embedding(NOTE));
    old();
    stage.companion.policy.spoil = (draft) => {
      stage.companion.policy.version = 8;
      return draft;
    };
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    expect(sliceRequests(stage.companion)).toHaveLength(3);
  });

  it('is taken of a companion that lost its ledger, by whoever says so', async () => {
    stage.companion.policy.version = 7;
    const before = stage.guarded({ spoolFolder: folder });
    await before(URL_, embedding(NOTE));
    await before.close(0);
    old();
    const guarded = stage.guarded({ spoolFolder: folder, dangerouslyAcceptNewLog: true });
    expect((await guarded(URL_, embedding(NOTE))).status).toBe(200);
    await guarded.close(0);
    expect((await stage.guarded({ spoolFolder: folder })(URL_, embedding(NOTE))).status).toBe(200);
  });
});
