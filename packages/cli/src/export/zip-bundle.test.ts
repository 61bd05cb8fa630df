import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { ExportFolder } from './export-folder.ts';
import { zipBundle } from './zip-bundle.ts';

let base = '';
let folder: ExportFolder;
beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'sallyport-zip-'));
  folder = await ExportFolder.open(join(base, 'evidence'));
});
afterEach(() => rm(base, { recursive: true, force: true }));

async function unpacked(path: string): Promise<Readonly<Record<string, string>>> {
  const zip = await openPromise(path, { autoClose: false });
  const found: Record<string, string> = {};
  for await (const entry of zip.eachEntry()) {
    found[entry.fileName] = (await buffer(await zip.openReadStreamPromise(entry))).toString('latin1');
  }
  zip.close();
  return found;
}

describe('the archive of a bundle', () => {
  it('holds all files but those of the unfinished, in one order, and is the same each time', async () => {
    const files = {
      'manifest.json': '{}',
      'tile/0/000': '\u0000\u00ff'.repeat(4_096),
      'recordings/a.jwes': 'x\n'.repeat(500_000),
      empty: '',
    };
    for (const [path, text] of Object.entries(files)) await folder.write(path, [Buffer.from(text, 'latin1')]);
    await folder.write('.partial/left', ['over']);
    const paths = [join(base, 'one.zip'), join(base, 'two.zip')] as const;
    for (const path of paths) await zipBundle(folder, path);
    const found = await unpacked(paths[0]);
    expect(found).toEqual(files);
    expect(Object.keys(found)).toEqual(Object.keys(files).toSorted());
    expect((await readFile(paths[0])).equals(await readFile(paths[1]))).toBe(true);
    expect((await stat(paths[0])).mode & 0o777).toBe(0o600);
  });

  it('replaces no file, and is not left half where it fails', async () => {
    await folder.write('a', ['1']);
    for (const name of ['b', 'c', 'd']) await folder.write(name, [randomBytes(1_000_000)]);
    const path = join(base, 'one.zip');
    await writeFile(path, 'mine');
    await expect(zipBundle(folder, path)).rejects.toMatchObject({ code: 'file_exists' });
    expect(await readFile(path, 'utf8')).toBe('mine');
    await expect(zipBundle(folder, join(base, 'none', 'two.zip'))).rejects.toMatchObject({ code: 'file_unwritable' });
    const gone = Object.assign(Object.create(folder) as ExportFolder, {
      files: async function* () {
        yield { path: 'a', size: 1 };
        yield { path: 'gone', size: 1 };
      },
    });
    const broken = join(base, 'three.zip');
    await expect(zipBundle(gone, broken)).rejects.toMatchObject({ code: 'file_unreadable' });
    await expect(stat(broken)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
