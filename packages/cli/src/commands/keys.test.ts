import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig, openCompanionStore } from '@sallyport/companion';
import { decodeVerifierKey } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDevConfig } from '../dev/write-dev-config.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const [FIRST, SECOND] = ['sk-invented-7f3a', 'sk-invented-99c1'];

let folder: string;
let config: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-test-'));
  const url = 'http://127.0.0.1:9';
  config = await writeDevConfig({
    ...{ folder, port: 9, issuer: url, providerUrl: url },
    ...{ audience: 'sallyport', client: 'notes-app' },
  });
  await run(['secrets', 'put', 'provider-key'], FIRST);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function run(args: readonly string[], input = '') {
  const terminal = memoryTerminal(input);
  const exitCode = await runCli([...args, '--config', config], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport keys', () => {
  it('rotates a key from standard input, shows both versions and no value, and retires the older', async () => {
    const rotated = await run(['keys', 'rotate', 'provider-key'], `${SECOND}\n`);
    expect(rotated).toMatchObject({ exitCode: 0, err: '' });
    expect(rotated.out).toContain('sallyport keys retire provider-key');
    const status = await run(['keys', 'status']);
    expect(status.out).toMatch(/provider-key +1 .*\nprovider-key +2 /);
    expect(status.out).toMatch(/rootKey +\d+ +4 /);
    expect(JSON.stringify([rotated, status])).not.toMatch(/invented/);
    expect(await run(['keys', 'rotate', 'provider-key'], 'sk-invented-third')).toMatchObject({
      exitCode: 1,
      err: expect.stringMatching(/retire the older version first.*rotation_in_progress/),
    });
    expect(await run(['keys', 'retire', 'provider-key'])).toMatchObject({ exitCode: 0 });
    expect((await run(['keys', 'status'])).out).not.toMatch(/provider-key +1 /);
    expect(await run(['keys', 'retire', 'provider-key'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('request_invalid'),
    });
  });

  it('prints the key of the ledger for its witnesses, before any companion has started', async () => {
    const { exitCode, out } = await run(['keys', 'log']);
    expect([exitCode, decodeVerifierKey(out.trimEnd()).name]).toEqual([0, 'dev.sallyport.example/log']);
    expect((await run(['keys', 'log'])).out).toBe(out);
  });

  it('seals all again under a new root key, after which the one before is not needed', async () => {
    const text = await readFile(config, 'utf8');
    await writeFile(join(folder, 'new.key'), randomBytes(32).toString('base64'), { mode: 0o600 });
    const both = text.replace(/rootKeyFile: .*\n/, 'rootKey: { file: new.key }\npreviousRootKey: { file: root.key }\n');
    await writeFile(config, both);
    expect((await run(['keys', 'status'])).out).toMatch(/previousRootKey +\d+ +4 /);
    expect(await run(['keys', 'rotate', '--root'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^sealed \d+ again under rootKey/),
    });
    await writeFile(config, both.replace(/previousRootKey: .*\n/, ''));
    expect((await run(['keys', 'status'])).out).toMatch(/\nrootKey +\d+ +4 [^\n]*\n$/);
    expect(await run(['keys', 'rotate', '--root'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^sealed 0/),
    });
    await writeFile(config, text);
    expect(await run(['keys', 'rotate', '--root'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('secret_unsealed'),
    });
    await writeFile(config, both);
  });

  it('publishes the next signing key of a purpose, and no second one meanwhile', async () => {
    expect(await run(['keys', 'rotate', '--signing', 'grant'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/^published [\w-]{43}; .* from \d{4}-/),
    });
    expect(await run(['keys', 'rotate', '--signing', 'grant'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('rotation_in_progress'),
    });
    expect(await run(['keys', 'rotate', '--signing', 'log'])).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/\nits verifier key, for witnesses: \S+\nthe trust is now [0-9a-f]{64}\n$/),
    });
    expect(await run(['keys', 'rotate', '--signing', 'vault'])).toMatchObject({ exitCode: 2 });
  });

  it('refuses a name and --root together, neither, an empty key, and a name that is not there', async () => {
    for (const args of [['rotate'], ['rotate', 'provider-key', '--root'], ['rotate', '--root', '--signing', 'grant']]) {
      expect(await run(['keys', ...args], SECOND)).toMatchObject({
        exitCode: 1,
        err: expect.stringContaining('give one of a name, --root and --signing'),
      });
    }
    expect(await run(['keys', 'rotate', 'provider-key'], '\n')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('body_missing'),
    });
    expect(await run(['keys', 'rotate', 'absent'], SECOND)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('no secret of this name is sealed'),
    });
  });

  it('says that the data directory is held while a companion has it', async () => {
    const store = await openCompanionStore({ config: await loadConfig(config) });
    expect(await run(['keys', 'status'])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('storage_locked'),
    });
    await store.close();
  });
});
