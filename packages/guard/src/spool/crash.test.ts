import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { type AppendingChild, owedBy, startAppending } from './child-spool.test-support.ts';
import { eventually } from './eventually.test-support.ts';
import { openSpool } from './open-spool.ts';
import { allPending, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();

const appended = (child: AppendingChild, count: number) =>
  eventually(() => child.acknowledged.size).toBeGreaterThan(count);

/** Opens the spool anew and looks whether all that is owed waits there, once. */
async function expectAll(folder: string, children: readonly AppendingChild[]): Promise<void> {
  const spool = await openSpool({ folder });
  const ids = await waitingIds(spool);
  const found = new Set(ids);
  expect(owedBy(children).filter((id) => !found.has(id))).toStrictEqual([]);
  expect(found.size).toBe(ids.length);
  await spool.settle(ids);
  expect(await allPending(spool)).toStrictEqual([]);
  await spool.close();
}

async function hasSegments(folder: string, pid: number): Promise<boolean> {
  return (await readdir(folder)).some((name) => name.includes(`-${pid}-`) && name.endsWith('.events'));
}

describe('kill -9', () => {
  it('of a process that appends loses nothing it acknowledged, time after time', async () => {
    const folder = await newFolder();
    const children: AppendingChild[] = [];
    for (const goal of [1, 50, 120, 300, 500]) {
      const child = startAppending(folder, 60_000);
      children.push(child);
      await appended(child, goal);
      await child.kill();
    }
    await expectAll(folder, children);
    await expectAll(folder, []);
  });

  it('of processes that share a folder and adopt from each other loses nothing', async () => {
    const folder = await newFolder();
    const children: AppendingChild[] = [];
    for (let round = 0; round < 3; round++) {
      const three = [0, 1, 2].map(() => startAppending(folder, 60_000));
      children.push(...three);
      for (const child of three) await appended(child, 40);
      for (const child of three) await child.kill();
    }
    await expectAll(folder, children);
  });

  it('of paused and woken processes, whose segments others take meanwhile, loses nothing', async () => {
    const folder = await newFolder();
    const sleeper = startAppending(folder, 500);
    const other = startAppending(folder, 500);
    await appended(sleeper, 50);
    for (let round = 0; round < 5; round++) {
      const before = sleeper.acknowledged.size;
      sleeper.signal('SIGSTOP');
      await eventually(() => hasSegments(folder, sleeper.pid)).toBe(false);
      sleeper.signal('SIGCONT');
      await appended(sleeper, before + 20);
    }
    await sleeper.kill();
    await other.kill();
    await expectAll(folder, [sleeper, other]);
  });
});
