import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { lockDirectory } from './directory-lock.ts';
import { thisHolder } from './lock-holder.ts';

const FAST = { beatMs: 20, watchMs: 200 };
let root = '';
let folder = '';
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sallyport-lock-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'case-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const leave = (generation: number, text: string) => writeFile(join(folder, `lock.${generation}`), text);
const locked = { code: 'storage_locked' };

describe('lockDirectory', () => {
  it('is held once, and free after release', async () => {
    const first = await lockDirectory(folder);
    await expect(lockDirectory(folder)).rejects.toMatchObject(locked);
    await first.release();
    expect(first.held).toBe(false);
    const second = await lockDirectory(folder);
    expect(second.held).toBe(true);
    await second.release();
  });

  it('is won by exactly one of many', async () => {
    await leave(7, JSON.stringify({ ...thisHolder(), released: true }));
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(folder)));
    const winners = results.filter((result) => result.status === 'fulfilled');
    expect(winners).toHaveLength(1);
    for (const { value } of winners) await value.release();
  });

  it('takes over from a process that ended', async () => {
    const child = spawn(process.execPath, ['-e', '']);
    await once(child, 'exit');
    await leave(3, JSON.stringify({ ...thisHolder(), pid: child.pid }));
    const lock = await lockDirectory(folder);
    expect((await readdir(folder)).sort()).toStrictEqual(['lock.3', 'lock.4']);
    await lock.release();
  });

  it('takes over when the process id belongs to a later process', async () => {
    await leave(1, JSON.stringify({ ...thisHolder(), started: '1' }));
    await (await lockDirectory(folder)).release();
  });

  it('watches a holder it cannot see, and leaves it the lock while it beats', async () => {
    await leave(1, JSON.stringify({ ...thisHolder(), namespace: 'elsewhere' }));
    const path = join(folder, 'lock.1');
    const beat = setInterval(() => void utimes(path, new Date(), new Date()), FAST.beatMs);
    await expect(lockDirectory(folder, FAST)).rejects.toMatchObject(locked);
    clearInterval(beat);
    await wait(FAST.beatMs);
    await (await lockDirectory(folder, FAST)).release();
  });

  it('treats a torn lock file as a holder it cannot see', async () => {
    await leave(1, '{"pid":');
    await (await lockDirectory(folder, FAST)).release();
    expect(JSON.parse(await readFile(join(folder, 'lock.2'), 'utf8'))).toMatchObject({ released: true });
  });

  it('notices that it was taken over', async () => {
    const lock = await lockDirectory(folder, FAST);
    await leave(2, JSON.stringify(thisHolder()));
    await expect.poll(() => lock.held).toBe(false);
    await lock.release();
    await expect(lockDirectory(folder)).rejects.toMatchObject(locked);
  });
});
