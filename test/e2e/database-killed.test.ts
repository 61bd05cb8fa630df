import { loadConfig, openCompanionStore } from '@sallyport/companion';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, plainClient, postForm } from '../stack/callers.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type HeldProvider, startHeldProvider } from '../stack/start-held-provider.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const NO_LEDGER = { type: 'InternalServerError', status: 503, code: 'ledger_unavailable' };
const CALL = { ...EMBEDDING, encoding_format: 'float' as const };

let postgres: Postgres;
let databaseUrl = '';
let provider: HeldProvider;
let stack: Stack;
let token: string;
beforeAll(async () => {
  [postgres, provider] = await Promise.all([startPostgres(), startHeldProvider()]);
  databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl, baseUrl: provider.url });
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
});
afterAll(async () => {
  await stack.close();
  await Promise.all([postgres.stop(), provider.close()]);
});

const kindsOf = async (sessions: ReadonlySet<string>): Promise<readonly string[]> =>
  (await stack.events())
    .filter(({ api }) => sessions.has(api.request?.uid ?? ''))
    .map(({ metadata }) => metadata.event_code);

const readiness = async (): Promise<number> =>
  (await rawCall(stack.companion.url, { method: 'GET', path: '/readyz' })).status;

/** One call through each door, answered; gives their sessions. */
async function callTwice(arrived: number): Promise<ReadonlySet<string>> {
  const calls = [plainClient(stack, token), stack.client()].map((client) =>
    client.embeddings.create(CALL).withResponse(),
  );
  await provider.arrived(arrived);
  provider.release();
  const answers = await Promise.all(calls);
  return new Set(answers.map(({ response }) => response.headers.get('sallyport-session') ?? ''));
}

describe('a database that is killed while the provider holds a call', () => {
  it('costs the calls in flight, and nothing that was acknowledged', async () => {
    const before = await callTwice(2);
    expect(await kindsOf(before)).toHaveLength(4);

    const held = [plainClient(stack, token), stack.client()].map((client) =>
      nativeFailure(client.embeddings.create(CALL)),
    );
    await provider.arrived(4);
    await postgres.kill();
    provider.release();
    for (const { said, ...failure } of await Promise.all(held)) {
      expect(failure).toEqual(NO_LEDGER);
      expect(said).not.toMatch(/postgres|ECONN|:5432/i);
      expect(said).not.toContain(`:${new URL(databaseUrl).port}`);
    }

    expect(await readiness()).toBe(503);
    expect((await rawCall(stack.companion.url, { method: 'GET', path: '/healthz' })).status).toBe(200);
    const exchanged = await postForm(stack, exchangeFields(token));
    expect([exchanged.status, JSON.parse(exchanged.body)]).toMatchObject([503, { code: 'ledger_unavailable' }]);
    const refused = await nativeFailure(plainClient(stack, token).embeddings.create(CALL));
    expect(refused).toMatchObject(NO_LEDGER);
    const denied = await nativeFailure(plainClient(stack, 'nobody').embeddings.create(CALL));
    expect(denied).toMatchObject(NO_LEDGER);

    await postgres.restart();
    await expect.poll(readiness).toBe(200);
    const after = await callTwice(6);
    expect(await kindsOf(new Set([...before, ...after]))).toHaveLength(8);
  });

  it('leaves the ledger whole: every intent once, and no outcome twice; and each is found', async () => {
    const events = await stack.events();
    const sessions = new Map<string, string[]>();
    for (const { api, metadata } of events) {
      const { uid } = api.request ?? {};
      if (uid !== undefined) sessions.set(uid, [...(sessions.get(uid) ?? []), metadata.event_code]);
    }
    const whole = ['session.intent', 'session.outcome'];
    const open = ['session.intent'];
    const ends = [...sessions.values()].map((kinds) => kinds.join());
    expect(ends.toSorted()).toEqual([open, open, whole, whole, whole, whole].map((kinds) => kinds.join()));
    const config = await loadConfig(`${stack.folder}/sallyport.yaml`);
    const { database, close } = await openCompanionStore({ config, databaseUrl });
    const rows = await database.query({
      name: 'indexed',
      text: 'select id from session_index order by id',
      values: [],
    });
    await close();
    expect(rows.map(({ id }) => id)).toEqual([...sessions.keys()].toSorted());
  });
});
