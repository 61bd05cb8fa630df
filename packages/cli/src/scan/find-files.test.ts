import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Found, findFiles } from './find-files.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'find-test-'));
  for (const path of ['b/d', 'b-c', '.git']) await mkdir(join(folder, path), { recursive: true });
  for (const name of ['z.TXT', 'a.txt', 'b/d/e.md', 'b/a.csv', 'b-c/f.txt', 'b.txt', '.git/x.txt', '.env.txt', 'p.png'])
    await writeFile(join(folder, name), '');
  await symlink(folder, join(folder, 'loop'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function find(path: string): Promise<readonly Found[]> {
  const all: Found[] = [];
  for await (const found of findFiles(path)) all.push(found);
  return all;
}

describe('findFiles', () => {
  it('finds text files in the order of their paths, and counts hidden entries, links and others', async () => {
    const found = await find(`${folder}/`);
    expect(found.flatMap((one) => (one.kind === 'file' ? [one.name] : []))).toEqual([
      'a.txt',
      'b-c/f.txt',
      'b.txt',
      'b/a.csv',
      'b/d/e.md',
      'z.TXT',
    ]);
    expect(found.filter(({ kind }) => kind === 'passed over')).toHaveLength(4);
  });

  it('gives a file that was asked for, whatever its name, and refuses what is not there', async () => {
    const path = join(folder, 'p.png');
    expect(await find(path)).toEqual([{ kind: 'file', path, name: path }]);
    expect(await find(join(folder, 'nowhere'))).toMatchObject([
      { kind: 'refused', error: { code: 'file_unreadable', place: 'ENOENT' } },
    ]);
  });
});
