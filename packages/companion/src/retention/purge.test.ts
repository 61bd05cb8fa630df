import { join } from 'node:path';
import { SallyportError } from '@sallyport/core';
import { importEventKeys, verifyPurgeCertificate } from '@sallyport/ledger';
import { readRecording } from '@sallyport/recording';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { verifyFolder } from '../ledger/ledger-fixture.test-support.ts';
import { storedParts } from '../recordings/segment-stores.ts';
import { ADMIN, DAY, openTestArchive, SECRET_TEXT, type TestArchive } from './archive-fixture.test-support.ts';
import { claimPurge, destroyKey } from './purge-changes.ts';
import { type Claimed, finishPurge } from './purge-recording.ts';
import { findRow } from './purge-rows.ts';
import { tickPurges } from './start-purge-ticker.ts';

let archive: TestArchive;
beforeAll(async () => {
  archive = await openTestArchive();
});
afterAll(() => archive.close());

const never = new AbortController().signal;
const tick = () => tickPurges(archive.parts, never);
const order = {
  reason: 'legal_order',
  by: { identity: ADMIN, clientIp: '192.0.2.7', adminSessionId: crypto.randomUUID() },
} as const;
const purgesOf = async (id: string) =>
  (await archive.events()).filter(
    ({ metadata, api }) => metadata.event_code === 'recording.purged' && api.request?.uid === id,
  );

async function certificateOf(id: string) {
  const keys = await importEventKeys([archive.identity.eventSigner.publicKey]);
  return verifyPurgeCertificate(await archive.archive.certificate(id), keys);
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

async function segmentsOf(id: string): Promise<readonly Uint8Array[]> {
  return collected(storedParts(archive.store, { kind: 'recording', session: id }));
}

describe('purging', () => {
  it('destroys the key of what has been kept long enough, and certifies it; the ledger is whole', async () => {
    const [due, later] = [await archive.record({ days: 30 }), await archive.record({ days: 31 })];
    const copy = await segmentsOf(due);
    const { sealed_key: sealed, digest } = await archive.row(due);
    const key = archive.keys.open(due, sealed as Uint8Array);
    const opened = await collected(
      readRecording(
        (async function* () {
          yield* copy;
        })(),
        { id: due, key },
      ),
    );
    expect(JSON.stringify(opened)).toContain(SECRET_TEXT);
    archive.clock.advance(30 * DAY);
    expect(await tick()).toEqual({ purged: 1 });
    expect(await archive.row(due)).toMatchObject({
      sealed_key: null,
      purged_at: expect.anything(),
      removed_at: expect.anything(),
    });
    expect([await archive.count('recording_segment', due), await archive.count('recording_segment', later)]).toEqual([
      0, 2,
    ]);
    expect(await archive.salt(due)).toMatchObject({ sealed_salt: null, salt_digest: expect.anything() });
    expect(await archive.salt(later)).toMatchObject({ sealed_salt: expect.anything() });
    const [event] = await purgesOf(due);
    const said = {
      ...{ mode: 'redacted', retention: 'standard', segments: 2 },
      digest: Buffer.from(digest as Uint8Array).toString('base64url'),
    };
    expect(event).toMatchObject({
      status_id: 1,
      actor: { user: { name: 'unknown' } },
      unmapped: { recording: { ...said, reason: 'expired' } },
    });
    expect(await certificateOf(due)).toEqual({
      ...{
        origin: 'sallyport.example/log',
        session: due,
        reason: 'expired',
        purgedAt: archive.clock.now(),
        recording: said,
      },
      ...{ event: event?.metadata.uid, index: 2, receipt: expect.any(String) },
    });
    const folder = join(archive.dataDir, 'export');
    await archive.ledger.exportTo(folder);
    expect(await verifyFolder(folder)).toMatchObject({ ok: true });
    expect(await tick()).toEqual({ purged: 0 });
  });

  it('goes through as many as there are, and through each once, though several replicas do', async () => {
    const ids = await Promise.all(Array.from({ length: 40 }, () => archive.record({ days: 1 })));
    archive.clock.advance(DAY);
    const ticks = await Promise.all([tick(), tick(), tick()]);
    expect(ticks.map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
    for (const id of ids) expect(await purgesOf(id)).toHaveLength(1);
  });

  it('digests what a crash left without an end', async () => {
    const id = await archive.record({ days: 1, ends: false });
    archive.clock.advance(DAY);
    await tick();
    expect((await certificateOf(id)).recording).toMatchObject({ segments: 1, digest: expect.any(String) });
  });

  it('keeps to when a recording was to be kept until, whatever its class has become', async () => {
    const id = await archive.record({ days: 100 });
    archive.clock.advance(99 * DAY);
    await tick();
    expect(await archive.row(id)).toMatchObject({ sealed_key: expect.anything() });
    archive.clock.advance(DAY);
    expect(await tick()).toEqual({ purged: 1 });
    expect(await archive.row(id)).toMatchObject({ sealed_key: null });
  });
});

describe('a purge that a crash interrupts', () => {
  const claimed = async (id: string) => (await findRow(archive.database, id)) as Claimed;
  const claim = async (id: string) => {
    const event = crypto.randomUUID();
    await claimPurge(archive.database, { id, event, reason: 'expired', due: archive.clock.now() + 1, segments: 2 });
    return event;
  };
  const said = (id: string, event: string) =>
    archive.log.commit([
      { id: event, draft: { kind: 'recording.purged', status: 'success', details: { sessionId: id } } },
    ]);

  it('before its event is taken back, and begun again', async () => {
    const id = await archive.record({ days: 1 });
    archive.clock.advance(DAY);
    await claim(id);
    expect(await tick()).toEqual({ purged: 0 });
    archive.clock.advance(1);
    expect(await tick()).toEqual({ purged: 0 });
    expect(await tick()).toEqual({ purged: 1 });
    expect(await purgesOf(id)).toHaveLength(1);
  });

  it.each(['event', 'key'])('after its %s is finished, under the same event', async (step) => {
    const id = await archive.record({ days: 1 });
    archive.clock.advance(DAY);
    const event = await claim(id);
    await said(id, event);
    if (step === 'key') await destroyKey(archive.database, { id, event, now: archive.clock.now() });
    archive.clock.advance(1);
    await tick();
    expect(await archive.row(id)).toMatchObject({ sealed_key: null, removed_at: expect.anything() });
    expect(await certificateOf(id)).toMatchObject({ session: id, event });
    expect(await purgesOf(id)).toHaveLength(1);
  });

  it('is not finished when a hold was placed meanwhile: then it is told as failed, and the key stays', async () => {
    const id = await archive.record({ days: 1 });
    archive.clock.advance(DAY);
    await said(id, await claim(id));
    const hold = await archive.hold({ session_id: id });
    await expect(finishPurge(archive.parts, await claimed(id))).rejects.toMatchObject({ code: 'recording_held' });
    expect((await purgesOf(id)).map(({ status_id }) => status_id)).toEqual([1, 2]);
    expect(await archive.row(id)).toMatchObject({ sealed_key: expect.anything(), purge_event: null });
    await archive.holds.release(hold.id);
    expect(await tick()).toEqual({ purged: 1 });
  });

  it('leaves a fault of the log for the next tick', async () => {
    const id = await archive.record({ days: 1 });
    archive.clock.advance(DAY);
    const failing = { ...archive.log, commit: async () => Promise.reject(new SallyportError('ledger_unavailable')) };
    const { error } = await tickPurges({ ...archive.parts, log: failing }, never);
    expect(error?.code).toBe('ledger_unavailable');
    expect(await archive.row(id)).toMatchObject({ sealed_key: expect.anything() });
    archive.clock.advance(300_000);
    await tick();
    expect(await tick()).toEqual({ purged: 1 });
  });
});

describe('a purge that is ordered', () => {
  it('is recorded as whose it is, and certified at once', async () => {
    const id = await archive.record();
    const certificate = await archive.archive.purge(id, order);
    expect(await archive.archive.certificate(id)).toBe(certificate);
    expect(await certificateOf(id)).toMatchObject({ reason: 'legal_order' });
    expect((await purgesOf(id)).map(({ actor, src_endpoint }) => [actor.user, src_endpoint])).toEqual([
      [{ uid: 'ada.example' }, { ip: '192.0.2.7' }],
    ]);
    await expect(archive.archive.purge(id, order)).rejects.toMatchObject({ code: 'recording_purged' });
  });

  it('is refused under a hold, which is recorded', async () => {
    const id = await archive.record();
    const hold = await archive.hold({ session_id: id });
    await expect(archive.archive.purge(id, order)).rejects.toMatchObject({ code: 'recording_held' });
    expect((await purgesOf(id)).map(({ status_id }) => status_id)).toEqual([2]);
    await archive.holds.release(hold.id);
    await archive.archive.purge(id, order);
  });

  it.each(['00000000-0000-4000-8000-000000000009', 'Ann Quillonby', ''])('knows no recording %j', async (id) => {
    await expect(archive.archive.purge(id, order)).rejects.toMatchObject({ code: 'recording_unknown' });
    await expect(archive.archive.certificate(id)).rejects.toMatchObject({ code: 'recording_unknown' });
  });

  it('waits for the end of a call', async () => {
    const id = await archive.record({ ends: false });
    await expect(archive.archive.purge(id, order)).rejects.toMatchObject({ code: 'recording_unknown' });
    await expect(archive.archive.certificate(id)).rejects.toMatchObject({ code: 'recording_unknown' });
  });
});
