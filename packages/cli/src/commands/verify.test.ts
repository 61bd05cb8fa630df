import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromUtf8 } from '@sallyport/core';
import {
  decodeEntryBundle,
  encodeTlogProof,
  inclusionProof,
  readTrust,
  type TileAddress,
  tilePath,
  trustFingerprint,
} from '@sallyport/ledger';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DevServers, startDev } from '../dev/start-dev.ts';
import { writeDevConfig } from '../dev/write-dev-config.ts';
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

  it('compares it with what a witness kept, each in a file', async () => {
    const note = join(folder, 'w1.note');
    await cp(join(ledger, 'checkpoint'), note);
    const right = await verify([ledger, '--witnessed', note]);
    expect(right.exitCode).toBe(0);
    expect(right.out).toContain('one checkpoint that others kept, each a state of this log');
    await writeFile(note, 'Ann\u202e Quillonby');
    const wrong = await verify([ledger, '--witnessed', note]);
    expect(wrong.exitCode).toBe(1);
    expect(wrong.out).toContain('NOT VERIFIED: w1.note: it is no checkpoint that the log signed');
    expect(wrong.out).not.toContain('Quillonby');
  });

  it('proves one entry, by its exact bytes and the log’s keys', async () => {
    const [bundle = ''] = await readdir(join(ledger, 'tile/entries/000.p'));
    const size = Number(bundle);
    const tiles = { tile: (address: TileAddress) => readFile(join(ledger, tilePath(address))) };
    const leaves = decodeEntryBundle(await readFile(join(ledger, 'tile/entries/000.p', bundle)));
    const checkpoint = await readFile(join(ledger, 'checkpoint'), 'utf8');
    const [proof, leaf] = [join(folder, 'entry.tlog-proof'), join(folder, 'entry.jws')];
    const hashes = await inclusionProof(tiles, { index: 1, size });
    await writeFile(proof, encodeTlogProof({ index: 1, hashes, checkpoint }));
    await writeFile(leaf, `${fromUtf8(leaves[1] ?? new Uint8Array())}\n`);
    const trust = ['--trust', join(ledger, 'trust.json')];
    const right = await verify([proof, '--leaf', leaf, ...trust]);
    expect(right).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/entry 1 of \d+, root .*\n(.*\n)*.*VERIFIED/),
    });
    await writeFile(leaf, leaves[0] ?? new Uint8Array());
    const wrong = await verify([proof, '--leaf', leaf, ...trust]);
    expect(wrong).toMatchObject({ exitCode: 1, out: expect.stringContaining('do not lead from this entry') });
    expect(await verify([proof, '--leaf', leaf])).toMatchObject({
      exitCode: 1,
      err: expect.stringContaining('--trust'),
    });
    expect(await verify([proof, '--leaf', leaf, ...trust, '--fingerprint', '0'])).toMatchObject({ exitCode: 1 });
  });

  it('takes one thing at a time', async () => {
    for (const args of [[], [ledger, '--store', 'sallyport.yaml'], ['--leaf', 'a', '--store', 'b']]) {
      expect(await verify(args)).toMatchObject({ exitCode: 1, err: expect.stringContaining('request_invalid') });
    }
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

describe('sallyport verify --store', () => {
  it('checks the database of a companion that does not run, by its own keys or by keys from elsewhere', async () => {
    const place = join(folder, 'companion');
    await mkdir(place);
    const url = 'http://127.0.0.1:9';
    const config = await writeDevConfig({
      ...{ folder: place, port: 9, issuer: url, providerUrl: url },
      ...{ audience: 'sallyport', client: 'notes-app' },
    });
    const nothing = await verify(['--store', config]);
    expect(nothing).toMatchObject({ exitCode: 1, err: expect.stringContaining('ledger_unavailable') });
    for (const args of [
      ['secrets', 'put', 'provider-key'],
      ['keys', 'rotate', 'provider-key'],
    ]) {
      expect(await runCli([...args, '--config', config], memoryTerminal(`sk-invented-${args[0]}`))).toBe(0);
    }
    const own = await verify(['--store', config]);
    expect(own).toMatchObject({
      exitCode: 0,
      out: expect.stringMatching(/1 entries.*came with the database.*VERIFIED/s),
    });
    expect(own.out).toContain('rows: 1 rows, each where it was recorded');
    const others = await verify(['--store', config, '--trust', join(ledger, 'trust.json')]);
    expect(others).toMatchObject({
      exitCode: 1,
      out: expect.stringContaining('NOT VERIFIED: checkpoint: it bears no'),
    });
    const older = join(folder, 'older.note');
    await cp(join(ledger, 'checkpoint'), older);
    const foreign = await verify(['--store', config, '--witnessed', older]);
    expect(foreign).toMatchObject({ exitCode: 1, out: expect.stringContaining('NOT VERIFIED: older.note: it is no') });
  });
});
