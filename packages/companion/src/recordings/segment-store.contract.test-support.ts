import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PartKind, SegmentStore } from './segment-store.ts';

/** A store to be tested. */
export interface StoreUnderTest {
  readonly store: SegmentStore;
  /** Opens another on the same place: another replica. */
  readonly again: () => Promise<SegmentStore>;
  /** Takes away what the store keeps its parts in; called last. */
  readonly fail: () => Promise<void>;
  readonly close: () => Promise<void>;
}

const keepUntil = new Date('2099-01-01T00:00:00Z');
const unavailable = { code: 'recording_unavailable' };
const part = (session: string, index = 0, kind: PartKind = 'recording') => ({ kind, session, index });
const bytes = (length = 300) => new Uint8Array(randomBytes(length));

/** What every `SegmentStore` promises. */
export function describeSegmentStoreContract(open: () => Promise<StoreUnderTest>): void {
  describe('keeps the contract of a segment store', () => {
    let parts: StoreUnderTest;
    let store: SegmentStore;
    const write = (place: ReturnType<typeof part>, content: Uint8Array) =>
      store.write({ ...place, keepUntil }, content);
    beforeAll(async () => {
      parts = await open();
      store = parts.store;
    });
    afterAll(() => parts.close());

    it('gives the exact bytes of what was written, to every replica', async () => {
      const session = crypto.randomUUID();
      const written = [bytes(1), bytes(262_144), Uint8Array.from({ length: 256 }, (_, value) => value)];
      for (const [index, content] of written.entries()) await write(part(session, index), content);
      const another = await parts.again();
      for (const [index, content] of written.entries()) {
        expect(await store.read(part(session, index))).toStrictEqual(content);
        expect(await another.read(part(session, index))).toStrictEqual(content);
      }
    });

    it('has nothing where nothing was written, and keeps kinds and sessions apart', async () => {
      const [session, other] = [crypto.randomUUID(), crypto.randomUUID()];
      const [recorded, original] = [bytes(), bytes()];
      await write(part(session), recorded);
      await write(part(session, 0, 'originals'), original);
      expect(await store.read(part(session))).toStrictEqual(recorded);
      expect(await store.read(part(session, 0, 'originals'))).toStrictEqual(original);
      expect(await store.read(part(session, 1))).toBeUndefined();
      expect(await store.read(part(other))).toBeUndefined();
    });

    it('writes a place once: the same bytes again, but no others', async () => {
      const session = crypto.randomUUID();
      const content = bytes();
      await write(part(session), content);
      await write(part(session), content);
      await expect(write(part(session), bytes())).rejects.toMatchObject(unavailable);
      expect(await store.read(part(session))).toStrictEqual(content);
    });

    it('takes many at once, of many sessions, and refuses of them only the one whose place is taken', async () => {
      const taken = crypto.randomUUID();
      const first = bytes();
      await write(part(taken), first);
      const sessions = Array.from({ length: 40 }, () => crypto.randomUUID());
      const contents = sessions.map((_, index) => bytes(1 + index * 50));
      const refused = expect(write(part(taken), bytes())).rejects.toMatchObject(unavailable);
      await Promise.all(sessions.map((session, index) => write(part(session, index), contents[index] ?? bytes())));
      await refused;
      const read = await Promise.all(sessions.map((session, index) => store.read(part(session, index))));
      expect(read).toStrictEqual(contents);
      expect(await store.read(part(taken))).toStrictEqual(first);
    });

    it('takes away the parts it is told to, and no other', async () => {
      const [session, other] = [crypto.randomUUID(), crypto.randomUUID()];
      const kept = bytes();
      for (const index of [0, 1, 2]) await write(part(session, index), bytes());
      await write(part(session, 0, 'originals'), kept);
      await write(part(other), kept);
      await store.remove({ kind: 'recording', session, parts: 3 });
      for (const index of [0, 1, 2]) expect(await store.read(part(session, index))).toBeUndefined();
      expect(await store.read(part(session, 0, 'originals'))).toStrictEqual(kept);
      expect(await store.read(part(other))).toStrictEqual(kept);
      await store.remove({ kind: 'recording', session, parts: 3 });
    });

    it('raises recording_unavailable when it fails', async () => {
      const session = crypto.randomUUID();
      await parts.fail();
      await expect(write(part(session), bytes())).rejects.toMatchObject(unavailable);
      await expect(store.read(part(session))).rejects.toMatchObject(unavailable);
      await expect(store.remove({ kind: 'recording', session, parts: 1 })).rejects.toMatchObject(unavailable);
    });
  });
}
