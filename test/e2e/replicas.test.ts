import { join } from 'node:path';
import {
  type Companion,
  createLog,
  loadConfig,
  openCompanionStore,
  rotateSigningKey,
  startCompanion,
} from '@sallyport/companion';
import type { LedgerEvent } from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ageKeys } from '../stack/age-keys.ts';
import { EMBEDDING, exchangeFields, exchangeHeaders } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const BODY = JSON.stringify(EMBEDDING);
const PATH = '/c/openai/v1/embeddings';

let postgres: Postgres;
let databaseUrl = '';
let stack: Stack;
let ledger: LedgerWatch;
let other: Companion;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl });
  const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
  const listen = { host: '127.0.0.1', port: 0 };
  const log = createLog({ level: 'error' });
  // Both are one companion to the outside: one public URL, behind which either may answer.
  other = await startCompanion({ config: { ...config, listen }, databaseUrl, log });
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await other.close();
  await stack.close();
  await postgres.stop();
});

const jsonOf = (body: string) => JSON.parse(body) as Readonly<Record<string, string>>;
const newForm = async () =>
  new URLSearchParams(exchangeFields(await stack.identityProvider.issueToken({ expiresIn: 900 }))).toString();
const isRotation = ({ metadata }: LedgerEvent) => metadata.event_code === 'credential.rotated';
const toBoth = (call: Parameters<typeof rawCall>[1]) =>
  Promise.all([stack.companion.url, other.url].map((url) => rawCall(url, call)));

describe('two companions on one database', () => {
  it('give one grant for one proof', async () => {
    for (const _ of [1, 2, 3]) {
      const call = { path: '/oauth/token', headers: await exchangeHeaders(stack), body: await newForm() };
      const answers = await toBoth(call);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
      const [refused] = answers.filter(({ status }) => status === 400);
      expect(jsonOf(refused?.body ?? '')).toMatchObject({ error: 'invalid_dpop_proof', code: 'proof_replayed' });
      // And not a moment later either.
      for (const { status } of await toBoth(call)) expect(status).toBe(400);
    }
    expect((await ledger.lines()).filter((line) => line === 'grant.issued')).toHaveLength(3);
  });

  it('take one call for one proof, with a grant that the other one issued and the nonce it gave', async () => {
    const issued = await rawCall(other.url, {
      path: '/oauth/token',
      headers: await exchangeHeaders(stack),
      body: await newForm(),
    });
    const grant = jsonOf(issued.body).access_token ?? '';
    const nonce = String(issued.headers['dpop-nonce']);
    const url = `${stack.companion.url}${PATH}`;
    const proven = await provenHeaders({ url, grant, body: BODY, claims: { nonce } });
    const answers = await toBoth({
      path: PATH,
      headers: { 'content-type': 'application/json', ...proven },
      body: BODY,
    });
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(stack.provider.requests).toHaveLength(1);
    expect(await ledger.linesWithIntents()).toEqual([
      'grant.issued',
      ...['client.intent', 'session.intent', 'session.outcome 200'],
    ]);
  });

  it('take grants of each other’s keys, before and after one was rotated by another process', async () => {
    const issue = async (url: string) => {
      const call = { path: '/oauth/token', headers: await exchangeHeaders(stack), body: await newForm() };
      const grant = jsonOf((await rawCall(url, call)).body).access_token ?? '';
      const { kid } = jsonOf(Buffer.from(grant.split('.')[0] ?? '', 'base64url').toString());
      return { grant, kid };
    };
    const works = async (at: string, grant: string) => {
      const headers = await provenHeaders({ url: `${stack.companion.url}${PATH}`, grant, body: BODY });
      const call = { path: PATH, headers: { 'content-type': 'application/json', ...headers }, body: BODY };
      return (await rawCall(at, call)).status;
    };
    const before = await issue(stack.companion.url);
    const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
    const store = await openCompanionStore({ config, databaseUrl });
    const { kid } = await rotateSigningKey({ ...store, purpose: 'grant' });
    await expect(rotateSigningKey({ ...store, purpose: 'grant' })).rejects.toMatchObject({
      code: 'rotation_in_progress',
    });
    await ageKeys(store, { purpose: 'grant', seconds: 301 });
    await store.close();
    const rotated = async () => (await stack.events()).filter(isRotation).length;
    await expect.poll(rotated, { interval: 200 }).toBe(1);
    const newKid = async () => (await issue(other.url)).kid;
    await expect.poll(newKid, { interval: 200 }).toBe(kid);
    const after = await issue(other.url);
    expect([before.kid === kid, after.kid]).toEqual([false, kid]);
    for (const url of [stack.companion.url, other.url]) {
      for (const { grant } of [before, after]) expect(await works(url, grant)).toBe(200);
    }
    const events = await ledger.events();
    expect(events.filter(isRotation)).toMatchObject([
      { unmapped: { rotated: { what: 'signing_key', name: 'grant', keyId: kid } } },
    ]);
  });
});
