import { randomUUID } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { fill, folderSize, SMALL, withSpool } from './filling.test-support.ts';
import { openSpool } from './open-spool.ts';
import { MAX_EVENT_BYTES } from './spool.ts';
import { allPending, idsOf, someEvent, someEvents } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const MIB = 1_048_576;
const invalid = { code: 'request_invalid' };
const closed = { code: 'spool_unavailable' };

describe('pending', () => {
  it.each([
    { events: 0, bytes: MAX_EVENT_BYTES },
    { events: 1.5, bytes: MAX_EVENT_BYTES },
    { events: 1, bytes: MAX_EVENT_BYTES - 1 },
    { events: Number.NaN, bytes: MAX_EVENT_BYTES },
    { events: 1, bytes: Number.POSITIVE_INFINITY },
  ])('refuses the limit %j', async (limit) => {
    await withSpool({}, async (spool) => {
      await expect(spool.pending(limit)).rejects.toMatchObject(invalid);
    });
  });

  it.each(['disk', 'memory'])(
    'hands out the oldest within the limit, the same until they are settled: %s',
    async (mode) => {
      const options = mode === 'disk' ? { folder: await newFolder(), maxBytes: SMALL } : {};
      await withSpool(options, async (spool) => {
        const events = someEvents(200, 9_000);
        for (const event of events) await spool.append(event);
        expect(await spool.pending({ events: 3, bytes: MIB })).toStrictEqual(events.slice(0, 3));
        expect(await spool.pending({ events: 100, bytes: MAX_EVENT_BYTES })).toStrictEqual(events.slice(0, 7));
        await spool.settle([...idsOf(events.slice(0, 50)), randomUUID()]);
        expect(await spool.pending({ events: 2, bytes: MIB })).toStrictEqual(events.slice(50, 52));
        expect(await allPending(spool)).toStrictEqual(events.slice(50));
      });
    },
  );
});

describe('quarantine', () => {
  it('puts events aside for good, counted, in readable files', async () => {
    const folder = await newFolder();
    const events = someEvents(10);
    await withSpool({ folder }, async (spool) => {
      for (const event of events) await spool.append(event);
      await spool.quarantine(events.slice(0, 4));
      expect(spool.counts()).toMatchObject({ waiting: 6, quarantined: 4 });
    });
    await withSpool({ folder }, async (spool) => {
      expect(await allPending(spool)).toStrictEqual(events.slice(4));
      expect(spool.counts().quarantined).toBe(0);
    });
    expect((await readdir(folder)).filter((name) => name.endsWith('.refused'))).toHaveLength(1);
  });

  it('keeps the newest within its bound', async () => {
    const folder = await newFolder();
    await withSpool({ folder, maxBytes: SMALL }, async (spool) => {
      for (let round = 0; round < 30; round++) await spool.quarantine(someEvents(10, 10_000));
      await spool.quarantine(someEvents(30, 10_000));
      expect(spool.counts().quarantined).toBe(330);
      const total = await folderSize(folder, '.refused');
      expect(total).toBeLessThanOrEqual(SMALL / 16);
      expect(total).toBeGreaterThan(SMALL / 64);
    });
  });

  it('only counts in memory', async () => {
    await withSpool({ maxMemoryEvents: 1 }, async (spool) => {
      const event = someEvent();
      await spool.append(event);
      await spool.quarantine([event]);
      expect(spool.counts()).toStrictEqual({ waiting: 0, bytes: 0, quarantined: 1 });
      await spool.append(someEvent());
    });
  });
});

describe('close', () => {
  it('waits for the appends under way and refuses what comes after', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder });
    const reservation = spool.reserve();
    const events = someEvents(20);
    const appends = events.map((event) => spool.append(event));
    await Promise.all([spool.close(), spool.close(), ...appends]);
    await expect(spool.append(someEvent())).rejects.toMatchObject(closed);
    await expect(spool.pending({ events: 1, bytes: MIB })).rejects.toMatchObject(closed);
    await expect(reservation.append(someEvent())).rejects.toMatchObject(closed);
    expect(() => spool.reserve()).toThrow(expect.objectContaining(closed));
    await withSpool({ folder }, async (next) => {
      expect(await allPending(next)).toStrictEqual(events);
    });
  });

  it('refuses what waited for room meanwhile', async () => {
    const folder = await newFolder();
    await withSpool({ folder, maxBytes: SMALL }, async (other) => {
      const kept = await fill(other, 60_000);
      const spool = await openSpool({ folder, maxBytes: SMALL });
      await other.settle(idsOf(kept));
      const append = spool.append(someEvent(60_000));
      const [result] = await Promise.allSettled([append, spool.close()]);
      expect(result).toMatchObject({ status: 'rejected', reason: closed });
    });
  });

  it('lets events be settled that were sent before it', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder });
    const [first, second] = [someEvent(), someEvent()];
    await spool.append(first);
    await spool.append(second);
    await spool.close();
    await spool.settle([first.id]);
    await withSpool({ folder }, async (next) => {
      expect(await allPending(next)).toStrictEqual([second]);
    });
  });
});
