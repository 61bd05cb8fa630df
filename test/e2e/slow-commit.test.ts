import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig, openCompanionStore } from '@sallyport/companion';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

let postgres: Postgres;
let stack: Stack;
let ledger: LedgerWatch;
let databaseUrl: string;
let token: string;
beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  stack = await startStack({ databaseUrl });
  token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  ledger = await watchLedger(stack);
});
afterAll(async () => {
  await stack.close();
  await postgres.stop();
});

/** Keeps the head of the log locked, as a commit that takes its time does, until it is let go. */
async function lockHead() {
  const config = await loadConfig(`${stack.folder}/sallyport.yaml`);
  const store = await openCompanionStore({ config, databaseUrl });
  const released = Promise.withResolvers<void>();
  const locked = Promise.withResolvers<void>();
  const ended = store.database.transaction(async (runner) => {
    await runner.query({ name: 'lock', text: 'select from ledger_head where id = 1 for update', values: [] });
    locked.resolve();
    await released.promise;
  });
  await locked.promise;
  return async () => {
    released.resolve();
    await ended;
    await store.close();
  };
}

it('a commit that takes its time keeps the call back until it is durable, and then the answer', async () => {
  const unlock = await lockHead();
  const calls = [plainClient(stack, token), stack.client()].map((client) => client.embeddings.create(EMBEDDING));
  await sleep(1_500);
  expect(stack.provider.requests).toEqual([]);
  await unlock();
  expect((await Promise.all(calls)).map(({ data }) => data.length)).toEqual([1, 1]);
  expect((await ledger.lines()).toSorted()).toEqual([
    'grant.issued',
    ...Array(2).fill('session.intent'),
    ...Array(2).fill('session.outcome 200'),
  ]);
});
