import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, inject, it } from 'vitest';
import { runProgram } from './run-program.ts';
import { withTamperedCopy } from './tampered-copy.ts';

const { folder, logKey, checkpoints, sizes, inclusion, consistency, cosigned } = inject('ledger');
const size = sizes.at(-1) ?? 0;
const newest = checkpoints.at(-1) ?? '';
const OTHER_KEY = 'PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW';
const indexes = inclusion.map(({ index }) => String(index));
const treeProofs = consistency.map((hashes, at) => ({ older: checkpoints[at] ?? '', newer: newest, hashes }));

interface GoCall {
  readonly key?: string;
  /** Given as JSON on standard input. */
  readonly input?: unknown;
}

/** Runs the program of `go/`. Gives what it found, or `error` with the words it failed with. */
async function go([command = '', ...args]: readonly string[], { key = logKey, input }: GoCall = {}): Promise<unknown> {
  const options = input === undefined ? {} : { input: JSON.stringify(input) };
  const { code, stdout, stderr } = await runProgram([inject('sumdb'), command, key, ...args], options);
  return code === 0 ? JSON.parse(stdout.toString()) : { error: stderr.trim() };
}

/** A base64 text of other bytes. */
function changed(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  bytes.writeUInt8(bytes.readUInt8(0) ^ 1, 0);
  return bytes.toString('base64');
}

describe('golang.org/x/mod/sumdb/note', () => {
  it('opens the checkpoint with the log’s key', async () => {
    const [origin, , root] = newest.split('\n');
    expect(await readFile(join(folder, 'checkpoint'), 'utf8')).toBe(newest);
    expect(await go(['checkpoint', folder])).toEqual({ origin, size, root });
  });

  it('refuses it with a bit changed, and with another key', async () => {
    const offset = newest.indexOf('\n') + 1;
    const tampered = await withTamperedCopy({ folder, file: 'checkpoint', offset }, (copy) => go(['checkpoint', copy]));
    expect(tampered).toEqual({ error: expect.stringContaining('invalid signature for key') });
    const stranger = await go(['checkpoint', folder], { key: OTHER_KEY });
    expect(stranger).toEqual({ error: expect.stringContaining('no verifiable signatures') });
  });
});

describe('golang.org/x/mod/sumdb/note, of a cosigned checkpoint', () => {
  const names = cosigned.witnesses.map((key) => key.split('+')[0] ?? '');

  it('opens it by the log’s key alone, and passes over the lines of witnesses it does not know', async () => {
    const input = { note: cosigned.note, witnesses: [] };
    expect(await go(['cosigned'], { input })).toEqual({ verified: 1, unknown: 2, times: {} });
  });

  it('verifies each cosignature with crypto/ed25519, over the message that C2SP tlog-cosignature says', async () => {
    const times = Object.fromEntries(names.map((name) => [name, cosigned.time]));
    expect(await go(['cosigned'], { input: cosigned })).toEqual({ verified: 3, unknown: 0, times });
  });

  it('refuses a cosignature with a bit of its time or signature changed, and one of another witness', async () => {
    const [log = '', line = ''] = cosigned.note.split(/(?=^— witness)/m);
    const digits = line.trimEnd().split(' ')[2] ?? '';
    for (const at of [11, 75]) {
      const bytes = Buffer.from(digits, 'base64');
      bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
      const note = `${log}— ${names[0]} ${bytes.toString('base64')}\n`;
      const refused = await go(['cosigned'], { input: { ...cosigned, note } });
      expect(refused).toEqual({ error: expect.stringContaining('invalid signature for key') });
    }
    const note = log + line.replace(names[0] ?? '', names[1] ?? '');
    expect(await go(['cosigned'], { input: { ...cosigned, note } })).toMatchObject({ verified: 1, unknown: 1 });
  });
});

describe('golang.org/x/mod/sumdb/tlog', () => {
  it(`hashes ${size} entries to the signed root and to every tile, and needs every file there is`, async () => {
    const there = await readdir(join(folder, 'tile'), { recursive: true, withFileTypes: true });
    const files = there
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1));
    const [, , root] = newest.split('\n');
    expect(await go(['entries', folder])).toEqual({ size, root, files: files.toSorted() });
  });

  it(`proves the entries ${indexes.join(', ')} from the tiles`, async () => {
    expect(await go(['records', folder, ...indexes])).toEqual({ proved: indexes.length });
    expect(await go(['records', folder, String(size)])).toEqual({ error: 'no such entry' });
  });

  it('refuses an entry with a bit changed, and no other', async () => {
    await withTamperedCopy({ folder, file: join('tile', 'entries', '000'), offset: 2 }, async (copy) => {
      expect(await go(['entries', copy])).toEqual({ error: 'the entries do not give the signed root' });
      expect(await go(['records', copy, '0'])).toEqual({
        error: expect.stringContaining('invalid transparency proof'),
      });
      expect(await go(['records', copy, '1'])).toEqual({ proved: 1 });
    });
  });

  // The first hash of each tile, and an entry whose proof needs it.
  it.each([
    { file: 'tile/0/000', index: '1' },
    { file: 'tile/1/000', index: '256' },
    { file: 'tile/2/000.p/1', index: '65536' },
  ])('refuses $file with a bit changed', async ({ file, index }) => {
    await withTamperedCopy({ folder, file, offset: 31 }, async (copy) => {
      expect(await go(['entries', copy])).toEqual({ error: `${file} is not the tile of these entries` });
      // The tile itself is refused, or, by versions with CVE-2026-56865, what comes of it.
      const refused = await go(['records', copy, index]);
      expect(refused).toEqual({ error: expect.stringMatching(/inconsistent tile|invalid transparency proof/) });
    });
  });

  it('accepts the inclusion proofs of the ledger', async () => {
    expect(await go(['record-proof'], { input: inclusion })).toEqual({ proved: inclusion.length });
  });

  it('refuses them with a bit of the entry or of a hash changed, and for another index', async () => {
    const [proof] = inclusion;
    const [first = '', ...rest] = proof?.hashes ?? [];
    for (const wrong of [
      { ...proof, leaf: changed(proof?.leaf ?? '') },
      { ...proof, hashes: [changed(first), ...rest] },
      { ...proof, index: 1 },
    ]) {
      const refused = await go(['record-proof'], { input: [wrong] });
      expect(refused).toEqual({ error: expect.stringContaining('invalid transparency proof') });
    }
  });

  it(`finds from the tiles that the trees of ${sizes.slice(0, -1).join(', ')} entries are the start of the last`, async () => {
    const earlier = checkpoints.slice(0, -1);
    expect(await go(['tree', folder], { input: earlier })).toEqual({ proved: earlier.length });
  });

  it('accepts the consistency proofs of the ledger', async () => {
    expect(await go(['tree-proof'], { input: treeProofs })).toEqual({ proved: treeProofs.length });
  });

  it('refuses them with a bit of a hash changed, and for another checkpoint', async () => {
    const [proof, next] = treeProofs;
    const [first = '', ...rest] = proof?.hashes ?? [];
    for (const wrong of [
      { ...proof, hashes: [changed(first), ...rest] },
      { ...proof, older: next?.older },
    ]) {
      const refused = await go(['tree-proof'], { input: [wrong] });
      expect(refused).toEqual({ error: expect.stringContaining('invalid transparency proof') });
    }
  });
});
