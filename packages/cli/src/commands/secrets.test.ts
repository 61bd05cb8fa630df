import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeDevConfig } from '../dev/write-dev-config.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

const KEY = 'sk-invented-7f3a';

let folder: string;
let config: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'secrets-test-'));
  const url = 'http://127.0.0.1:9';
  config = await writeDevConfig({
    folder,
    port: 9,
    issuer: url,
    audience: 'sallyport',
    client: 'notes-app',
    providerUrl: url,
  });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function secrets(args: readonly string[], input = '') {
  const terminal = memoryTerminal(input);
  const exitCode = await runCli(['secrets', ...args, '--config', config], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

describe('sallyport secrets', () => {
  it('seals a key from standard input, and then knows its name and never shows it', async () => {
    expect(await secrets(['put', 'provider-key'], `${KEY}\n`)).toEqual({
      exitCode: 0,
      out: 'sealed provider-key\n',
      err: '',
    });
    expect(await secrets(['list'])).toEqual({ exitCode: 0, out: 'provider-key\n', err: '' });
  });

  it('refuses an empty key and a name that cannot be one', async () => {
    expect(await secrets(['put', 'provider-key'], '\n')).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('body_missing'),
    });
    expect(await secrets(['put', 'Not A Name'], KEY)).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('request_invalid'),
    });
  });
});
