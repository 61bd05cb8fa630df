import { readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { STILL, spoolWith } from './filling.test-support.ts';
import type { SpooledEvent } from './spool.ts';
import { allPending, idsOf, someEvents, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const STALE_MS = 60_000;

/** Changes the owner in the names of all files, as if another process had left them. */
async function giveTo(folder: string, change: (owner: readonly string[]) => readonly string[]): Promise<void> {
  for (const name of await readdir(folder)) {
    const [host = '', pid = '', started = '', ...rest] = name.split('-');
    await rename(join(folder, name), join(folder, [...change([host, pid, started]), ...rest].join('-')));
  }
}

describe('the segments of a process', () => {
  it('that lives stay its own', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(3);
    const owner = await spoolWith(events, { folder, clock });
    clock.advance(STALE_MS);
    const other = await spoolWith([], { folder, clock });
    expect(await allPending(other)).toStrictEqual([]);
    expect(await allPending(owner)).toStrictEqual(events);
    await owner.close();
    await other.close();
  });

  it('that lives stay its own for as long as it gives signs of life', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(3);
    const owner = await spoolWith(events, { folder, clock, timing: { ...STILL, beatMs: 5 } });
    for (let round = 0; round < 5; round++) {
      clock.advance(STALE_MS - 1);
      const beaten = clock.now();
      await eventually(() => leaseTimes(folder)).toContain(beaten);
      const other = await spoolWith([], { folder, clock });
      expect(other.counts().waiting).toBe(0);
      await other.close();
    }
    expect(await allPending(owner)).toStrictEqual(events);
    await owner.close();
  });

  it('that closed its spool are adopted at once, and nothing settled comes back', async () => {
    const folder = await newFolder();
    const events = someEvents(5);
    const owner = await spoolWith(events, { folder });
    await owner.settle(idsOf(events.slice(0, 2)));
    await owner.close();
    const other = await spoolWith([], { folder });
    expect(await allPending(other)).toStrictEqual(events.slice(2));
    await other.settle(idsOf(events.slice(2, 3)));
    await other.close();
    const third = await spoolWith([], { folder });
    expect(await allPending(third)).toStrictEqual(events.slice(3));
    await third.close();
  });

  it.each([
    [
      'whose process id belongs to none',
      ([host = '', , started = '']: readonly string[]) => [host, '4194999', started],
    ],
    ['whose process id belongs to a later process', ([host = '', pid = '']: readonly string[]) => [host, pid, '1']],
  ])('%s are adopted at once, and its lease is deleted', async (_, change) => {
    const folder = await newFolder();
    const events = someEvents(5);
    await spoolWith(events, { folder });
    await giveTo(folder, change);
    const other = await spoolWith([], { folder });
    expect(await allPending(other)).toStrictEqual(events);
    expect((await readdir(folder)).filter((name) => name.endsWith('.lease'))).toHaveLength(1);
    await other.close();
  });

  it('on another machine are left alone until its lease is stale', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(5);
    await spoolWith(events, { folder, clock });
    await giveTo(folder, ([, pid = '', started = '']) => ['0123456789abcdef', pid, started]);
    const other = await spoolWith([], { folder, clock, timing: { ...STILL, beatMs: 5 } });
    expect(other.counts().waiting).toBe(0);
    clock.advance(STALE_MS + 1);
    await eventually(() => other.counts().waiting).toBe(5);
    expect(await allPending(other)).toStrictEqual(events);
    await other.close();
  });

  it('whose lease is from the future are adopted: a clock was set back', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(2);
    await spoolWith(events, { folder, clock });
    clock.advance(-10 * STALE_MS);
    const other = await spoolWith([], { folder, clock });
    expect(await allPending(other)).toStrictEqual(events);
    await other.close();
  });

  it('with nothing left in them are deleted', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(3);
    const owner = await spoolWith(events, { folder, clock });
    await owner.settle(idsOf(events));
    const left = await readdir(folder);
    clock.advance(STALE_MS + 1);
    const other = await spoolWith([], { folder, clock });
    await other.close();
    expect(left).toHaveLength(2);
    expect(await readdir(folder)).toStrictEqual([]);
  });

  it('that it could not read at first are read later', async () => {
    const folder = await newFolder();
    const events = someEvents(3);
    await (await spoolWith(events, { folder })).close();
    const [left = ''] = await readdir(folder);
    await rename(join(folder, left), join(folder, 'elsewhere'));
    const spool = await spoolWith([], { folder, timing: { ...STILL, beatMs: 5 } });
    const lease = (await readdir(folder)).find((name) => name.endsWith('.lease')) ?? '';
    // As if it had been adopted and not been read.
    const segment = left.split('.').slice(1).join('.');
    await rename(join(folder, 'elsewhere'), join(folder, lease.replace(/lease$/, segment)));
    await eventually(() => spool.counts().waiting).toBe(3);
    expect(await allPending(spool)).toStrictEqual(events);
    await spool.close();
  });

  it('go to exactly one of many that adopt at a time', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events: SpooledEvent[] = [];
    for (let index = 0; index < 12; index++) {
      const some = someEvents(3);
      events.push(...some);
      await (await spoolWith(some, { folder, clock })).close();
    }
    const others = await Promise.all(Array.from({ length: 5 }, () => spoolWith([], { folder, clock })));
    const found = (await Promise.all(others.map(waitingIds))).flat().sort();
    expect(found).toStrictEqual(idsOf(events));
    for (const other of others) await other.close();
  });
});

async function leaseTimes(folder: string): Promise<readonly number[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.lease'));
  return Promise.all(names.map(async (name) => Math.round((await stat(join(folder, name))).mtimeMs)));
}
