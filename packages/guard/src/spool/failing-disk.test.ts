import { readdir, rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { openSpool } from './open-spool.ts';
import {
  allPending,
  diskError,
  idsOf,
  someEvent,
  someEvents,
  WatchedFlush,
  waitingIds,
} from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const FAST = { retryMs: 10 };
const NEVER = { retryMs: 1_000_000, beatMs: 1_000_000 };
const full = { code: 'spool_full' };

describe('a disk that fails to flush', () => {
  it('turns the spool to memory without losing or refusing an event, and back once it works', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, timing: FAST });
    const events = someEvents(30);
    await Promise.all(events.slice(0, 10).map((event) => spool.append(event)));
    flush.failure = diskError('EIO');
    await Promise.all(events.slice(10, 20).map((event) => spool.append(event)));
    expect(spool.mode).toBe('memory');
    for (const event of events.slice(20)) await spool.append(event);
    expect(await allPending(spool)).toStrictEqual(events);
    expect(spool.counts()).toMatchObject({ waiting: 30 });
    flush.failure = undefined;
    await eventually(() => spool.mode).toBe('disk');
    expect(await allPending(spool)).toStrictEqual(events);
    await spool.close();
    const next = await openSpool({ folder });
    expect(await waitingIds(next)).toStrictEqual(idsOf(events));
    await next.close();
  });

  it('is refused for what memory does not hold, while what is reserved is kept', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, maxMemoryEvents: 5, timing: NEVER });
    const reservations = Array.from({ length: 10 }, () => spool.reserve());
    flush.failure = diskError('ENOSPC');
    const appends = someEvents(8).map((event) => spool.append(event));
    const results = await Promise.allSettled(appends);
    // The ten that are promised already count: nothing else fits.
    expect(results.map(({ status }) => status)).toStrictEqual(Array(8).fill('rejected'));
    for (const reservation of reservations) await reservation.append(someEvent());
    expect(spool.counts().waiting).toBe(10);
    expect(() => spool.reserve()).toThrow(expect.objectContaining(full));
    await expect(spool.append(someEvent())).rejects.toMatchObject(full);
    const events = await allPending(spool);
    await spool.settle(idsOf(events.slice(0, 7)));
    await spool.append(someEvent());
    flush.failure = undefined;
    await spool.close();
    const next = await openSpool({ folder });
    expect(next.counts().waiting).toBe(4);
    await next.close();
  });

  it('does not bring back what was refused, and takes no room for it', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, maxBytes: 4_194_304, maxMemoryEvents: 0, timing: FAST });
    const first = someEvent();
    await spool.append(first);
    for (let round = 0; round < 100; round++) {
      flush.failure = diskError('EIO');
      await expect(spool.append(someEvent(60_000))).rejects.toMatchObject(full);
      flush.failure = undefined;
      await eventually(() => spool.mode).toBe('disk');
    }
    const last = someEvent(60_000);
    await spool.append(last);
    await spool.close();
    const next = await openSpool({ folder });
    expect(await waitingIds(next)).toStrictEqual(idsOf([first, last]));
    await next.close();
  });

  it('gives back all the room it took, however often it fails', async () => {
    const flush = new WatchedFlush();
    const spool = await openSpool({ folder: await newFolder(), flush, maxBytes: 4_194_304, timing: FAST });
    for (let round = 0; round < 10; round++) {
      flush.failure = diskError('EIO');
      await Promise.all(someEvents(50, 4_000).map((event) => spool.append(event)));
      flush.failure = undefined;
      await eventually(() => spool.mode).toBe('disk');
      await spool.settle(await waitingIds(spool));
    }
    await Promise.all(someEvents(250, 14_000).map((event) => spool.append(event)));
    expect(spool.counts()).toMatchObject({ waiting: 250 });
    await spool.close();
  });

  it('forgets events that are settled while they go from memory to disk', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, timing: FAST });
    flush.failure = diskError('EIO');
    const events = someEvents(10);
    await Promise.all(events.map((event) => spool.append(event)));
    const gate = Promise.withResolvers<void>();
    flush.pause = gate.promise;
    // The first is that of the new segment's first line.
    flush.pauseFrom = flush.files + 2;
    flush.failure = undefined;
    await eventually(() => flush.files).toBe(flush.pauseFrom);
    const settled = spool.settle(idsOf(events.slice(0, 6)));
    gate.resolve();
    await settled;
    await eventually(() => spool.mode).toBe('disk');
    expect(await allPending(spool)).toStrictEqual(events.slice(6));
    await spool.close();
    const next = await openSpool({ folder });
    expect(await waitingIds(next)).toStrictEqual(idsOf(events.slice(6)));
    await next.close();
  });

  it('takes no more room than there is, however often events are settled on their way to disk', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, maxBytes: 4_194_304, timing: FAST });
    for (let round = 0; round < 10; round++) {
      flush.failure = diskError('EIO');
      const event = someEvent(60_000);
      await spool.append(event);
      const gate = Promise.withResolvers<void>();
      flush.pause = gate.promise;
      flush.pauseFrom = flush.files + 2;
      flush.failure = undefined;
      await eventually(() => flush.files).toBe(flush.pauseFrom);
      const settled = spool.settle([event.id]);
      gate.resolve();
      await settled;
      await eventually(() => spool.mode).toBe('disk');
    }
    const events = someEvents(70, 60_000);
    const results = await Promise.allSettled(events.map((event) => spool.append(event)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThan(66);
    await spool.close();
  });

  it('leaves refused events where they are when they cannot be copied, and does not hand them out again', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, timing: NEVER });
    const events = someEvents(3);
    for (const event of events) await spool.append(event);
    flush.failure = diskError('EIO');
    await spool.quarantine(events);
    expect(spool.counts()).toStrictEqual({ waiting: 0, bytes: 0, quarantined: 3 });
    expect(await allPending(spool)).toStrictEqual([]);
    flush.failure = undefined;
    await spool.close();
    const next = await openSpool({ folder });
    expect(await allPending(next)).toStrictEqual(events);
    await next.close();
  });

  it('leaves no litter behind', async () => {
    const flush = new WatchedFlush();
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush, timing: FAST });
    flush.failure = diskError('EIO');
    await spool.append(someEvent());
    const tried = flush.files;
    await eventually(() => flush.files).toBeGreaterThan(tried + 5);
    expect((await readdir(folder)).length).toBeLessThanOrEqual(2);
    flush.failure = undefined;
    await eventually(() => spool.mode).toBe('disk');
    await spool.settle(await waitingIds(spool));
    await spool.close();
    expect(await readdir(folder)).toStrictEqual([]);
  });
});

describe('a folder that is deleted', () => {
  it('is made again for what comes after', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder, timing: FAST });
    await spool.append(someEvent());
    await rm(folder, { recursive: true });
    const event = someEvent();
    await spool.append(event);
    await eventually(() => spool.mode).toBe('disk');
    expect(await allPending(spool)).toStrictEqual([event]);
    await spool.close();
  });
});
