import { createHash } from 'node:crypto';
import { type AuditorKey, SallyportError, toBase64url, utf8 } from '@sallyport/core';
import { signProof } from '@sallyport/ledger';
import { heldPayload } from '@sallyport/pipeline';
import { openOriginals, sealOriginals } from '@sallyport/recording';
import { sql } from 'drizzle-orm';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newClient } from '../client-events/client.test-support.ts';
import type { ControlCaller } from '../door/authorise-control.ts';
import type { ReceiveOriginal } from './receive-original.ts';
import { findOriginals } from './recording-rows.ts';
import {
  all,
  each,
  inventedCall,
  openTestRecordings,
  type RecordingsUnderTest,
} from './recordings-fixture.test-support.ts';

const NOTE = '{"input":"Maria Delgado, SSN 078-05-1120"}';

let test: RecordingsUnderTest;
let auditor: AuditorKey;
let privateKey: JWK;
beforeAll(async () => {
  test = await openTestRecordings();
  const pair = await generateKeyPair('ECDH-ES+A256KW', { crv: 'P-256', extractable: true });
  const { x = '', y = '' } = await exportJWK(pair.publicKey);
  auditor = { kty: 'EC', crv: 'P-256', x, y, kid: 'auditor-1' };
  privateKey = { ...(await exportJWK(pair.privateKey)), kid: 'auditor-1' };
});
afterAll(() => test.end());

const joined = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await all(chunks));
const opened = async (session: string) =>
  (await joined(openOriginals(await test.recordings.readOriginal(session), privateKey))).toString();
const sealed = (text = NOTE) => joined(sealOriginals(each([utf8(text)]), { recipients: [auditor] }));
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');

describe('an original that the companion seals', () => {
  const record = (auditors: readonly AuditorKey[], session = crypto.randomUUID()) =>
    test.recordings
      .recorder({ name: 'invented', auditors })
      .begin(inventedCall({ session, mode: 'sealed', body: heldPayload(utf8(NOTE)) }));

  it('is what came in, and stored before anything is sent; only an auditor can open it', async () => {
    const session = crypto.randomUUID();
    await test.open(session);
    const recording = await record([auditor], session);
    expect(await opened(session)).toBe(NOTE);
    const details = await recording?.end();
    expect(details).toMatchObject({ mode: 'sealed', sealedBy: 'companion', originals: expect.any(String) });
    await test.close(session, details);
    expect(await opened(session)).toBe(NOTE);
    const [part] = await test.database.orm.query.originalsPart.findMany({
      where: (row, { eq }) => eq(row.originals, session),
    });
    expect(Buffer.from(part?.bytes ?? []).toString()).not.toContain('Delgado');
  });

  it('is not sent where the policy names nobody who could open it', async () => {
    await expect(record([])).rejects.toMatchObject({ code: 'recording_unavailable' });
  });

  it.each([
    [
      'changed',
      (id: string) => sql`update originals_part set bytes = bytes || 'x' where originals = ${id}`,
      'recording_corrupt',
    ],
    [
      'replaced with its digest',
      (id: string) =>
        sql`with new as (update originals_part set bytes = '\\x7b7d0a' where originals = ${id}) update originals set digest = sha256('\\x7b7d0a') where id = ${id}`,
      'recording_corrupt',
    ],
    ['taken away', (id: string) => sql`delete from originals where id = ${id}`, 'recording_corrupt'],
    ['purged', (id: string) => sql`update originals set purged_at = now() where id = ${id}`, 'recording_purged'],
  ])('is not given where it was %s', async (_, change, code) => {
    const session = crypto.randomUUID();
    await test.open(session);
    await test.close(session, await (await record([auditor], session))?.end());
    await test.database.orm.execute(change(session));
    await expect(test.recordings.readOriginal(session)).rejects.toMatchObject({ code });
  });

  it('leaves nothing where it cannot be stored whole', async () => {
    const removed: number[] = [];
    const write = async ({ index }: { readonly index: number }) => {
      if (index > 0) throw new SallyportError('recording_unavailable');
    };
    const remove = async ({ parts }: { readonly parts: number }) => void removed.push(parts);
    const segments = { name: 'bucket' as const, write, read: async () => undefined, remove };
    const body = heldPayload(new Uint8Array(400_000));
    const recorder = (await test.again({ segments })).recorder({ name: 'invented', auditors: [auditor] });
    await expect(recorder.begin(inventedCall({ mode: 'sealed', body }))).rejects.toMatchObject({
      code: 'recording_unavailable',
    });
    expect(removed).toEqual([2]);
  });
});

describe('an original that the client seals', () => {
  const OWNER = { issuer: 'https://login.example/', subject: 'notes-service', groups: [], means: 'grant' } as const;

  /** A session whose client promised an original, and who that was. */
  async function promised(
    originals: string | undefined,
  ): Promise<{ readonly session: string; readonly caller: ControlCaller }> {
    const session = crypto.randomUUID();
    const client = await newClient();
    const { kid } = client;
    const id = crypto.randomUUID();
    const stated = { correlationId: crypto.randomUUID(), commitment: toBase64url(new Uint8Array(32)), applied: {} };
    const intent = originals === undefined ? stated : { ...stated, originals };
    const htu = 'https://sallyport.example/c/openai/v1/embeddings';
    const leaf = utf8(await signProof({ jti: id, htm: 'POST', htu, iat: 1_795_000_000, intent }, client));
    await test.ledger.commit([{ id, kid, leaf, time: test.clock.now(), once: true }]);
    await test.open(session, { clientIntent: { kid, id } });
    return { session, caller: { ...OWNER, kid } };
  }

  const put = (brought: Omit<Parameters<ReceiveOriginal>[0], 'body'>, bytes: Uint8Array) =>
    test.recordings.receiveOriginal({ ...brought, body: each([bytes.subarray(0, 100), bytes.subarray(100)]) });

  it('is kept, and the same again is no failure; another is refused', async () => {
    const bytes = await sealed();
    const brought = await promised(digestOf(bytes));
    expect(await put(brought, bytes)).toStrictEqual({ kept: 'now', digest: digestOf(bytes) });
    expect(await put(brought, bytes)).toStrictEqual({ kept: 'before', digest: digestOf(bytes) });
    await expect(put(brought, await sealed())).rejects.toMatchObject({ code: 'originals_conflict' });
    expect(await opened(brought.session)).toBe(NOTE);
    expect(await findOriginals(test.database, brought.session)).toMatchObject({
      sealedBy: 'client',
      parts: 1,
      size: bytes.length,
    });
  });

  it('is kept in parts, once, when it comes twice at a time', async () => {
    const text = JSON.stringify({ input: 'x'.repeat(700_000) });
    const bytes = await sealed(text);
    const brought = await promised(digestOf(bytes));
    const both = await Promise.all([put(brought, bytes), put(brought, bytes)]);
    expect(both.map(({ kept }) => kept).sort()).toEqual(['before', 'now']);
    expect(await opened(brought.session)).toBe(text);
    expect((await findOriginals(test.database, brought.session))?.parts).toBeGreaterThan(3);
  });

  it('is what the recording says', async () => {
    const bytes = await sealed();
    const originals = digestOf(bytes);
    const { session, caller } = await promised(originals);
    const signed = { kid: caller.kid, stated: { intent: { originals } } } as never;
    const recording = await test.recordings
      .recorder({ name: 'invented' })
      .begin(inventedCall({ session, mode: 'sealed', signed }));
    expect(await recording?.end()).toMatchObject({ originals, sealedBy: 'client' });
  });

  it.each([
    ['plain text', async () => utf8(NOTE)],
    ['plain JSON lines', async () => utf8(`${NOTE}\n`)],
    ['nothing', async () => new Uint8Array()],
    ['sealed lines, and then more', async () => Buffer.concat([await sealed(), utf8(`${NOTE}\n`)])],
    [
      'sealed lines without the last',
      async () => {
        const lines = (await sealed('y'.repeat(300_000))).toString().split('\n');
        return utf8(`${lines[0]}\n`);
      },
    ],
    ['a line that is too long', async () => new Uint8Array(400_000).fill(120)],
  ])('is refused where it is %s, and nothing is kept', async (_, make) => {
    const bytes = await make();
    const brought = await promised(digestOf(bytes));
    await expect(put(brought, bytes)).rejects.toMatchObject({ code: 'originals_invalid' });
    expect(await findOriginals(test.database, brought.session)).toBeUndefined();
    const parts = await test.database.orm.query.originalsPart.findMany({
      where: (row, { eq }) => eq(row.originals, brought.session),
    });
    expect(parts).toEqual([]);
  });

  it('is refused where it is another than was promised, where none was, and where it is too long', async () => {
    const bytes = await sealed();
    const invalid = { code: 'originals_invalid' };
    await expect(put(await promised(toBase64url(new Uint8Array(32))), bytes)).rejects.toMatchObject(invalid);
    await expect(put(await promised(undefined), bytes)).rejects.toMatchObject(invalid);
    const long = new Uint8Array(2_097_153);
    await expect(put(await promised(digestOf(long)), long)).rejects.toMatchObject({ code: 'body_too_large' });
  });

  it('is nobody else’s: not of another identity, another key, another session', async () => {
    const bytes = await sealed();
    const { session, caller } = await promised(digestOf(bytes));
    const unknown = { code: 'session_unknown' };
    for (const stranger of [
      { ...caller, subject: 'billing-service' },
      { ...caller, kid: 'another' },
    ]) {
      await expect(put({ session, caller: stranger }, bytes)).rejects.toMatchObject(unknown);
    }
    await expect(put({ session: crypto.randomUUID(), caller }, bytes)).rejects.toMatchObject(unknown);
    const plain = crypto.randomUUID();
    await test.open(plain);
    await expect(put({ session: plain, caller }, bytes)).rejects.toMatchObject(unknown);
  });

  it('is refused once its session was purged', async () => {
    const bytes = await sealed();
    const { session, caller } = await promised(digestOf(bytes));
    await test.recordings.recorder({ name: 'invented' }).begin(inventedCall({ session }));
    await test.database.orm.execute(sql`update recording set purged_at = now() where id = ${session}`);
    await expect(put({ session, caller }, bytes)).rejects.toMatchObject({ code: 'recording_purged' });
  });

  it('that comes while its session is purged leaves nothing behind', async () => {
    const bytes = await sealed();
    const { session, caller } = await promised(digestOf(bytes));
    await test.recordings.recorder({ name: 'invented' }).begin(inventedCall({ session }));
    async function* whilePurged() {
      yield bytes;
      await test.database.orm.execute(sql`update recording set purged_at = now() where id = ${session}`);
    }
    const bringing = test.recordings.receiveOriginal({ session, caller, body: whilePurged() });
    await expect(bringing).rejects.toMatchObject({ code: 'recording_purged' });
    expect(await findOriginals(test.database, session)).toBeUndefined();
    const parts = await test.database.orm.query.originalsPart.findMany({
      where: (row, { eq }) => eq(row.originals, session),
    });
    expect(parts).toEqual([]);
  });
});
