import { text } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { schema } from '../storage/index.ts';
import { openTestRecordings, type RecordingsUnderTest } from './recordings-fixture.test-support.ts';

let under: RecordingsUnderTest;
beforeAll(async () => {
  under = await openTestRecordings();
});
afterAll(() => under.end());

const SEGMENTS = ['seg-0', 'seg-1', 'seg-2'];

/** Stores a recording and an original as they lie in the database. */
async function stored({ purged = false, segments = SEGMENTS } = {}): Promise<string> {
  const id = crypto.randomUUID();
  const { orm } = under.database;
  const now = new Date();
  const purgedAt = purged ? now : null;
  const common = { id, store: 'database', purgedAt };
  await orm
    .insert(schema.recording)
    .values({ ...common, mode: 'redacted', retention: 'r', segments: 3, startedAt: now, keepUntil: now });
  await orm
    .insert(schema.originals)
    .values({ ...common, digest: new Uint8Array(32), sealedBy: 'client', parts: 2, size: 10, receivedAt: now });
  for (const [index, one] of segments.entries()) {
    await orm.insert(schema.recordingSegment).values({ recording: id, index, jwe: Buffer.from(one) });
  }
  for (const index of [0, 1]) {
    await orm.insert(schema.originalsPart).values({ originals: id, index, bytes: Buffer.from(`part${index}`) });
  }
  return id;
}

describe('what is stored of a session, still sealed', () => {
  it('is given as it is: a recording a segment a line, an original to the byte', async () => {
    const id = await stored();
    expect(await text(await under.recordings.readSealed(id))).toBe('seg-0\nseg-1\nseg-2\n');
    expect(await text(await under.recordings.readSealedOriginal(id))).toBe('part0part1');
  });

  it('is unknown, or purged, before anything is given', async () => {
    const [unknown, purged] = [crypto.randomUUID(), await stored({ purged: true })];
    for (const read of [under.recordings.readSealed, under.recordings.readSealedOriginal]) {
      await expect(read(unknown)).rejects.toMatchObject({ code: 'recording_unknown' });
      await expect(read(purged)).rejects.toMatchObject({ code: 'recording_purged' });
    }
  });

  it('that is purged while it is given is not given as if it were whole', async () => {
    const id = await stored();
    const pieces = (await under.recordings.readSealed(id))[Symbol.asyncIterator]();
    expect((await pieces.next()).value).toEqual(new Uint8Array(Buffer.from('seg-0')));
    await under.database.orm.delete(schema.recordingSegment).where(eq(schema.recordingSegment.recording, id));
    await under.database.orm.update(schema.recording).set({ purgedAt: new Date() }).where(eq(schema.recording.id, id));
    const rest = async () => {
      for (let next = await pieces.next(); next.done !== true; next = await pieces.next());
    };
    await expect(rest()).rejects.toMatchObject({ code: 'recording_purged' });
  });

  it('that somebody took a segment from is given as far as it is there: its digest says so', async () => {
    const id = await stored({ segments: SEGMENTS.slice(0, 2) });
    expect(await text(await under.recordings.readSealed(id))).toBe('seg-0\nseg-1\n');
  });
});
