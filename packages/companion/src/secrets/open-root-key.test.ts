import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { utf8 } from '@sallyport/core';
import { startAwsKms } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RootKeyConfig } from '../config/index.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { type Environment, openRootKey } from './open-root-key.ts';
import { openSecret, sealSecret } from './seal-secret.ts';
import { openSecretStore } from './secret-store.ts';
import { awsKmsWrapper } from './wrappers/aws-kms-wrapper.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const [root, before] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-root-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const open = (rootKey: RootKeyConfig, environment: Environment = {}, previousRootKey?: RootKeyConfig) =>
  openRootKey({
    config: { dataDir: join(folder, 'data'), rootKey, ...(previousRootKey === undefined ? {} : { previousRootKey }) },
    environment,
  });

describe('openRootKey', () => {
  it('takes the key from a file or from an environment variable, and gives the same key', async () => {
    const file = join(folder, 'root.key');
    await writeFile(file, root, { mode: 0o600 });
    const [filed, named] = [await open({ file }), await open({ env: 'ROOT_KEY' }, { ROOT_KEY: `${root}\n` })];
    const sealed = await sealSecret(filed, { name: 'a', bytes: utf8('x') });
    expect(await openSecret(named, { name: 'a', bytes: sealed })).toEqual(Buffer.from('x'));
  });

  it.each([
    ['that is not set', {}, 'root key variable is not set'],
    ['that is empty', { ROOT_KEY: '' }, 'root key variable is not set'],
    ['that holds no key', { ROOT_KEY: 'marker-c33e' }, 'root key variable must hold the base64 of 32 bytes'],
    ['that holds a short key', { ROOT_KEY: before.slice(0, 40) }, 'root key variable must hold the base64 of 32 bytes'],
  ])('refuses a variable %s', async (_what, environment, place) => {
    await expect(open({ env: 'ROOT_KEY' }, environment)).rejects.toMatchObject({ code: 'config_invalid', place });
  });

  it('opens what either key sealed, and seals with the new one alone', async () => {
    const environment = { ROOT_KEY: root, ROOT_KEY_BEFORE: before };
    const both = await open({ env: 'ROOT_KEY' }, environment, { env: 'ROOT_KEY_BEFORE' });
    const sealed = await sealSecret(rootKeyWrapper(before), { name: 'a', bytes: utf8('x') });
    expect(await openSecret(both, { name: 'a', bytes: sealed })).toEqual(Buffer.from('x'));
    const fresh = await sealSecret(both, { name: 'a', bytes: utf8('x') });
    expect(await openSecret(rootKeyWrapper(root), { name: 'a', bytes: fresh })).toEqual(Buffer.from('x'));
    const unsealed = { code: 'secret_unsealed' };
    await expect(openSecret(both, { name: 'b', bytes: sealed })).rejects.toMatchObject(unsealed);
    await expect(openSecret(rootKeyWrapper(before), { name: 'a', bytes: fresh })).rejects.toMatchObject(unsealed);
  });

  it('refuses the same key twice', async () => {
    const environment = { ROOT_KEY: root };
    await expect(open({ env: 'ROOT_KEY' }, environment, { env: 'ROOT_KEY' })).rejects.toMatchObject({
      code: 'config_invalid',
      place: 'previousRootKey must be another key than rootKey',
    });
  });

  it('opens a key of a cloud without calling it', async () => {
    expect((await open({ awsKms: { keyId: 'arn:x', region: 'eu-central-1' } })).keyId).toBe(
      'aws-kms:eu-central-1:arn:x',
    );
    const azureKeyVault = { vaultUrl: 'https://ward.vault.azure.net', key: 'root' };
    expect((await open({ azureKeyVault })).keyId).toBe('azure-key-vault:https://ward.vault.azure.net/keys/root');
  });
});

describe('secrets under a root key in a key management service', () => {
  let database: Database;
  beforeAll(async () => {
    database = await openTestDatabase({ dataDir: join(folder, 'data') });
  });
  afterAll(() => database.close());

  it('serve on while the service is down if they were unsealed before, and nothing new is unsealed or sealed', async () => {
    const { service, ...config } = await startAwsKms();
    const client = { credentials: { accessKeyId: 'INVENTED', secretAccessKey: 'not-a-key' } };
    const wrapper = await awsKmsWrapper(config, { client, timeoutMs: 1_000 });
    const secrets = openSecretStore({ database, wrapper });
    await secrets.put('known', 'unsealed before');
    await secrets.put('unknown', 'never unsealed');
    expect(await secrets.get('known')).toBe('unsealed before');
    const asked = service.asked;
    expect(await secrets.get('known')).toBe('unsealed before');
    expect(service.asked).toBe(asked);
    service.mood = 'failing';
    expect(await secrets.versions('known')).toEqual([{ version: 1, value: 'unsealed before' }]);
    const unavailable = { code: 'key_unavailable' };
    await expect(secrets.get('unknown')).rejects.toMatchObject(unavailable);
    await expect(secrets.rotate('known', 'new')).rejects.toMatchObject(unavailable);
    await expect(secrets.put('another', 'new')).rejects.toMatchObject(unavailable);
    service.mood = 'well';
    expect(await secrets.get('unknown')).toBe('never unsealed');
    await service.close();
  });
});
