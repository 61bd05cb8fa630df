import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ExportFolder, STATE_FILE, WORK } from './export-folder.ts';

let base = '';
let path = '';
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sallyport-export-'));
  path = join(base, 'evidence');
});
afterEach(() => rm(base, { recursive: true, force: true }));

const filesOf = async (folder: ExportFolder) => {
  const found: string[] = [];
  for await (const file of folder.files()) found.push(`${file.path} ${file.size}`);
  return found.toSorted();
};

describe('the folder of an export', () => {
  it('is made, and what is written to it is for its user’s eyes alone', async () => {
    const folder = await ExportFolder.open(path);
    await folder.write('tile/0/x001/000', ['one', Buffer.from('two')]);
    expect(await readFile(join(path, 'tile/0/x001/000'), 'utf8')).toBe('onetwo');
    const modes = ['.', 'tile', 'tile/0/x001/000'].map(async (one) =>
      ((await stat(join(path, one))).mode & 0o777).toString(8),
    );
    expect(await Promise.all(modes)).toEqual(['700', '700', '600']);
    expect(await filesOf(folder)).toEqual(['tile/0/x001/000 6']);
    await folder.finish();
    expect(await readdir(path)).toEqual(['tile']);
  });

  it('holds a file whole or not at all, and in the place of an older one', async () => {
    const folder = await ExportFolder.open(path);
    await folder.write('a', ['old']);
    async function* broken() {
      yield 'x'.repeat(200_000);
      throw new TypeError('broken');
    }
    await expect(folder.write('a', broken())).rejects.toThrow('broken');
    expect(await readFile(join(path, 'a'), 'utf8')).toBe('old');
    expect(await readdir(join(path, WORK))).toEqual([]);
    await folder.write('a', ['new']);
    expect([await readFile(join(path, 'a'), 'utf8'), await folder.has('a'), await folder.has('b')]).toEqual([
      'new',
      true,
      false,
    ]);
  });

  it('is gone on with where it was left, and halves of files are forgotten', async () => {
    const first = await ExportFolder.open(path);
    await first.write(STATE_FILE, ['{}']);
    await first.write('a', ['1']);
    // What a crash leaves.
    await writeFile(join(path, WORK, 'half-1-1'), 'half');
    const again = await ExportFolder.open(path);
    expect(await readdir(join(path, WORK))).toEqual(['export.json']);
    expect(await filesOf(again)).toEqual(['a 1']);
  });

  it.each([
    ['something else', async () => writeFile(join(path, 'notes.txt'), 'mine')],
    [
      'something else beside the beginning of an export that never began',
      async () => {
        await mkdir(join(path, WORK));
        await writeFile(join(path, 'notes.txt'), 'mine');
      },
    ],
  ])('is taken where it holds %s, which stays as it is', async (_, fill) => {
    await mkdir(path);
    await fill();
    const before = await readdir(path, { recursive: true });
    await expect(ExportFolder.open(path)).rejects.toMatchObject({ code: 'folder_taken' });
    expect(await readdir(path, { recursive: true })).toEqual(before);
  });

  it('that is a file cannot be written to', async () => {
    await writeFile(path, 'mine');
    await expect(ExportFolder.open(path)).rejects.toMatchObject({ code: 'file_unwritable', place: 'EEXIST' });
    expect(await readFile(path, 'utf8')).toBe('mine');
  });

  it('on a disk that is full says so, and keeps what it has', async () => {
    const folder = await ExportFolder.open(path);
    await folder.write('a', ['1']);
    // What is written next goes to a device that is always full.
    await symlink('/dev/full', join(path, WORK, `half-${process.pid}-2`));
    const full = folder.write('b', ['2']);
    await expect(full).rejects.toMatchObject({ code: 'file_unwritable', place: 'ENOSPC' });
    expect(await filesOf(folder)).toEqual(['a 1']);
    await folder.write('b', ['2']);
    expect(await filesOf(folder)).toEqual(['a 1', 'b 1']);
  });
});
