import { SallyportError, utf8 } from '@sallyport/core';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../sweeper/sweep.ts';
import { findRecording } from './recording-rows.ts';
import {
  framesOf,
  inventedCall,
  openTestRecordings,
  type RecordingsUnderTest,
} from './recordings-fixture.test-support.ts';

let test: RecordingsUnderTest;
beforeAll(async () => {
  test = await openTestRecordings();
});
afterAll(() => test.end());

/** Records a session; its outcome is in the ledger, unless it is to be left as a crash leaves it. */
async function record({ ended = true } = {}): Promise<string> {
  const session = crypto.randomUUID();
  await test.open(session);
  const recording = await test.recordings.recorder({ name: 'invented' }).begin(inventedCall({ session }));
  if (recording === undefined) throw new SallyportError('internal');
  recording.answer({ status: 200, headers: {} });
  await recording.given(utf8(`{"said":"${session}"}`));
  if (ended) await test.close(session, await recording.end());
  return session;
}

const read = async (session: string) => framesOf(await test.recordings.read(session));
const run = (statement: ReturnType<typeof sql>) => test.database.orm.execute(statement);
const corrupt = { code: 'recording_corrupt' };

describe('readStoredRecording', () => {
  it('tells apart what is not there, what was purged, and what is being recorded', async () => {
    await expect(read(crypto.randomUUID())).rejects.toMatchObject({ code: 'recording_unknown' });
    const purged = await record();
    await run(sql`update recording set purged_at = now(), sealed_key = null where id = ${purged}`);
    await expect(read(purged)).rejects.toMatchObject({ code: 'recording_purged' });
    const running = await record({ ended: false });
    expect((await read(running)).map(({ type }) => type)).toEqual(['header', 'request', 'body']);
  });

  it.each<[string, (one: string, other: string) => ReturnType<typeof sql>]>([
    [
      'a changed byte',
      (one) =>
        sql`update recording_segment set jwe = overlay(jwe placing 'x' from octet_length(jwe) - 40) where recording = ${one} and index = 1`,
    ],
    ['a segment that is gone', (one) => sql`delete from recording_segment where recording = ${one} and index = 0`],
    ['a tail that is cut off', (one) => sql`delete from recording_segment where recording = ${one} and index = 1`],
    ['a row that is gone', (one) => sql`delete from recording where id = ${one}`],
    ['a key that is gone', (one) => sql`update recording set sealed_key = null where id = ${one}`],
    [
      'the key of another',
      (one, other) =>
        sql`update recording set sealed_key = (select sealed_key from recording where id = ${other}) where id = ${one}`,
    ],
    [
      'a segment that was added',
      (one) =>
        sql`insert into recording_segment select recording, 2, jwe from recording_segment where recording = ${one} and index = 1`,
    ],
    [
      'a segment of another',
      (one, other) =>
        sql`update recording_segment set jwe = (select jwe from recording_segment where recording = ${other} and index = 1) where recording = ${one} and index = 1`,
    ],
    [
      'segments that changed places',
      (one) => sql`update recording_segment set index = 1 - index + 10 where recording = ${one}`,
    ],
  ])('finds %s', async (_, change) => {
    const [one, other] = [await record(), await record()];
    await run(change(one, other));
    await expect(read(one)).rejects.toMatchObject(corrupt);
    expect(await read(other)).toHaveLength(6);
  });

  it('finds a recording that was swapped, whole, with another session’s', async () => {
    const [one, other] = [await record(), await record()];
    for (const [from, to] of [
      [one, crypto.randomUUID()],
      [other, one],
    ] as const) {
      await run(sql`update recording set id = ${to} where id = ${from}`);
      await run(sql`update recording_segment set recording = ${to} where recording = ${from}`);
    }
    await expect(read(one)).rejects.toMatchObject(corrupt);
    await expect(read(other)).rejects.toMatchObject(corrupt);
  });

  it('finds a session that was pointed at another’s outcome', async () => {
    const [one, other] = [await record(), await record()];
    await run(
      sql`update session set closed_index = (select closed_index from session where id = ${other}) where id = ${one}`,
    );
    await expect(read(one)).rejects.toMatchObject({ code: 'ledger_corrupt' });
  });
});

describe('recordingCutter', () => {
  it('ends what a crash left, so that the ledger says what there is, which then is held to it', async () => {
    const session = await record({ ended: false });
    const swept = await sweep({
      ledger: {
        unclosedSessions: async () =>
          (await test.ledger.session(session))?.closedIndex === undefined
            ? [{ id: session, openedIndex: 0, openedAt: new Date() }]
            : [],
        readEvent: async () =>
          ({
            metadata: { event_code: 'session.intent' },
            actor: { user: {} },
            api: { request: { uid: session } },
            src_endpoint: {},
          }) as never,
      },
      events: { record: ({ details }) => test.close(session, details.recording) },
      cut: test.recordings.cut,
      openedBefore: 0,
      pageSize: 1,
      signal: new AbortController().signal,
    });
    expect(swept).toMatchObject({ closed: 1, failed: 0 });
    const row = await findRecording(test.database, session);
    expect(row).toMatchObject({ cut: true, segments: 1 });
    expect(await read(session)).toHaveLength(3);
    expect(await test.recordings.cut(session)).toMatchObject({ mode: 'redacted', segments: 1 });
    await run(sql`update recording_segment set jwe = jwe || 'x' where recording = ${session}`);
    await expect(read(session)).rejects.toMatchObject(corrupt);
  });

  it('has nothing to say of a session that was not recorded, and leaves one that ended as it is', async () => {
    expect(await test.recordings.cut(crypto.randomUUID())).toBeUndefined();
    const session = await record();
    const before = await findRecording(test.database, session);
    expect(await test.recordings.cut(session)).toMatchObject({ segments: 2 });
    expect(await findRecording(test.database, session)).toStrictEqual(before);
    expect(before?.cut).toBe(false);
  });
});
