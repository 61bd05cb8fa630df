import { randomBytes, randomUUID } from 'node:crypto';
import { readdir, readFile, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSpool } from './open-spool.ts';
import type { SpooledEvent } from './spool.ts';
import { allPending, idsOf, someEvents, waitingIds } from './spool-samples.test-support.ts';
import { temporaryFolders } from './temporary-folders.test-support.ts';

const newFolder = temporaryFolders();
/** Nothing is lost here for want of a flush, and there are thousands. */
const flush = { file: async () => undefined, folder: async () => undefined };

/** What a spool leaves: the name and bytes of its one segment. */
async function leaveSegment(events: readonly SpooledEvent[], settled: readonly string[] = []) {
  const folder = await newFolder();
  const spool = await openSpool({ folder, flush });
  for (const event of events) await spool.append(event);
  await spool.settle(settled);
  await spool.close();
  const [name = ''] = await readdir(folder);
  return { name, bytes: await readFile(join(folder, name)) };
}

/** What a new spool finds in a folder that holds the bytes as a segment. */
async function found(name: string, bytes: Uint8Array): Promise<readonly SpooledEvent[]> {
  const folder = await newFolder();
  await writeFile(join(folder, name), bytes);
  const spool = await openSpool({ folder, flush });
  const events = await allPending(spool);
  // What was torn does not spoil what is written behind it.
  await spool.settle(idsOf(events.slice(0, 1)));
  await spool.close();
  const next = await openSpool({ folder, flush });
  expect(await allPending(next)).toStrictEqual(events.slice(1));
  await next.close();
  return events;
}

describe('a segment', () => {
  it('that was cut at any byte gives the events before the cut, and takes notes behind it', async () => {
    const events = someEvents(3, 150);
    const { name, bytes } = await leaveSegment(events);
    const text = bytes.toString('latin1');
    const ends = events.map(({ jws }) => text.indexOf(jws) + jws.length);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const whole = events.filter((_, index) => (ends[index] ?? 0) <= cut);
      expect(await found(name, bytes.subarray(0, cut)), `cut at ${cut}`).toStrictEqual(whole);
    }
  });

  it('with one byte changed anywhere loses at most the event that byte is in', async () => {
    const events = someEvents(3, 150);
    const { name, bytes } = await leaveSegment(events);
    for (let at = 0; at < bytes.length; at += 3) {
      const changed = Buffer.from(bytes);
      changed[at] = (changed[at] ?? 0) ^ (1 + (at % 255));
      const left = await found(name, changed);
      expect(left.length).toBeGreaterThanOrEqual(events.length - 2);
      expect(events).toEqual(expect.arrayContaining([...left]));
    }
  });

  it.each([
    ['zeros', Buffer.alloc(5_000)],
    ['random bytes', randomBytes(5_000)],
    ['newlines', Buffer.alloc(5_000, '\n')],
    ['one long line', Buffer.alloc(200_000, 'E')],
    ['half a line', Buffer.from('E AAAAAAAAAAA 00000000-0000')],
  ])('with %s at its end gives all its events', async (_, garbage) => {
    const events = someEvents(3);
    const { name, bytes } = await leaveSegment(events);
    expect(await found(name, Buffer.concat([bytes, garbage]))).toStrictEqual(events);
  });

  it('does not give the events of another segment, which a disk may show in its blocks', async () => {
    const events = someEvents(3);
    const { name } = await leaveSegment(events);
    const other = await leaveSegment(someEvents(3));
    expect(await found(name, other.bytes)).toStrictEqual([]);
  });

  it('does not give again what was settled in it', async () => {
    const events = someEvents(6);
    const { name, bytes } = await leaveSegment(events, [events[1]?.id ?? '', events[4]?.id ?? '', randomUUID()]);
    expect(idsOf(await found(name, bytes))).toStrictEqual(
      idsOf(events.filter((_, index) => index !== 1 && index !== 4)),
    );
  });

  it('that changes under a living spool does not stop it: what is damaged is counted, the rest handed out', async () => {
    const folder = await newFolder();
    const spool = await openSpool({ folder, flush });
    const events = someEvents(4);
    for (const event of events) await spool.append(event);
    const name = (await readdir(folder)).find((file) => file.endsWith('.events')) ?? '';
    await truncate(join(folder, name), (await readFile(join(folder, name))).length - 10);
    expect(await allPending(spool)).toStrictEqual(events.slice(0, 3));
    expect(spool.counts()).toMatchObject({ waiting: 3, quarantined: 1 });
    await spool.settle(idsOf(events));
    expect(await waitingIds(spool)).toStrictEqual([]);
    await spool.close();
  });
});
