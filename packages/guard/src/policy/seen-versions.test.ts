import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SeenVersions } from './seen-versions.ts';

const OWNER = { connection: 'openai', identity: { issuer: 'https://idp.example', subject: 'notes-app' } };
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-seen-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As another process has it. */
const seen = (owner = OWNER) => new SeenVersions(folder, owner);
async function files(): Promise<readonly string[]> {
  const [name = ''] = await readdir(join(folder, 'policy'));
  return readdir(join(folder, 'policy', name));
}

describe('the highest version that was seen', () => {
  it('outlasts the process, in a file whose folder does not say who it is', async () => {
    expect(await seen().highest()).toBe(0);
    await seen().keep(41);
    await seen().keep(42);
    expect(await seen().highest()).toBe(42);
    expect(await files()).toEqual(['42']);
    expect((await readdir(join(folder, 'policy')))[0]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is each identity’s and connection’s own', async () => {
    await seen().keep(42);
    expect(await seen({ ...OWNER, connection: 'other' }).highest()).toBe(0);
    expect(await seen({ ...OWNER, identity: { ...OWNER.identity, subject: 'x' } }).highest()).toBe(0);
  });

  it('stays the highest when processes write at once, in whatever order', async () => {
    const versions = Array.from({ length: 20 }, (_, at) => ((at * 7) % 20) + 1);
    await Promise.all(versions.map((version) => seen().keep(version)));
    expect(await seen().highest()).toBe(20);
    await seen().keep(3);
    expect(await seen().highest()).toBe(20);
  });

  it('begins anew where that is asked for', async () => {
    await seen().keep(42);
    await seen().restart(1);
    expect(await seen().highest()).toBe(1);
  });

  it('is known in this process where the folder cannot be used, and where there is none', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    for (const where of [path, undefined]) {
      const versions = new SeenVersions(where, OWNER);
      await versions.keep(5);
      expect(await versions.highest()).toBe(5);
      expect(await new SeenVersions(where, OWNER).highest()).toBe(0);
    }
  });

  it('is not taken from files that are none of ours', async () => {
    await seen().keep(2);
    const [name = ''] = await readdir(join(folder, 'policy'));
    for (const other of ['9.draft.new', '-1', '007', '1e9', '99999999999999999']) {
      await mkdir(join(folder, 'policy', name, other));
    }
    expect(await seen().highest()).toBe(2);
  });
});
