import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { openSaltKeeper } from './salt-keeper.ts';
import { openSecretStore } from './secret-store.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const wrapper = rootKeyWrapper(randomBytes(32).toString('base64'));
const SESSION = '00000000-0000-4000-8000-000000000001';
let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-salts-'));
  database = await openTestDatabase({ dataDir: folder });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('openSaltKeeper', () => {
  it('gives a salt the same digest always, also when opened several times together, and another to another', async () => {
    const keepers = await Promise.all([1, 2, 3].map(() => openSaltKeeper({ database, wrapper })));
    const salt = randomBytes(32);
    const digests = keepers.map((keeper) => Buffer.from(keeper.seal(salt, SESSION).digest).toString('hex'));
    expect(new Set(digests).size).toBe(1);
    expect(digests[0]).toHaveLength(32);
    const other = keepers[0]?.seal(randomBytes(32), SESSION).digest ?? new Uint8Array();
    expect(Buffer.from(other).toString('hex')).not.toBe(digests[0]);
  });

  it('hides the salt, and never seals twice alike', async () => {
    const keeper = await openSaltKeeper({ database, wrapper });
    const salt = randomBytes(32);
    const [one, two] = [keeper.seal(salt, SESSION), keeper.seal(salt, SESSION)];
    expect(one.sealed).toHaveLength(60);
    expect(Buffer.compare(one.sealed, two.sealed)).not.toBe(0);
    for (const bytes of [one.sealed, one.digest]) expect(Buffer.from(bytes).includes(salt.subarray(0, 8))).toBe(false);
  });

  it('opens with the right root key alone, and is none of the named secrets', async () => {
    await openSaltKeeper({ database, wrapper });
    const stranger = rootKeyWrapper(randomBytes(32).toString('base64'));
    await expect(openSaltKeeper({ database, wrapper: stranger })).rejects.toMatchObject({ code: 'secret_unsealed' });
    const secrets = openSecretStore({ database, wrapper });
    await secrets.put('provider-key', 'invented');
    expect(await secrets.names()).toEqual(['provider-key']);
    await expect(secrets.put('session/salt-key', 'x')).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
