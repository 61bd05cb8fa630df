import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { loadConfig, startCompanion } from '@sallyport/companion';
import { type AwsKms, type Postgres, startAwsKms, startPostgres } from '@sallyport/testkit';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type ConstantCalls, constantCalls } from '../stack/constant-calls.ts';
import { runCommand } from '../stack/run-command.ts';
import { type Stack, type StackOptions, startStack } from '../stack/start-stack.ts';

const [OLD, NEW] = ['sk-invented-old-5b1e', 'sk-invented-new-77ac'];

let postgres: Postgres;
let databaseUrl: string;
let stack: Stack;
const accepted = new Set<string>();
beforeAll(async () => {
  postgres = await startPostgres();
});
afterAll(() => postgres.stop());
beforeEach(async () => {
  databaseUrl = await postgres.createDatabase();
  vi.stubEnv('DATABASE_URL', databaseUrl);
  accepted.clear();
  accepted.add(OLD);
});
afterEach(async () => {
  await stack.close();
  vi.unstubAllEnvs();
});

async function start(options: StackOptions = {}): Promise<ConstantCalls> {
  stack = await startStack({ databaseUrl, providerKey: OLD, accepts: (key) => accepted.has(key), ...options });
  const client = plainClient(stack, await stack.identityProvider.issueToken());
  return constantCalls(() => client.embeddings.create(EMBEDDING));
}

/** Runs `sallyport keys` beside the companion. */
async function keys(args: readonly string[], input = '', file = 'sallyport.yaml') {
  return runCommand(['keys', ...args, '--config', join(stack.folder, file)], input);
}

/** Waits until the provider was last sent this key. */
async function untilSent(key: string): Promise<void> {
  while (stack.provider.requests.at(-1)?.headers.authorization !== `Bearer ${key}`) await wait(5);
}

const rotations = async () =>
  (await stack.events())
    .filter(({ metadata }) => metadata.event_code === 'credential.rotated')
    .map(({ status_id, unmapped }) => [status_id === 1 ? 'Success' : status_id, unmapped.rotated]);

describe('while calls go on', () => {
  it('a provider key is rotated and retired from outside, and no call fails', async () => {
    const calls = await start();
    await calls.more(10);
    expect(await keys(['rotate', 'provider-key'], NEW)).toMatchObject({ exitCode: 0, err: '' });
    // The provider does not know the new one yet: each call that tries it is sent again with the one before.
    while (!stack.provider.requests.some(({ headers }) => headers.authorization === `Bearer ${NEW}`)) await wait(5);
    await calls.more(30);
    accepted.add(NEW);
    await untilSent(NEW);
    await calls.more(30);
    accepted.delete(OLD);
    await calls.more(30);
    expect(await keys(['retire', 'provider-key'])).toMatchObject({ exitCode: 0, err: '' });
    await calls.more(30);
    const { succeeded, failures } = await calls.stop();
    expect(failures).toEqual([]);
    expect(succeeded).toBeGreaterThanOrEqual(130);
    const secret = { what: 'secret', name: 'provider-key' };
    expect(await rotations()).toEqual([
      ['Success', secret],
      ['Success', { ...secret, retired: true }],
    ]);
    expect(stack.log()).not.toMatch(/invented/);
  });

  it('of two rotations at once one is refused, and no call fails', async () => {
    const calls = await start();
    accepted.add(NEW);
    const both = await Promise.all([keys(['rotate', 'provider-key'], NEW), keys(['rotate', 'provider-key'], NEW)]);
    expect(both.map(({ exitCode }) => exitCode).sort()).toEqual([0, 1]);
    expect(both.map(({ err }) => err).join('')).toContain('rotation_in_progress');
    await untilSent(NEW);
    expect((await calls.stop()).failures).toEqual([]);
  });

  it('all is sealed again under another root key, twice at once too, and the companion still takes up what is new', async () => {
    const [one, two] = ['{ env: SALLYPORT_TEST_ROOT_1 }', '{ env: SALLYPORT_TEST_ROOT_2 }'];
    const roots = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')] as const;
    const giveRoots = (): void => {
      for (const [at, root] of roots.entries()) vi.stubEnv(`SALLYPORT_TEST_ROOT_${at + 1}`, root);
    };
    giveRoots();
    const calls = await start({ rootKey: `rootKey: ${one}\npreviousRootKey: ${two}` });
    // The companion has taken them out of the environment.
    expect([process.env.SALLYPORT_TEST_ROOT_1, process.env.SALLYPORT_TEST_ROOT_2]).toEqual([undefined, undefined]);
    giveRoots();
    const text = await readFile(join(stack.folder, 'sallyport.yaml'), 'utf8');
    await writeFile(
      join(stack.folder, 'next.yaml'),
      text.replace(one, two).replace(`previousRootKey: ${two}`, `previousRootKey: ${one}`),
    );
    await calls.more(10);
    const both = await Promise.all([
      keys(['rotate', '--root'], '', 'next.yaml'),
      keys(['rotate', '--root'], '', 'next.yaml'),
    ]);
    expect(both.map(({ exitCode, err }) => [exitCode, err])).toEqual([
      [0, ''],
      [0, ''],
    ]);
    expect((await keys(['status'], '', 'next.yaml')).out).not.toContain('previousRootKey');
    await calls.more(30);
    accepted.add(NEW);
    expect(await keys(['rotate', 'provider-key'], NEW, 'next.yaml')).toMatchObject({ exitCode: 0, err: '' });
    await untilSent(NEW);
    expect((await calls.stop()).failures).toEqual([]);
    expect(await rotations()).toContainEqual(['Success', { what: 'root_key', keyId: expect.any(String) }]);
    expect(JSON.stringify(await stack.events())).not.toContain(roots[0].slice(0, 20));
    expect(await readFile(join(stack.folder, 'sallyport.yaml'), 'utf8')).not.toContain(roots[0]);
  });
});

describe('with the root key in a key management service', () => {
  let kms: AwsKms;
  beforeEach(async () => {
    kms = await startAwsKms();
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'INVENTED');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'not-a-key');
  });
  afterEach(() => kms.service.close());

  const rootKey = () =>
    `rootKey: { awsKms: { keyId: "${kms.keyId}", region: ${kms.region}, endpoint: "${kms.endpoint}" } }`;

  it.each(['failing', 'forbidding'] as const)(
    '%s: calls go on, nothing new is sealed, and no other companion starts',
    async (mood) => {
      const calls = await start({ rootKey: rootKey() });
      await calls.more(10);
      kms.service.mood = mood;
      expect(await keys(['rotate', 'provider-key'], NEW)).toMatchObject({
        exitCode: 1,
        err: expect.stringMatching(/awsKms (did not answer|refused): .*key_unavailable/),
      });
      const config = await loadConfig(join(stack.folder, 'sallyport.yaml'));
      await expect(startCompanion({ config, databaseUrl })).rejects.toMatchObject({
        code: 'key_unavailable',
        place: expect.stringMatching(/^awsKms /),
      });
      // The companion has looked for new versions by then: it does so once a second.
      const until = Date.now() + 1_500;
      while (Date.now() < until) await calls.more(1);
      kms.service.mood = 'well';
      accepted.add(NEW);
      expect(await keys(['rotate', 'provider-key'], NEW)).toMatchObject({ exitCode: 0, err: '' });
      await untilSent(NEW);
      expect((await calls.stop()).failures).toEqual([]);
      expect(await rotations()).toEqual([['Success', { what: 'secret', name: 'provider-key' }]]);
    },
  );
});
