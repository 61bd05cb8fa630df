import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { openSpool } from './open-spool.ts';
import { allPending, someEvent, someEvents, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const FAST = { retryMs: 10 };
const full = { code: 'spool_full' };

describe('openSpool', () => {
  it.each([
    ['a bound below 4 MiB', { maxBytes: 4 * 1_048_576 - 1 }, 'maxBytes'],
    ['a bound that is no number of bytes', { maxBytes: Number.NaN }, 'maxBytes'],
    ['a negative number of events', { maxMemoryEvents: -1 }, 'maxMemoryEvents'],
    ['a broken number of events', { maxMemoryEvents: 0.5 }, 'maxMemoryEvents'],
    ['an empty folder name', { folder: '' }, 'folder'],
  ])('refuses %s', async (_, options, place) => {
    await expect(openSpool(options)).rejects.toMatchObject({ code: 'config_invalid', place });
  });

  it('makes the folder and its files for this user alone', async () => {
    const folder = join(await newFolder(), 'a', 'b');
    const spool = await openSpool({ folder });
    await spool.append(someEvent());
    await spool.quarantine([someEvent()]);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    const files = await readdir(folder);
    expect(files.map((name) => name.split('.').at(-1)).sort()).toStrictEqual(['events', 'lease', 'refused']);
    for (const name of files) expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
    await spool.close();
  });

  it('puts nothing of the caller into file names', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder });
    const events = someEvents(3);
    for (const event of events) await spool.append(event);
    const names = await readdir(folder);
    for (const name of names)
      expect(name).toMatch(/^[0-9a-f]{16}-\d+-\d+-[0-9a-f-]{36}(\.[0-9a-f-]{36})?\.(events|lease)$/);
    for (const { id } of events) expect(names.join()).not.toContain(id);
    await spool.close();
  });

  it('leaves no file behind when nothing waits, and gives back what it was given', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder });
    expect(spool.mode).toBe('disk');
    const events = someEvents(5);
    await Promise.all(events.map((event) => spool.append(event)));
    expect(await allPending(spool)).toStrictEqual(events);
    await spool.settle(events.map(({ id }) => id));
    expect(spool.counts()).toStrictEqual({ waiting: 0, bytes: 0, quarantined: 0 });
    await spool.close();
    expect(await readdir(folder)).toStrictEqual([]);
  });

  it('keeps events in memory without a folder, up to its bound, then refuses', async () => {
    const spool = await openSpool({ maxMemoryEvents: 3 });
    const events = someEvents(3);
    for (const event of events) await spool.append(event);
    expect(spool.mode).toBe('memory');
    expect(await allPending(spool)).toStrictEqual(events);
    await expect(spool.append(someEvent())).rejects.toMatchObject(full);
    expect(() => spool.reserve()).toThrow(expect.objectContaining(full));
    await spool.settle([events[1]?.id ?? '']);
    await spool.append(someEvent());
    expect(spool.counts().waiting).toBe(3);
    await spool.close();
  });

  it('bounds memory in bytes too', async () => {
    const spool = await openSpool({ maxBytes: 4 * 1_048_576 });
    let kept = 0;
    const fill = async () => {
      for (; kept < 1_000; kept++) await spool.append(someEvent(60_000));
    };
    await expect(fill()).rejects.toMatchObject(full);
    expect(spool.counts()).toMatchObject({ waiting: kept });
    expect(spool.counts().bytes).toBeLessThan(4 * 1_048_576);
    await spool.close();
  });

  it('goes to memory where no folder can be, and to disk once one can', async () => {
    const folder = await newFolder();
    const blocked = join(folder, 'file', 'spool');
    await writeFile(join(folder, 'file'), '');
    const spool = await openSpool({ folder: blocked, maxMemoryEvents: 2, timing: FAST });
    expect(spool.mode).toBe('memory');
    const events = someEvents(2);
    for (const event of events) await spool.append(event);
    await expect(spool.append(someEvent())).rejects.toMatchObject(full);
    await rm(join(folder, 'file'));
    await eventually(() => spool.mode).toBe('disk');
    expect(await allPending(spool)).toStrictEqual(events);
    await spool.append(someEvent());
    await spool.close();
    const next = await openSpool({ folder: blocked });
    expect(next.counts().waiting).toBe(3);
    await next.close();
  });

  it('goes to memory in a folder that is not for writing', async () => {
    // Root writes anywhere but on a disk that is mounted for reading.
    const folder = await newFolder();
    await mkdir(join(folder, 'spool'));
    const { writable, restore } = await makeReadOnly(join(folder, 'spool'));
    try {
      const spool = await openSpool({ folder: join(folder, 'spool'), maxMemoryEvents: 1, timing: FAST });
      expect(spool.mode).toBe('memory');
      await spool.append(someEvent());
      await expect(spool.append(someEvent())).rejects.toMatchObject(full);
      await writable();
      await eventually(() => spool.mode).toBe('disk');
      await spool.close();
    } finally {
      await restore();
    }
  });

  it('is not moved by strange files in its folder', async () => {
    const folder = await newFolder();
    const spoolName = '0123456789abcdef-1-1-00000000-0000-4000-8000-000000000000';
    const name = `${spoolName}.00000000-0000-4000-8000-000000000001.events`;
    await writeFile(join(folder, 'notes.txt'), 'x');
    await writeFile(join(folder, `${spoolName}.events`), 'x');
    await mkdir(join(folder, `${spoolName}.00000000-0000-4000-8000-000000000002.events`));
    await writeFile(join(folder, name), Buffer.alloc(5 * 1_048_576));
    const spool = await openSpool({ folder });
    expect(await waitingIds(spool)).toStrictEqual([]);
    await spool.close();
    expect((await readFile(join(folder, name))).length).toBe(5 * 1_048_576);
    expect(await readdir(folder)).toHaveLength(4);
  });
});

/** By a mount where that is permitted; else by permissions, or, for root, by a file in the folder's place. */
async function makeReadOnly(folder: string) {
  const run = promisify(execFile);
  const mounted = await run('mount', ['-t', 'tmpfs', '-o', 'ro,size=1m', 'sallyport', folder]).then(
    () => true,
    () => false,
  );
  if (mounted) {
    const writable = () => run('mount', ['-o', 'remount,rw,size=1m', folder]);
    return { writable, restore: () => run('umount', [folder]) };
  }
  if (process.getuid?.() !== 0) {
    await chmod(folder, 0o500);
    return { writable: () => chmod(folder, 0o700), restore: () => chmod(folder, 0o700) };
  }
  await rm(folder, { recursive: true });
  await writeFile(folder, '');
  return { writable: () => rm(folder), restore: () => rm(folder, { recursive: true, force: true }) };
}
