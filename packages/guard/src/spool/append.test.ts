import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventually } from './eventually.test-support.ts';
import { SMALL, withSpool } from './filling.test-support.ts';
import { MAX_EVENT_BYTES } from './spool.ts';
import { allPending, someEvent, someEvents, WatchedFlush } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
const invalid = { code: 'request_invalid' };

describe('append', () => {
  const { id, jws } = someEvent();
  it.each([
    ['an upper-case UUID', { id: id.toUpperCase().replace(/^./, 'A'), jws }],
    ['an id that is no UUID', { id: 'patient-7', jws }],
    ['an id with a line break', { id: `${id}\n`, jws }],
    ['no id', { jws } as never],
    ['two parts', { id, jws: 'e30.e30' }],
    ['four parts', { id, jws: `${jws}.e30` }],
    ['an empty signature', { id, jws: 'e30.e30.' }],
    ['padding', { id, jws: 'e30=.e30.e30' }],
    ['plain base64', { id, jws: 'e30.e3+/.e30' }],
    ['a length no base64url has', { id, jws: 'e30.e30.e30ab' }],
    ['a line break', { id, jws: `${jws}\n` }],
    ['free text', { id, jws: 'Jane Doe, born 1950.' }],
    ['no text', { id, jws: 7 } as never],
    ['one byte too many', { id, jws: `${'a'.repeat(65_528)}.e30.e30` }],
  ])('refuses %s', async (_, event) => {
    await withSpool({}, async (spool) => {
      await expect(spool.append(event)).rejects.toMatchObject(invalid);
      await expect(spool.quarantine([event])).rejects.toMatchObject(invalid);
      await expect(spool.reserve().append(event)).rejects.toMatchObject(invalid);
      expect(spool.counts()).toMatchObject({ waiting: 0, quarantined: 0 });
    });
  });

  it('takes the largest and the smallest event', async () => {
    const largest = { id: randomUUID(), jws: `${'a'.repeat(MAX_EVENT_BYTES - 8)}.e30.e30` };
    const smallest = { id: randomUUID(), jws: 'ab.ab.ab' };
    await withSpool({ folder: await newFolder(), maxBytes: SMALL }, async (spool) => {
      await spool.append(largest);
      await spool.append(smallest);
      expect(await allPending(spool)).toStrictEqual([largest, smallest]);
    });
  });

  it('shares one flush among all appends made at a time', async () => {
    const flush = new WatchedFlush();
    await withSpool({ folder: await newFolder(), flush }, async (spool) => {
      const before = flush.files;
      const events = someEvents(200);
      await Promise.all(events.map((event) => spool.append(event)));
      expect(flush.files - before).toBe(1);
      expect(await allPending(spool)).toStrictEqual(events);
    });
  });

  it('flushes once more for those that arrive while a flush is under way', async () => {
    const flush = new WatchedFlush();
    await withSpool({ folder: await newFolder(), flush }, async (spool) => {
      const gate = Promise.withResolvers<void>();
      flush.pause = gate.promise;
      const before = flush.files;
      const first = spool.append(someEvent());
      await eventually(() => flush.files - before).toBe(1);
      const rest = someEvents(50).map((event) => spool.append(event));
      gate.resolve();
      await Promise.all([first, ...rest]);
      expect(flush.files - before).toBe(2);
    });
  });

  it('keeps an event once, however often it is given', async () => {
    await withSpool({ folder: await newFolder() }, async (spool) => {
      const event = someEvent();
      await Promise.all([spool.append(event), spool.append(event)]);
      await spool.append(event);
      await spool.reserve().append(event);
      expect(await allPending(spool)).toStrictEqual([event]);
      expect(spool.counts()).toMatchObject({ waiting: 1, bytes: event.jws.length });
    });
  });

  it.each(['disk', 'memory'])('refuses another event under an id that waits: %s', async (mode) => {
    await withSpool(mode === 'disk' ? { folder: await newFolder() } : {}, async (spool) => {
      const event = someEvent();
      const other = { ...someEvent(), id: event.id };
      const first = spool.append(event);
      await expect(spool.append(other)).rejects.toMatchObject(invalid);
      await first;
      await expect(spool.append(other)).rejects.toMatchObject(invalid);
      expect(await allPending(spool)).toStrictEqual([event]);
    });
  });
});
