import { open, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { descriptorsBelow, rejection, withFileLimit, withFolder } from './encrypted-file.test-support.ts';
import { TemporaryFile } from './temporary-file.ts';

describe('TemporaryFile', () => {
  it('reads what it wrote, at any offset', async () => {
    await withFolder(async (folder) => {
      const file = await TemporaryFile.create(folder);
      await file.write(Buffer.from('world'), 6);
      await file.write(Buffer.from('hello '), 0);
      expect(Buffer.from(await file.read(11, 0)).toString()).toBe('hello world');
      expect(await rejection(file.read(12, 0))).toBe('temporary_storage');
      await file.close();
      expect(await rejection(file.read(1, 0))).toBe('temporary_storage');
      expect(await rejection(file.write(Buffer.alloc(1), 0))).toBe('temporary_storage');
      expect(await descriptorsBelow(folder)).toEqual([]);
    });
  });

  it('fails where a device is full', async () => {
    const file = new TemporaryFile(await open('/dev/full', 'r+'));
    expect(await rejection(file.write(Buffer.alloc(10), 0))).toBe('temporary_storage');
    await file.close();
  });

  it('fails where a write is cut short and cannot go on', async () => {
    await withFolder(async (folder) => {
      const file = await TemporaryFile.create(folder);
      await withFileLimit(100, async () => {
        expect(await rejection(file.write(Buffer.alloc(150), 0))).toBe('temporary_storage');
      });
      expect((await file.read(100, 0)).length).toBe(100);
      expect(await rejection(file.read(101, 0))).toBe('temporary_storage');
      await file.close();
    });
  });

  it('takes its name away when it closes, where that was not possible before', async () => {
    await withFolder(async (folder) => {
      const path = join(folder, 'kept');
      await writeFile(path, '');
      const file = new TemporaryFile(await open(path, 'r+'), path);
      await file.close();
      await file.close();
      expect(await readdir(folder)).toEqual([]);
    });
  });
});
