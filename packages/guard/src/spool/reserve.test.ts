import { describe, expect, it } from 'vitest';
import { fill, SMALL, withSpool } from './filling.test-support.ts';
import { MAX_EVENT_BYTES } from './spool.ts';
import { someEvent, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const invalid = { code: 'request_invalid' };
const full = { code: 'spool_full' };

describe('reserve', () => {
  it('holds room that others cannot take', async () => {
    await withSpool({ folder: await newFolder(), maxBytes: SMALL }, async (spool) => {
      const reservation = spool.reserve();
      await fill(spool, 3_000);
      const outcome = someEvent(MAX_EVENT_BYTES - 10);
      await reservation.append(outcome);
      expect(await waitingIds(spool)).toContain(outcome.id);
      await expect(spool.append(someEvent(60_000))).rejects.toMatchObject(full);
    });
  });

  it('gives back what an event smaller than reserved does not need, and all when released', async () => {
    await withSpool({ maxBytes: SMALL, maxMemoryEvents: 1_000 }, async (spool) => {
      const reservations = Array.from({ length: 59 }, () => spool.reserve());
      expect(() => spool.reserve()).toThrow(expect.objectContaining(full));
      for (const reservation of reservations.splice(0, 2)) await reservation.append(someEvent(150));
      reservations.push(spool.reserve());
      for (const reservation of reservations) {
        reservation.release();
        reservation.release();
      }
      for (const reservation of Array.from({ length: 59 }, () => spool.reserve())) reservation.release();
    });
  });

  it('takes the place of one event in memory', async () => {
    await withSpool({ maxMemoryEvents: 2 }, async (spool) => {
      const reservation = spool.reserve();
      await spool.append(someEvent());
      await expect(spool.append(someEvent())).rejects.toMatchObject(full);
      await reservation.append(someEvent());
      expect(spool.counts().waiting).toBe(2);
    });
  });

  it.each([0, -1, 1.5, Number.NaN, MAX_EVENT_BYTES + 1])('refuses to hold %s bytes', async (bytes) => {
    await withSpool({}, async (spool) => {
      expect(() => spool.reserve(bytes)).toThrow(expect.objectContaining(invalid));
    });
  });

  it('takes no event larger than was reserved, and none twice', async () => {
    await withSpool({}, async (spool) => {
      const reservation = spool.reserve(200);
      await expect(reservation.append(someEvent(300))).rejects.toMatchObject(invalid);
      await reservation.append(someEvent(200));
      await expect(reservation.append(someEvent(200))).rejects.toMatchObject(invalid);
      const released = spool.reserve();
      released.release();
      await expect(released.append(someEvent())).rejects.toMatchObject(invalid);
      expect(spool.counts().waiting).toBe(1);
    });
  });

  it('gives the room back when the event waits already', async () => {
    await withSpool({ maxBytes: SMALL }, async (spool) => {
      const event = someEvent();
      await spool.append(event);
      for (let index = 0; index < 200; index++) await spool.reserve().append(event);
      expect(spool.counts().waiting).toBe(1);
    });
  });
});
