import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeWitnessKey } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';
import { readAddress } from '../witness/read-address.ts';

const LOG = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';

let root = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sallyport-witness-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function run(...args: readonly string[]) {
  const terminal = memoryTerminal();
  const code = await runCli(['witness', ...args], terminal);
  return { code, out: terminal.out(), err: terminal.err() };
}

describe('sallyport witness', () => {
  it('serves by default, says its key and where it listens, and ends at a signal', async () => {
    const dir = join(root, 'serves');
    const made = await run('key', '--dir', dir, '--name', 'witness.example.org');
    expect(decodeWitnessKey(made.out.trim()).name).toBe('witness.example.org');
    expect((await stat(join(dir, 'key.json'))).mode & 0o777).toBe(0o600);
    const terminal = memoryTerminal();
    const running = runCli(['witness', '--dir', dir, '--listen', '127.0.0.1:0', '--log', LOG, LOG], terminal);
    await expect.poll(terminal.err).toMatch(/the witness listens on http:\/\/127\.0\.0\.1:\d+\n/);
    const url = /http:\S+/.exec(terminal.err())?.[0] ?? '';
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect((await run('accept', 'none.json', '--dir', dir, '--log', LOG)).code).toBe(1);
    // As the signal would; but Vitest, which listens too, would end.
    process.rawListeners('SIGTERM').at(-1)?.();
    expect(await running).toBe(0);
    expect(terminal.out()).toBe(made.out);
  });

  it('needs a folder and a log, and an address that is one', async () => {
    expect((await run('--log', LOG)).code).toBe(2);
    expect((await run('--dir', root)).code).toBe(2);
    expect((await run('--dir', join(root, 'one'), '--log', 'hello')).err).toContain('(config_invalid)');
    expect((await run('--dir', join(root, 'one'), '--log', LOG, '--listen', 'hello')).err).toContain('--listen');
    expect(readAddress('[::1]:80')).toEqual({ host: '::1', port: 80 });
    expect(() => readAddress('127.0.0.1:65536')).toThrow();
  });

  it('accepts no file that is no recovery', async () => {
    const file = join(root, 'recovery.json');
    const accept = () => run('accept', file, '--dir', join(root, 'accepts'), '--log', LOG);
    expect((await accept()).err).toContain('(file_unreadable)');
    await writeFile(file, 'x'.repeat(300_000));
    expect((await accept()).err).toContain('(file_unreadable)');
    await writeFile(file, '{}');
    expect((await accept()).err).toContain('(recovery_invalid)');
  });
});
