import { randomBytes } from 'node:crypto';
import { chmod, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8, utf8 } from '@sallyport/core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, schema } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { readRootKey } from './read-root-key.ts';
import { openSecret, sealSecret } from './seal-secret.ts';
import { openSecretStore } from './secret-store.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

const ROOT = randomBytes(32).toString('base64');
const wrapper = rootKeyWrapper(ROOT);
const stranger = rootKeyWrapper(randomBytes(32).toString('base64'));
const unsealed = { code: 'secret_unsealed' };

let folder = '';
let database: Database;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-secrets-'));
  database = await openTestDatabase({ dataDir: join(folder, 'data') });
});
afterAll(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

describe('sealSecret', () => {
  it('gives back any secret under its name, and never the same bytes twice', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.uint8Array({ maxLength: 500 }), async (name, plain) => {
        const sealed = await sealSecret(wrapper, { name, bytes: plain });
        expect(new Uint8Array(await openSecret(wrapper, { name, bytes: sealed }))).toStrictEqual(plain);
        expect(await sealSecret(wrapper, { name, bytes: plain })).not.toStrictEqual(sealed);
      }),
      { numRuns: 50 },
    );
  });

  it('opens neither under another name nor under another root key, nor when any part was changed', async () => {
    const sealed = await sealSecret(wrapper, { name: 'openai-key', bytes: utf8('sk-invented') });
    await expect(openSecret(wrapper, { name: 'other-key', bytes: sealed })).rejects.toMatchObject(unsealed);
    await expect(openSecret(stranger, { name: 'openai-key', bytes: sealed })).rejects.toMatchObject(unsealed);
    const parts = JSON.parse(fromUtf8(sealed)) as Record<string, string>;
    for (const part of ['keyId', 'wrappedKey', 'ciphertext']) {
      const changed = Buffer.from(parts[part] ?? '', 'base64');
      changed[changed.length - 1] = (changed.at(-1) ?? 0) ^ 1;
      const forged = utf8(JSON.stringify({ ...parts, [part]: changed.toString('base64') }));
      await expect(openSecret(wrapper, { name: 'openai-key', bytes: forged })).rejects.toMatchObject(unsealed);
    }
    await expect(openSecret(wrapper, { name: 'openai-key', bytes: utf8('{}') })).rejects.toMatchObject(unsealed);
    await expect(openSecret(wrapper, { name: 'openai-key', bytes: new Uint8Array([255]) })).rejects.toMatchObject(
      unsealed,
    );
  });
});

describe('readRootKey', () => {
  const dataDir = () => join(folder, 'data');
  const keyFile = async (name: string, text: string, mode = 0o600) => {
    const path = join(folder, name);
    await writeFile(path, text);
    await chmod(path, mode);
    return path;
  };

  it.each([0o600, 0o400, 0o640])('reads a key of mode %o', async (mode) => {
    const path = await keyFile(`good-${mode}.key`, `${ROOT}\n`, mode);
    expect((await readRootKey(path, { dataDir: dataDir(), name: 'root key file' })).keyId).toBe(wrapper.keyId);
  });

  it.each([
    ['a file others can read', ROOT, 0o644, 'owner only'],
    ['a file the group can write', ROOT, 0o660, 'owner only'],
    ['a short key', randomBytes(16).toString('base64'), 0o600, 'base64 of 32 bytes'],
    ['a long file', ROOT.repeat(10), 0o600, 'base64 of 32 bytes'],
    ['text that is not base64', 'x'.repeat(44), 0o600, 'base64 of 32 bytes'],
  ])('refuses %s', async (name, text, mode, said) => {
    const path = await keyFile(`${name}.key`, text, mode);
    const error = readRootKey(path, { dataDir: dataDir(), name: 'root key file' });
    await expect(error).rejects.toMatchObject({ code: 'config_invalid', place: expect.stringContaining(said) });
  });

  it('refuses a file inside the data directory, also through a link, and one that is not there', async () => {
    await mkdir(dataDir(), { recursive: true });
    const inside = await keyFile('data/root.key', ROOT);
    await symlink(inside, join(folder, 'link.key'));
    const outside = { place: 'root key file must lie outside dataDir' };
    await expect(readRootKey(inside, { dataDir: dataDir(), name: 'root key file' })).rejects.toMatchObject(outside);
    await expect(
      readRootKey(join(folder, 'link.key'), { dataDir: dataDir(), name: 'root key file' }),
    ).rejects.toMatchObject(outside);
    await expect(
      readRootKey(join(folder, 'none'), { dataDir: dataDir(), name: 'root key file' }),
    ).rejects.toMatchObject({
      place: 'root key file could not be read',
    });
  });
});

describe('openSecretStore', () => {
  it('puts, replaces, gets and lists, and keeps no value readable', async () => {
    const store = openSecretStore({ database, wrapper });
    await store.put('openai-key', 'sk-first-invented');
    await store.put('openai-key', 'sk-second-invented');
    await store.put('azure-key', 'az-invented');
    expect(await store.get('openai-key')).toBe('sk-second-invented');
    expect(await store.get('absent')).toBeUndefined();
    expect(await store.names()).toStrictEqual(['azure-key', 'openai-key']);
    const rows = await database.orm.select().from(schema.secret);
    expect(rows.map(({ sealed }) => fromUtf8(sealed)).join()).not.toContain('invented');
  });

  it('raises secret_unsealed under another root key', async () => {
    const store = openSecretStore({ database, wrapper: stranger });
    await expect(store.get('openai-key')).rejects.toMatchObject(unsealed);
  });

  it.each(['', 'Upper', '../x', 'a b', 'signing-key/log'])('refuses the name %j', async (name) => {
    const store = openSecretStore({ database, wrapper });
    await expect(store.put(name, 'x')).rejects.toMatchObject({ code: 'request_invalid' });
  });
});
