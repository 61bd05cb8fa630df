import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Companion,
  type CompanionStore,
  createLog,
  loadConfig,
  openCompanionStore,
  startCompanion,
} from '@sallyport/companion';
import {
  decodeVerifierKey,
  openCheckpoint,
  readTrust,
  readUnverifiedEvent,
  type Trust,
  trustFingerprint,
} from '@sallyport/ledger';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ageKeys } from '../stack/age-keys.ts';
import { EMBEDDING } from '../stack/callers.ts';
import { constantCalls } from '../stack/constant-calls.ts';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const WITHIN = { timeout: 60_000, interval: 200 };

let postgres: Postgres;
let databaseUrl = '';
let stack: Stack;
let other: Companion;
let store: CompanionStore;

beforeAll(async () => {
  postgres = await startPostgres();
  databaseUrl = await postgres.createDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  stack = await startStack({ databaseUrl });
  const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
  const listen = { host: '127.0.0.1', port: 0 };
  other = await startCompanion({ config: { ...config, listen }, databaseUrl, log: createLog({ level: 'error' }) });
  store = await openCompanionStore({ config, databaseUrl });
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await store.close();
  await other.close();
  await stack.close();
  await postgres.stop();
});

/** Lets a rotation of the ledger's keys go on. */
const age = async (seconds: number) => {
  for (const purpose of ['log', 'event'] as const) await ageKeys(store, { purpose, seconds });
};
const trustNow = async (): Promise<Trust> =>
  readTrust(new Uint8Array(await (await fetch(`${stack.companion.url}/v1/trust`)).arrayBuffer()));
const rotate = async (purpose: string) =>
  runCommand(['keys', 'rotate', '--signing', purpose, '--config', join(stack.folder, 'sallyport.yaml')], '');
const sizeNow = async () => Number((await stack.companion.ledger.checkpoint()).split('\n')[1]);
/** The rotations recorded in the log from an index on, in short. */
const rotationsFrom = async (from: number) => {
  const said: string[] = [];
  for (const leaf of await stack.companion.ledger.leaves(from, (await sizeNow()) - from)) {
    const { name, retired } = readUnverifiedEvent(leaf)?.unmapped.rotated ?? {};
    if (name !== undefined) said.push(`${name} ${retired === true ? 'retired' : 'rotated'}`);
  }
  return said.sort();
};
/** Whether the newest log key has signed the checkpoint of now. */
const isSignedBy = async (logKey: string) =>
  openCheckpoint(await stack.companion.ledger.checkpoint(), [decodeVerifierKey(logKey)]).then(
    () => true,
    () => false,
  );
const call = (settings: Parameters<Stack['client']>[0]) => stack.client(settings).embeddings.create(EMBEDDING);

describe('the keys of the ledger', () => {
  let before: Trust;
  let after: Trust;
  let file = '';
  let sleeper: { readonly spoolFolder: string };

  it('rotate while calls go on, of which none fails', async () => {
    before = await trustNow();
    file = join(stack.folder, 'trust-before.json');
    await writeFile(file, JSON.stringify({ version: 1, logKey: before.logKeys[0], eventKeys: before.eventKeys }));
    sleeper = { spoolFolder: join(stack.folder, 'sleeper') };
    await call(sleeper);
    const start = await sizeNow();
    const guarded = stack.client();
    const calls = constantCalls(() => guarded.embeddings.create(EMBEDDING), 2);
    await calls.more(5);
    for (const purpose of ['log', 'event']) expect(await rotate(purpose)).toMatchObject({ exitCode: 0, err: '' });
    await expect.poll(async () => (await trustNow()).eventKeys.length, WITHIN).toBe(2);
    after = await trustNow();
    await age(301);
    await expect.poll(() => isSignedBy(after.logKeys[1] ?? ''), WITHIN).toBe(true);
    await calls.more(10);
    expect(await rotationsFrom(start)).toEqual(['event rotated', 'log rotated']);
    const promoted = await sizeNow();
    await age(604_801);
    await expect.poll(() => rotationsFrom(promoted), WITHIN).toEqual(['event retired', 'log retired']);
    await calls.more(10);
    const { succeeded, failures } = await calls.stop();
    expect([failures, succeeded > 25]).toEqual([[], true]);
  });

  it('verify what they signed, for those too who have the first ones in a file of the first version', async () => {
    const exported = await stack.exportLedger();
    const trust = await readTrust(await readFile(join(exported, 'trust.json')));
    expect([trust, trust.logKeys[0]]).toEqual([after, before.logKeys[0]]);
    const verify = (...more: readonly string[]) => runCommand(['verify', exported, ...more], '');
    expect(await verify('--fingerprint', trustFingerprint(after))).toMatchObject({ exitCode: 0 });
    expect(await verify('--trust', file)).toMatchObject({ exitCode: 0 });
  });

  it('are followed by a client that slept, and by those told by hand what to trust when the keys were still the old ones', async () => {
    await call(sleeper);
    for (const trust of [file, before, before.logKeys[0] ?? '']) await call({ trust });
  });

  it('are not those of another companion in its place, of the same name', async () => {
    const { port } = new URL(stack.companion.url);
    await stack.companion.close();
    const thief = await startStack({ port: Number(port), databaseUrl: await postgres.createDatabase() });
    try {
      const { tokenSource } = thief.settings;
      const untrusted = { code: 'companion_untrusted' };
      for (const settings of [sleeper, { trust: file }, { trust: before.logKeys[0] ?? '' }, { trust: after }]) {
        await expect(call({ ...settings, tokenSource })).rejects.toMatchObject(untrusted);
      }
      expect(thief.provider.requests).toEqual([]);
    } finally {
      await thief.close();
    }
  });
});
