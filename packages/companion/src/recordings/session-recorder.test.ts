import { randomBytes } from 'node:crypto';
import { SallyportError, utf8 } from '@sallyport/core';
import type { Payload, RunningRecording } from '@sallyport/pipeline';
import { bodyPieces, type Frame } from '@sallyport/recording';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Statement } from '../storage/index.ts';
import { findRecording } from './recording-rows.ts';
import {
  all,
  each,
  framesOf,
  inventedCall,
  openTestRecordings,
  type RecordingsUnderTest,
} from './recordings-fixture.test-support.ts';
import type { SegmentStore } from './segment-store.ts';

let test: RecordingsUnderTest;
beforeAll(async () => {
  test = await openTestRecordings();
});
afterAll(() => test.end());
afterEach(() => {
  vi.useRealTimers();
});

const POLICY = { name: 'invented' };
const HEAD = { status: 200, headers: { 'content-type': 'text/event-stream' } };
const unavailable = { code: 'recording_unavailable' };

async function begin(call = inventedCall(), recordings = test.recordings): Promise<RunningRecording> {
  const recording = await recordings.recorder(POLICY).begin(call);
  if (recording === undefined) throw new SallyportError('internal');
  return recording;
}

const framesIn = async (session: string) => framesOf(await test.recordings.read(session));

async function bytesOf(frames: readonly Frame[], of: 'request' | 'answer'): Promise<Buffer> {
  const pieces = await all(bodyPieces(each(frames), of));
  return Buffer.concat(pieces.map(({ bytes }) => bytes));
}

describe('sessionRecorder', () => {
  it('has the request durable before it begins, and the answer piece by piece', async () => {
    const session = crypto.randomUUID();
    const recording = await begin(inventedCall({ session }));
    expect((await framesIn(session)).map(({ type }) => type)).toEqual(['header', 'request', 'body']);
    recording.answer(HEAD);
    for (const piece of ['data: one\n\n', 'data: two\n\n']) await recording.given(utf8(piece));
    const details = await recording.end();
    await test.open(session);
    await test.close(session, details);
    const frames = await framesIn(session);
    expect(details).toStrictEqual({ mode: 'redacted', retention: 'standard', segments: 2, digest: details.digest });
    expect(frames).toMatchObject([
      { type: 'header', version: 1, session, connection: 'openai', operation: 'embeddings.create', mode: 'redacted' },
      { type: 'request', method: 'POST', path: '/embeddings', headers: { 'content-type': 'application/json' } },
      { type: 'body', of: 'request', text: '{"input":"[NAME]"}' },
      { type: 'answer', ...HEAD },
      { type: 'body', of: 'answer', text: 'data: one\n\n' },
      { type: 'body', of: 'answer', text: 'data: two\n\n' },
      { type: 'end' },
    ]);
    expect(JSON.stringify(frames)).not.toContain('invented');
    const row = await findRecording(test.database, session);
    expect(row).toMatchObject({ segments: 2, cut: false, purgedAt: null, retention: 'standard', store: 'database' });
    expect(row?.keepUntil.getTime()).toBe(test.clock.now() + 2_192 * 86_400_000);
  });

  it('says by which error a call ended', async () => {
    const session = crypto.randomUUID();
    const recording = await begin(inventedCall({ session }));
    await recording.end(new SallyportError('upstream_timeout'));
    expect((await framesIn(session)).at(-1)).toMatchObject({ type: 'end', error: 'upstream_timeout' });
  });

  it('records nothing where policy wants no more than the events', async () => {
    const session = crypto.randomUUID();
    expect(await test.recordings.recorder(POLICY).begin(inventedCall({ session, mode: 'metadata' }))).toBeUndefined();
    expect(await findRecording(test.database, session)).toBeUndefined();
    await expect(test.recordings.read(session)).rejects.toMatchObject({ code: 'recording_unknown' });
  });

  it('streams large bodies, in segments within their bound', async () => {
    const session = crypto.randomUUID();
    const chunks = Array.from({ length: 20 }, () => randomBytes(65_536));
    const egress: Payload = { length: 20 * 65_536, read: () => each(chunks) };
    const recording = await begin(inventedCall({ session, egress }));
    recording.answer(HEAD);
    const answer = randomBytes(1_000_000);
    await recording.given(answer);
    const { segments = 0 } = await recording.end();
    const stored = await test.database.orm.query.recordingSegment.findMany({
      where: (segment, { eq }) => eq(segment.recording, session),
    });
    expect(segments).toBe(stored.length);
    expect(Math.max(...stored.map(({ jwe }) => jwe.length))).toBeLessThanOrEqual(262_144);
    const frames = await framesIn(session);
    expect(await bytesOf(frames, 'request')).toEqual(Buffer.concat(chunks));
    expect(await bytesOf(frames, 'answer')).toEqual(answer);
  });

  it('leaves a crash no more than two seconds of a stream', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const session = crypto.randomUUID();
    const recording = await begin(inventedCall({ session }));
    recording.answer(HEAD);
    await recording.given(utf8('data: one\n\n'));
    expect(await framesIn(session)).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(2_000);
    await expect.poll(() => framesIn(session)).toHaveLength(5);
    await recording.given(utf8('data: two\n\n'));
    await vi.advanceTimersByTimeAsync(2_000);
    await expect.poll(() => framesIn(session)).toHaveLength(6);
    expect(await recording.end()).toMatchObject({ segments: 4 });
    await vi.advanceTimersByTimeAsync(2_000);
    expect(await framesIn(session)).toHaveLength(7);
  });

  it('writes what many calls begin and end with in a few statements, each call in two', async () => {
    const statements: string[] = [];
    const watched = {
      ...test.database,
      query: (statement: Statement) => {
        statements.push(statement.name);
        return test.database.query(statement);
      },
    };
    const recordings = await test.again({ database: watched });
    const running = await Promise.all(Array.from({ length: 50 }, () => begin(inventedCall(), recordings)));
    expect(statements.splice(0)).toEqual(['sallyport_record_br']);
    for (const recording of running) recording.answer(HEAD);
    await Promise.all(running.map((recording) => recording.given(utf8('{}'))));
    await Promise.all(running.map((recording) => recording.end()));
    expect(statements).toEqual(['sallyport_record_re']);
  });

  it('ends a recording once: not when it was cut meanwhile', async () => {
    const session = crypto.randomUUID();
    const recording = await begin(inventedCall({ session }));
    await test.recordings.cut(session);
    await expect(recording.end()).rejects.toMatchObject(unavailable);
  });

  it.each([0, 1, 2])('fails at once and for good when segment %d cannot be stored', async (failing) => {
    const held = new Map<number, Uint8Array>();
    const segments: SegmentStore = {
      name: 'bucket',
      write: async ({ index }, bytes) => {
        if (index === failing) throw new SallyportError('recording_unavailable');
        held.set(index, bytes);
      },
      read: async ({ index }) => held.get(index),
      remove: async () => undefined,
    };
    const session = crypto.randomUUID();
    const whole = async () => {
      const recording = await begin(inventedCall({ session }), await test.again({ segments }));
      recording.answer(HEAD);
      await recording.given(randomBytes(150_000)).catch(() => undefined);
      const [once, again] = await Promise.allSettled([recording.end(), recording.end()]);
      return [once.status, again.status];
    };
    if (failing === 0) await expect(whole()).rejects.toMatchObject(unavailable);
    else expect(await whole()).toEqual(['rejected', 'rejected']);
    // The row says what there is, and no more.
    const { segments: stored = 0, cut = false, size = 0 } = (await findRecording(test.database, session)) ?? {};
    expect([stored, cut, size]).toEqual([
      failing,
      failing > 0,
      [...held.values()].reduce((sum, one) => sum + one.length, 0),
    ]);
  });
});
