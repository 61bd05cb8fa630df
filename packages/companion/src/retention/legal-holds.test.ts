import { type Bucket, startBucket } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configOf, partsOf } from '../bucket/bucket-fixture.test-support.ts';
import { type OpenBucket, openBucket } from '../bucket/index.ts';
import { DAY, NOTES, openTestArchive, type TestArchive } from './archive-fixture.test-support.ts';
import type { HoldMembers } from './hold-scope.ts';
import { tickPurges } from './start-purge-ticker.ts';

let archive: TestArchive;
let bucket: Bucket;
let open: OpenBucket;
beforeAll(async () => {
  archive = await openTestArchive(async (clock) => {
    bucket = await startBucket({ clock });
    open = await openBucket(partsOf(bucket, { clock, config: configOf(bucket) }));
    return open.segments;
  });
});
afterAll(async () => {
  await archive.close();
  open.close();
  await bucket.close();
});

const tick = () => tickPurges(archive.parts, new AbortController().signal);
const objectsOf = (id: string) => bucket.versions.filter(({ key, bytes }) => key.includes(id) && bytes !== undefined);
const CORRELATION = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';

describe('a legal hold', () => {
  it.each<[string, (id: string) => HoldMembers, (id: string) => HoldMembers]>([
    ['a session', (id) => ({ session_id: id }), () => ({ session_id: CORRELATION })],
    ['a correlation id', () => ({ correlation_id: CORRELATION }), (id) => ({ correlation_id: id })],
    ['an identity', () => NOTES, () => ({ ...NOTES, subject: 'billing-service' })],
    ['a connection', () => ({ connection: 'openai' }), () => ({ connection: 'other' })],
    ['a subject of care', () => ({ subject_of_care: 'patient-7' }), () => ({ subject_of_care: 'patient-8' })],
    [
      'all that it says',
      () => ({ ...NOTES, connection: 'openai', subject_of_care: 'patient-7' }),
      () => ({ ...NOTES, connection: 'openai', subject_of_care: 'patient-8' }),
    ],
  ])('on %s holds what it is about and nothing else, until it is released', async (_, on, beside) => {
    await archive.record({ days: 9_000, connection: 'other' });
    const id = await archive.record({ days: 1, correlationId: CORRELATION, subjectOfCare: 'patient-7' });
    const hold = await archive.hold(on(id));
    archive.clock.advance(DAY);
    expect(await tick()).toEqual({ purged: 0 });
    expect(objectsOf(id).map(({ legalHold }) => legalHold)).toEqual([true, true]);
    await archive.hold(beside(id));
    await archive.holds.release(hold.id);
    expect(await tick()).toEqual({ purged: 1 });
    expect([await archive.row(id), objectsOf(id)]).toMatchObject([
      { sealed_key: null, removed_at: expect.anything() },
      [],
    ]);
    for (const { id: other } of await archive.holds.list()) await archive.holds.release(other).catch(() => undefined);
  });

  it('holds a session that the index does not know, unless it names another one', async () => {
    const id = await archive.record({ days: 1 });
    await archive.database.query({ name: 'forget', text: 'delete from session_index where id = $1', values: [id] });
    archive.clock.advance(DAY);
    await archive.hold({ session_id: CORRELATION });
    const hold = await archive.hold({ subject_of_care: 'patient-9' });
    expect(await tick()).toEqual({ purged: 0 });
    await archive.holds.release(hold.id);
    expect(await tick()).toEqual({ purged: 1 });
  });

  it('is taken back in the bucket, where what it held is kept on', async () => {
    const id = await archive.record({ days: 100 });
    const hold = await archive.hold({ session_id: id });
    await tick();
    await archive.holds.release(hold.id);
    await tick();
    expect(objectsOf(id).map(({ legalHold }) => legalHold)).toEqual([false, false]);
  });

  it('seals why, tells it again, and lists those that hold first', async () => {
    archive.clock.advance(1);
    const hold = await archive.hold({ session_id: CORRELATION });
    const [row] = await archive.database.query({
      name: 'hold',
      text: 'select * from legal_hold where id = $1',
      values: [hold.id],
    });
    expect(Buffer.from(row?.sealed_reason as Uint8Array).includes('a claim')).toBe(false);
    const [first, ...others] = await archive.holds.list();
    expect(first).toEqual(hold);
    expect(await archive.holds.find(hold.id)).toEqual(hold);
    expect(others.some(({ releasedAt }) => releasedAt !== undefined)).toBe(true);
    await archive.holds.release(hold.id);
    for (const id of [hold.id, CORRELATION, 'Ann Quillonby']) {
      await expect(archive.holds.find(id)).rejects.toMatchObject({ code: 'hold_unknown' });
    }
    await expect(archive.holds.release(hold.id)).rejects.toMatchObject({ code: 'hold_unknown' });
  });

  it.each<HoldMembers>([
    {},
    { session_id: 'Ann Quillonby' },
    { correlation_id: 'Ann Quillonby' },
    { connection: 'ann-quillonby' },
    { issuer: 'https://login.example/' },
    { subject: 'ada.example' },
    { subject_of_care: 'Ann Quillonby' },
    { session_id: CORRELATION, connection: 'ann-quillonby' },
  ])('is not placed on %j', async (members) => {
    await expect(archive.archive.scope(members)).rejects.toMatchObject({ code: 'request_invalid' });
  });
});

describe('a purge of what is in a locked bucket', () => {
  it('destroys the key at once, and the objects when the lock is over', async () => {
    const id = await archive.record({ days: 10 });
    const by = { identity: NOTES, adminSessionId: crypto.randomUUID() };
    await archive.archive.purge(id, { reason: 'recorded_in_error', by });
    expect(await archive.row(id)).toMatchObject({ sealed_key: null, removed_at: null });
    await tick();
    expect(objectsOf(id)).toHaveLength(2);
    expect(await archive.store.read({ kind: 'recording', session: id, index: 0 })).toBeUndefined();
    archive.clock.advance(10 * DAY);
    await tick();
    expect([objectsOf(id), await archive.row(id)]).toMatchObject([[], { removed_at: expect.anything() }]);
  });

  it('does not wait for a bucket that is down', async () => {
    const id = await archive.record({ days: 1 });
    archive.clock.advance(DAY);
    bucket.trouble = 'resetting';
    expect(await tick()).toMatchObject({ purged: 1, error: { code: 'recording_unavailable' } });
    expect(await archive.row(id)).toMatchObject({
      sealed_key: null,
      certificate: expect.any(String),
      removed_at: null,
    });
    bucket.trouble = undefined;
    archive.clock.advance(300_000);
    await tick();
    expect([objectsOf(id), await archive.row(id)]).toMatchObject([[], { removed_at: expect.anything() }]);
  });
});
