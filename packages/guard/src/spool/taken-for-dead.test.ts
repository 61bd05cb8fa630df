import { readdir, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { STILL, spoolWith } from './filling.test-support.ts';
import { allPending, idsOf, someEvent, someEvents, WatchedFlush, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const STALE_MS = 60_000;

describe('a process that was taken for dead', () => {
  it('writes again what it was just writing', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const flush = new WatchedFlush();
    const owner = await spoolWith(someEvents(2), { folder, clock, flush });
    const gate = Promise.withResolvers<void>();
    const before = flush.files;
    flush.pause = gate.promise;
    const event = someEvent();
    const appended = owner.append(event);
    await eventually(() => flush.files).toBeGreaterThan(before);
    clock.advance(STALE_MS + 1);
    const other = await spoolWith([], { folder, clock });
    const taken = await waitingIds(other);
    gate.resolve();
    await appended;
    expect(await allPending(owner)).toStrictEqual([event]);
    expect(taken.length).toBeGreaterThanOrEqual(2);
    await owner.close();
    await other.close();
  });

  it('forgets what others took, takes a new lease, and keeps what it appends from then on', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const taken = someEvents(4);
    const owner = await spoolWith(taken, { folder, clock });
    clock.advance(STALE_MS + 1);
    const other = await spoolWith([], { folder, clock });
    expect(await allPending(other)).toStrictEqual(taken);
    expect(await allPending(owner)).toStrictEqual([]);
    const own = someEvents(3);
    for (const event of own) await owner.append(event);
    expect(owner.counts()).toMatchObject({ waiting: 3, quarantined: 0 });
    const third = await spoolWith([], { folder, clock });
    expect(third.counts().waiting).toBe(0);
    await owner.settle(idsOf(taken));
    expect(await allPending(other)).toStrictEqual(taken);
    await owner.close();
    await other.close();
    await third.close();
    const last = await spoolWith([], { folder, clock });
    expect(await waitingIds(last)).toStrictEqual(idsOf([...own, ...taken]));
    await last.close();
  });

  it('notices by itself, and may adopt its own events back', async () => {
    const folder = await newFolder();
    const clock = new TestClock();
    const events = someEvents(4);
    const owner = await spoolWith(events, { folder, clock, timing: { ...STILL, beatMs: 5 } });
    // As long as this turn of the event loop lasts, the owner does not beat.
    const lease = (await readdir(folder)).find((name) => name.endsWith('.lease')) ?? '';
    const past = new Date(clock.now() - STALE_MS - 1);
    const steal = async () => {
      await utimes(join(folder, lease), past, past).catch(() => undefined);
      const thief = await spoolWith([], { folder, clock });
      const taken = thief.counts().waiting;
      if (taken === 0) await thief.close();
      return taken === 0 ? undefined : thief;
    };
    let thief = await steal();
    while (thief === undefined) thief = await steal();
    await eventually(() => owner.counts().waiting).toBe(0);
    await thief.close();
    await eventually(() => owner.counts().waiting).toBe(4);
    expect(await allPending(owner)).toStrictEqual(events);
    await owner.close();
  });
});
