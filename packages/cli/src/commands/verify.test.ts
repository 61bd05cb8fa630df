import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTrust, trustFingerprint } from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DevServers, startDev } from '../dev/start-dev.ts';
import { memoryTerminal } from '../memory-terminal.test-support.ts';
import { runCli } from '../run-cli.ts';

let servers: DevServers;
let folder: string;
let ledger: string;

beforeAll(async () => {
  servers = await startDev();
  folder = await mkdtemp(join(tmpdir(), 'verify-test-'));
  ledger = join(folder, 'ledger');
  await servers.exportLedger(ledger);
});
afterAll(async () => {
  await servers.close();
  await rm(folder, { recursive: true, force: true });
});

async function verify(args: readonly string[]) {
  const terminal = memoryTerminal();
  const exitCode = await runCli(['verify', ...args], terminal);
  return { exitCode, out: terminal.out(), err: terminal.err() };
}

/** Copies the ledger and flips one bit in the middle of a file. */
async function tampered(name: string, file: string): Promise<string> {
  const copy = join(folder, name);
  await cp(ledger, copy, { recursive: true });
  const bytes = await readFile(join(copy, file));
  bytes.writeUInt8(bytes.readUInt8(bytes.length >> 1) ^ 1, bytes.length >> 1);
  await writeFile(join(copy, file), bytes);
  return copy;
}

describe('sallyport verify', () => {
  it('accepts what an export wrote, and says where its keys come from', async () => {
    const { exitCode, out } = await verify([ledger]);
    expect(exitCode).toBe(0);
    expect(out).toContain('VERIFIED');
    expect(out).toContain('these keys came with the folder');
  });

  it('accepts the right fingerprint, and refuses another', async () => {
    const trust = await readTrust(await readFile(join(ledger, 'trust.json')));
    const right = await verify([ledger, '--fingerprint', trustFingerprint(trust)]);
    expect(right.exitCode).toBe(0);
    expect(right.out).not.toContain('came with the folder');
    const wrong = await verify([ledger, '--fingerprint', '00'.repeat(32)]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.out).toContain('NOT VERIFIED');
  });

  it('refuses a changed entry and a changed checkpoint, and names what is wrong', async () => {
    const [bundle = ''] = await readdir(join(ledger, 'tile/entries/000.p'));
    const entry = await verify([await tampered('entry', `tile/entries/000.p/${bundle}`)]);
    expect(entry.exitCode).toBe(1);
    expect(entry.out).toMatch(/NOT VERIFIED: .*entr/);
    const checkpoint = await verify([await tampered('checkpoint', 'checkpoint')]);
    expect(checkpoint.exitCode).toBe(1);
    expect(checkpoint.out).toMatch(/NOT VERIFIED: checkpoint/);
  });

  it('fails, without a stack, on a folder that is not there and on a broken trust file', async () => {
    expect(await verify([join(folder, 'nowhere')])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('ENOENT'),
    });
    const broken = join(folder, 'broken.json');
    await writeFile(broken, '{"version":2}');
    expect(await verify([ledger, '--trust', broken])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('config_invalid'),
    });
  });
});
