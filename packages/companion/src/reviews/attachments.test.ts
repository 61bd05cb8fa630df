import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type MediaType, utf8 } from '@sallyport/core';
import { heldPayload, type Transformed } from '@sallyport/pipeline';
import { type Postgres, startPostgres } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { attachmentsAbout, findAttachment, keptBytes } from './attachment-rows.ts';
import { raised, requested, setReview, someCall, someCaller, someReplica } from './calls/calls-fixture.test-support.ts';
import { Desk } from './deciding/desk.test-support.ts';

let folder = '';
let server: Postgres;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-attachments-'));
  server = await startPostgres();
});
afterAll(async () => {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

const locations = {
  pglite: async () => ({ dataDir: await mkdtemp(join(folder, 'pglite-')) }),
  postgresql: async () => ({ url: await server.createDatabase(), dataDir: '' }),
};

const PICTURE = new Uint8Array(randomBytes(900));
const NOTE = utf8('{"input":"[attachment 1: image/png, 900 bytes]"}');

/** A call with attachments, of which the first stands in its body. */
function attachedCall(
  attachments: readonly (readonly [MediaType, Uint8Array])[] = [['image/png', PICTURE]],
  more: Parameters<typeof someCall>[0] = {},
): Transformed {
  const body = heldPayload(utf8(`{"input":"${Buffer.from(attachments[0]?.[1] ?? []).toString('base64')}"}`));
  const call = someCall({ body, egress: body, ...more });
  const attached = attachments.map(([type, bytes]) => ({ type, bytes }));
  return { ...call, attachments: attached, withoutAttachments: heldPayload(NOTE) };
}

describe.each(['pglite', 'postgresql'] as const)('what is attached to a reviewed call, on %s', (kind) => {
  let database: Database;
  let desk: Desk;
  beforeAll(async () => {
    database = await openTestDatabase(await locations[kind]());
    desk = await Desk.open(database);
  });
  afterAll(() => database.close());

  const open = (attachmentBytes = 1_000_000) => {
    const bounds = { pending: 1_000, pendingPerIdentity: 100, attachmentBytes };
    return someReplica({ database, keys: desk.keys, clock: desk.time, bounds });
  };
  const demand = { groups: ['privacy-office'], quorum: 1, expiresIn: 3_600, useWithin: 600 };
  const reader = (name: string, groups?: readonly string[]) => ({ ...desk.reviewer(name, groups), reviews: true });
  const ask = async (attachments?: Parameters<typeof attachedCall>[0]) =>
    requested(open(), attachedCall(attachments, { demand }));
  const approve = (id: string) =>
    desk.deciding().decide(desk.reviewer('ingrid'), { review: id, decision: 'approve', justification: 'looked at' });

  it('is sealed beside the review, shown to who may decide, and told of in the ledger', async () => {
    const here = open();
    const id = await requested(
      here,
      attachedCall(
        [
          ['image/png', PICTURE],
          ['application/pdf', utf8('%PDF-1.7 Quillane')],
        ],
        { demand },
      ),
    );
    const shown = await desk.deciding().attachment(reader('ingrid'), { review: id, number: 2 });
    expect([shown.type, new TextDecoder().decode(shown.bytes)]).toEqual(['application/pdf', '%PDF-1.7 Quillane']);
    const sealed = await findAttachment(database, { review: id, number: 1 });
    expect(Buffer.from(sealed?.sealed ?? []).includes(Buffer.from(PICTURE.subarray(0, 32)))).toBe(false);
    const told = await desk.deciding().show(reader('ingrid'), id);
    expect(told).toMatchObject({
      review: {
        body: new TextDecoder().decode(NOTE),
        attachments: [
          { number: 1, type: 'image/png', bytes: 900, kept: true },
          { number: 2, type: 'application/pdf', bytes: 17, kept: true },
        ],
      },
    });
    const [event] = here.log.recorded;
    expect(event?.draft.details.attachments?.map(({ type, bytes }) => [type, bytes])).toEqual([
      ['image/png', 900],
      ['application/pdf', 17],
    ]);
    expect(new Set(event?.draft.details.attachments?.map(({ commitment }) => commitment)).size).toBe(2);
  });

  it('is shown to nobody else, and in no other number', async () => {
    const id = await ask();
    const show = (who: ReturnType<typeof reader>, number = 1) =>
      raised(desk.deciding().attachment(who, { review: id, number }));
    expect((await show(reader('amir', ['billing']))).code).toBe('reviewer_not_allowed');
    expect((await show({ ...reader('ingrid'), delegated: true })).code).toBe('reviewer_delegated');
    expect((await show(reader('ingrid'), 2)).code).toBe('review_unknown');
    expect((await raised(desk.deciding().attachment(reader('ingrid'), { review: 'x', number: 1 }))).code).toBe(
      'review_unknown',
    );
  });

  it('is not shown to who asks, nor by a login too old to decide with', async () => {
    const identity = desk.reviewer('zoe').identity;
    const caller = someCaller({ ...identity });
    const own = await requested(open(), attachedCall(undefined, { demand, caller }));
    expect((await raised(desk.deciding().attachment(reader('zoe'), { review: own, number: 1 }))).code).toBe(
      'reviewer_is_requester',
    );
    const strict = { ...demand, stepUp: { maxAge: 60 } };
    const id = await requested(open(), attachedCall(undefined, { demand: strict }));
    expect((await raised(desk.deciding().attachment(reader('ingrid'), { review: id, number: 1 }))).code).toBe(
      'step_up_required',
    );
  });

  it.each([
    ['approved', async (id: string) => approve(id), 'review_conflict'],
    [
      'rejected',
      async (id: string) =>
        desk.deciding().decide(desk.reviewer('ingrid'), { review: id, decision: 'reject', justification: 'a face' }),
      'review_conflict',
    ],
    ['cancelled', async (id: string) => open().store.cancel(id), 'review_conflict'],
    [
      'expired',
      async (id: string) => {
        await setReview(database, id, { expiresAt: desk.time.now() - 1 });
        await desk.tick();
      },
      'review_expired',
    ],
  ] as const)('is forgotten once the review is %s', async (_, end, code) => {
    const before = await keptBytes(database);
    const id = await ask();
    expect(await keptBytes(database)).toBe(before + 900);
    await end(id);
    expect((await raised(desk.deciding().attachment(reader('ingrid'), { review: id, number: 1 }))).code).toBe(code);
    expect(await findAttachment(database, { review: id, number: 1 })).toBeUndefined();
    expect(await attachmentsAbout(database, [id])).toMatchObject([{ type: 'image/png', bytes: 900, kept: false }]);
    expect(await keptBytes(database)).toBe(before);
    const rows = await database.query({
      name: 'test_sealed_bytes',
      text: 'select octet_length(sealed_bytes) as size from review_attachment where review = $1::uuid',
      values: [id],
    });
    expect(rows).toEqual([{ size: 0 }]);
  });

  it('stays for the second of two who must approve', async () => {
    const id = await requested(open(), attachedCall(undefined, { demand: { ...demand, quorum: 2 } }));
    await approve(id);
    const { bytes } = await desk.deciding().attachment(reader('bo'), { review: id, number: 1 });
    expect(new Uint8Array(bytes)).toEqual(PICTURE);
  });

  it('lets the very same bytes through once, and no others', async () => {
    const caller = someCaller();
    const here = open();
    const id = await requested(here, attachedCall(undefined, { demand, caller }));
    await approve(id);
    const other = new Uint8Array(PICTURE);
    other[500] = (other[500] ?? 0) ^ 1;
    const headers = { 'sallyport-review': id };
    const changed = attachedCall([['image/png', other]], { demand, caller, headers });
    expect((await raised(here.calls.approve(changed))).code).toBe('review_mismatch');
    const same = attachedCall(undefined, { demand, caller, headers });
    expect((await here.calls.approve(same)).review.id).toBe(id);
    expect((await raised(here.calls.approve(same))).code).toBe('review_used');
  });

  it('is asked about although a window stands for the caller’s other calls', async () => {
    const caller = someCaller();
    const here = open();
    const id = await requested(here, someCall({ caller }));
    await setReview(database, id, { state: 'approved', kind: 'window', expiresAt: here.clock.now() + 60_000 });
    expect((await here.calls.approve(someCall({ caller, body: heldPayload(utf8('{}')) }))).review.kind).toBe('window');
    expect((await raised(here.calls.approve(attachedCall(undefined, { caller })))).code).toBe('review_required');
    const named = attachedCall(undefined, { caller, headers: { 'sallyport-review': id } });
    expect((await raised(here.calls.approve(named))).code).toBe('review_mismatch');
  });

  it('is refused where more would be kept than may be', async () => {
    const full = open((await keptBytes(database)) + 899);
    expect((await raised(full.calls.approve(attachedCall(undefined, { demand })))).code).toBe('reviews_full');
    expect((await raised(full.calls.approve(someCall({ demand })))).code).toBe('review_required');
  });
});
