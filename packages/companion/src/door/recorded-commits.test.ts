import { randomBytes } from 'node:crypto';
import { SallyportError, utf8 } from '@sallyport/core';
import { heldPayload, type Intended, type Outcome, type RunningRecording, type Session } from '@sallyport/pipeline';
import type { Frame } from '@sallyport/recording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SegmentStore } from '../recordings/index.ts';
import { findRecording } from '../recordings/recording-rows.ts';
import {
  framesOf,
  inventedCall,
  openTestRecordings,
  type RecordingsUnderTest,
} from '../recordings/recordings-fixture.test-support.ts';
import type { DraftItem, EventLog } from './event-log.ts';
import { commitIntent, commitOutcome } from './recorded-commits.ts';

let test: RecordingsUnderTest;
beforeAll(async () => {
  test = await openTestRecordings();
});
afterAll(() => test.end());

const HEAD = { status: 200, headers: {} };
const unavailable = { code: 'recording_unavailable' };

/** A door that records, on the ledger of the test, and what it wrote into it. */
async function recordingDoor({ refusing = false, segments }: { refusing?: boolean; segments?: SegmentStore } = {}) {
  const written: DraftItem[] = [];
  const commit: EventLog['commit'] = async (items) => {
    const [item] = items as readonly DraftItem[];
    if (item === undefined || (refusing && item.recorded?.length)) throw new SallyportError('recording_unavailable');
    written.push(item);
    const facts = { ...item.draft, id: crypto.randomUUID(), time: test.clock.now() };
    return test.ledger.commit([{ facts, session: item.session, recorded: item.recorded ?? [] } as never]);
  };
  const recordings = segments === undefined ? test.recordings : await test.again({ segments });
  const recorder = recordings.recorder({ name: 'invented' });
  const parts = { log: { commit }, recorder };
  const draft = (kind: 'session.intent' | 'session.outcome', id: string, more: object): DraftItem => ({
    draft: { kind, status: 'success', details: { sessionId: id, ...more } } as never,
    session: kind === 'session.intent' ? 'open' : 'close',
  });
  const open = async (call: Intended): Promise<{ call: Intended; recording: RunningRecording }> => {
    const id = call.session.id ?? '';
    const items = (recorded: NonNullable<DraftItem['recorded']>) => [{ ...draft('session.intent', id, {}), recorded }];
    const { recording } = await commitIntent(parts, { exchange: call, items });
    const session: Session = { ...call.session };
    if (recording !== undefined) recorder.keep(session, recording);
    const intended = { ...call, session };
    const running = await recorder.begin(intended);
    if (running === undefined) throw new SallyportError('internal');
    return { call: intended, recording: running };
  };
  const close = (exchange: Intended, outcome: Outcome) =>
    commitOutcome(parts, {
      ...{ exchange, outcome },
      item: ({ recording, error }) =>
        draft('session.outcome', exchange.session.id ?? '', {
          ...(recording && { recording }),
          ...(error && { error: error.code }),
        }),
    });
  return { open, close, written };
}

const typesIn = async (session: string): Promise<readonly Frame['type'][]> =>
  (await framesOf(await test.recordings.read(session))).map(({ type }) => type);

describe('commitIntent and commitOutcome', () => {
  it('write a call that is whole in two commits, which hold its recording', async () => {
    const session = crypto.randomUUID();
    const door = await recordingDoor();
    const { call, recording } = await door.open(inventedCall({ session }));
    expect(await typesIn(session)).toEqual(['header', 'request', 'body']);
    recording.answer(HEAD);
    await recording.given(utf8('{}'));
    const details = await recording.end();
    expect(await findRecording(test.database, session)).toMatchObject({ endedAt: null });
    await door.close(call, { recording: details });
    expect(door.written.map(({ recorded }) => recorded?.map((change) => Object.keys(change)[0]))).toEqual([
      ['begun', 'part'],
      ['part', 'ended'],
    ]);
    expect(await typesIn(session)).toEqual(['header', 'request', 'body', 'answer', 'body', 'end']);
    expect(await findRecording(test.database, session)).toMatchObject({ segments: 2, cut: false });
  });

  it('leave what is large to be written by itself, before what it belongs to', async () => {
    const session = crypto.randomUUID();
    const door = await recordingDoor();
    const { call, recording } = await door.open(inventedCall({ session, egress: heldPayload(randomBytes(100_000)) }));
    expect((await typesIn(session)).slice(0, 2)).toEqual(['header', 'request']);
    recording.answer(HEAD);
    await recording.given(randomBytes(100_000));
    await door.close(call, { recording: await recording.end() });
    expect(door.written.map(({ recorded }) => recorded?.map((change) => Object.keys(change)[0]))).toEqual([
      ['begun'],
      ['ended'],
    ]);
    expect((await typesIn(session)).at(-1)).toBe('end');
  });

  it('leave segments in a bucket to the bucket', async () => {
    const held = new Map<number, Uint8Array>();
    const bucket: SegmentStore = {
      name: 'bucket',
      write: async ({ index }, bytes) => void held.set(index, bytes),
      read: async ({ index }) => held.get(index),
      remove: async () => undefined,
    };
    const session = crypto.randomUUID();
    const door = await recordingDoor({ segments: bucket });
    const { call, recording } = await door.open(inventedCall({ session }));
    expect(held.size).toBe(1);
    const details = await recording.end();
    expect(held.size).toBe(2);
    await door.close(call, { recording: details });
    expect(await findRecording(test.database, session)).toMatchObject({ segments: 2, store: 'bucket' });
  });

  it('leave the intent in the log where the recording does not go with it, which then stands by itself', async () => {
    const session = crypto.randomUUID();
    const door = await recordingDoor({ refusing: true });
    const { call, recording } = await door.open(inventedCall({ session }));
    expect(await typesIn(session)).toEqual(['header', 'request', 'body']);
    await door.close(call, { recording: await recording.end() });
    expect((await typesIn(session)).at(-1)).toBe('end');
    expect(door.written.map(({ recorded }) => recorded)).toEqual([[], []]);
  });

  it('give nothing whose recording cannot be ended, and say so', async () => {
    const session = crypto.randomUUID();
    const door = await recordingDoor();
    const { call, recording } = await door.open(inventedCall({ session }));
    await test.recordings.cut(session);
    const details = await recording.end();
    await expect(door.close(call, { recording: details })).rejects.toMatchObject(unavailable);
    expect(door.written.at(-1)?.draft.details).toEqual({ sessionId: session, error: 'recording_unavailable' });
    expect(await findRecording(test.database, session)).toMatchObject({ segments: 1, cut: true });
  });

  it('keep the first failure of a call', async () => {
    const session = crypto.randomUUID();
    const door = await recordingDoor();
    const { call, recording } = await door.open(inventedCall({ session }));
    await test.recordings.cut(session);
    const error = new SallyportError('upstream_timeout');
    await door.close(call, { error, recording: await recording.end(error) });
    expect(door.written.at(-1)?.draft.details).toEqual({ sessionId: session, error: 'upstream_timeout' });
  });

  it('take nothing along for a call that is not recorded', async () => {
    const call = inventedCall({ mode: 'metadata' });
    const items: DraftItem[][] = [];
    const commit: EventLog['commit'] = async (all) => {
      items.push([...all] as DraftItem[]);
      return [];
    };
    const parts = { log: { commit }, recorder: test.recordings.recorder({ name: 'invented' }) };
    expect(await commitIntent(parts, { exchange: call, items: () => [] })).toEqual({ settled: [] });
    await commitOutcome(parts, { exchange: call, outcome: {}, item: () => ({ draft: {} as never }) });
    expect(items).toEqual([[], [{ draft: {}, recorded: [] }]]);
  });
});
