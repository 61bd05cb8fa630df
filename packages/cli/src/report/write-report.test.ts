import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseExisting, writeReport } from './write-report.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'report-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeReport', () => {
  it('writes for the owner alone, and leaves nothing beside', async () => {
    const path = join(folder, 'r.html');
    await writeReport(path, 'page', { force: false });
    expect(await readFile(path, 'utf8')).toBe('page');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    expect(await readdir(folder)).toEqual(['r.html']);
  });

  it('replaces what is there only with force, its rights too', async () => {
    const path = join(folder, 'r.html');
    await writeFile(path, 'before', { mode: 0o644 });
    await expect(refuseExisting(path)).rejects.toMatchObject({ code: 'file_exists' });
    await expect(writeReport(path, 'page', { force: false })).rejects.toMatchObject({ code: 'file_exists' });
    expect([await readFile(path, 'utf8'), await readdir(folder)]).toEqual(['before', ['r.html']]);
    await writeReport(path, 'page', { force: true });
    expect([await readFile(path, 'utf8'), (await stat(path)).mode & 0o777]).toEqual(['page', 0o600]);
  });

  it('takes a link for something that is there, wherever it leads', async () => {
    const path = join(folder, 'r.html');
    await symlink(join(folder, 'nowhere'), path);
    await expect(refuseExisting(path)).rejects.toMatchObject({ code: 'file_exists' });
    await expect(writeReport(path, 'page', { force: false })).rejects.toMatchObject({ code: 'file_exists' });
  });

  it('fails on a folder that is not there, and leaves a folder of this name alone', async () => {
    await expect(writeReport(join(folder, 'no/r.html'), 'page', { force: false })).rejects.toMatchObject({
      code: 'file_unwritable',
      place: 'ENOENT',
    });
    await expect(writeReport(folder, 'page', { force: true })).rejects.toMatchObject({ code: 'file_unwritable' });
    expect((await stat(folder)).isDirectory()).toBe(true);
  });
});
