import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { fill, folderSize, SMALL, withSpool } from './filling.test-support.ts';
import { openSpool } from './open-spool.ts';
import type { Spool } from './spool.ts';
import { allPending, idsOf, someEvent, someEvents } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const full = { code: 'spool_full' };

function holds(spool: Spool): boolean {
  try {
    spool.reserve().release();
    return true;
  } catch {
    return false;
  }
}

describe('the bound of a spool', () => {
  it('keeps the size of the folder within its bound, and takes events again once some are settled', async () => {
    const folder = await newFolder();
    await withSpool({ folder, maxBytes: SMALL }, async (spool) => {
      const kept = [...(await fill(spool, 20_000))];
      expect(await folderSize(folder)).toBeLessThanOrEqual(SMALL);
      expect(await folderSize(folder)).toBeGreaterThan(SMALL * 0.85);
      expect(idsOf(await allPending(spool))).toStrictEqual(idsOf(kept));
      for (let round = 0; round < 20; round++) {
        const settled = kept.splice(0, 40);
        await spool.settle(settled.map(({ id }) => id));
        kept.push(...(await fill(spool, 20_000)));
        expect(await folderSize(folder)).toBeLessThanOrEqual(SMALL);
      }
      expect(idsOf(await allPending(spool))).toStrictEqual(idsOf(kept));
    });
  });

  it('counts the segments of other processes, and learns when they are gone', async () => {
    const folder = await newFolder();
    await withSpool({ folder, maxBytes: SMALL }, async (other) => {
      const kept = [...(await fill(other, 60_000))];
      await withSpool({ folder, maxBytes: SMALL }, async (spool) => {
        await expect(spool.append(someEvent(60_000))).rejects.toMatchObject(full);
        await other.settle(idsOf(kept));
        await spool.append(someEvent(60_000));
        kept.push(...(await fill(other, 60_000)));
        await fill(spool, 60_000);
        expect(await folderSize(folder)).toBeLessThanOrEqual(SMALL);
        expect(() => spool.reserve()).toThrow(expect.objectContaining(full));
        await other.settle(idsOf(kept));
        await eventually(() => holds(spool)).toBe(true);
      });
    });
  });

  it('shares the bound with other processes that write at the same time', async () => {
    const folder = await newFolder();
    const spools = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openSpool({ folder, maxBytes: SMALL })));
    const kept = await Promise.all(spools.map((spool) => fill(spool, 20_000)));
    expect(await folderSize(folder)).toBeLessThanOrEqual(SMALL);
    expect(await folderSize(folder)).toBeGreaterThan(SMALL / 2);
    expect(idsOf((await Promise.all(spools.map(allPending))).flat())).toStrictEqual(idsOf(kept.flat()));
    for (const spool of spools) await spool.close();
  });

  it('leaves little on disk of events that are settled one by one', async () => {
    const folder = await newFolder();
    await withSpool({ folder }, async (spool) => {
      for (const event of someEvents(400, 1_000)) {
        await spool.append(event);
        await spool.settle([event.id]);
        expect(await folderSize(folder)).toBeLessThan(70_000);
      }
    });
  });

  it('has as much room in memory as before once all is settled', async () => {
    await withSpool({ maxBytes: SMALL }, async (spool) => {
      for (const event of someEvents(200, 60_000)) {
        await spool.append(event);
        await spool.settle([event.id]);
      }
      expect(spool.counts()).toMatchObject({ waiting: 0, bytes: 0 });
    });
  });

  it('never exceeds the bound however events are appended, settled and put aside', async () => {
    const folder = await newFolder();
    await withSpool({ folder, maxBytes: SMALL }, async (spool) => {
      for (let round = 0; round < 60; round++) {
        const events = someEvents(40, 150 + ((round * 7_919) % 9_000));
        await Promise.allSettled(events.map((event) => spool.append(event)));
        const pending = await allPending(spool);
        // Every third stays, so that each segment is only partly settled.
        await spool.settle(idsOf(pending.filter((_, index) => index % 3 === round % 3)));
        await spool.quarantine(pending.filter((_, index) => index % 30 === 1));
        expect(await folderSize(folder)).toBeLessThanOrEqual(SMALL);
      }
    });
  });
});
