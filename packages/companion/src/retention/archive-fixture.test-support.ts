import { createSecretKey, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EventFacts } from '@sallyport/core';
import { importEventKeys, verifyEvent } from '@sallyport/ledger';
import { RecordingWriter } from '@sallyport/recording';
import { TestClock } from '@sallyport/testkit';
import type { BucketSegments } from '../bucket/index.ts';
import { ledgerEventLog } from '../door/event-log.ts';
import { receiptSigner } from '../door/receipts.ts';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, TEST_ROOT_KEY, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { ChangeQueue } from '../recordings/change-queue.ts';
import { databaseSegments } from '../recordings/database-segments.ts';
import { openRecordingKeys } from '../recordings/recording-keys.ts';
import { RecordingSink } from '../recordings/recording-sink.ts';
import { openSaltKeeper, rootKeyWrapper } from '../secrets/index.ts';
import { subjectOfCareKeeper } from '../sessions/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { openArchive } from './archive.ts';
import { legalHolds } from './legal-holds.ts';
import type { PurgeParts } from './purge-parts.ts';

export const DAY = 86_400_000;
export const ADMIN = { issuer: 'https://login.example/', subject: 'ada.example' };
export const NOTES = { issuer: 'https://login.example/', subject: 'notes-service' };
export const SECRET_TEXT = 'Ann Quillonby was seen on the ward';

/** A session to record. */
export interface RecordedCall {
  /** How long it is kept, in days. Default 30. */
  readonly days?: number;
  readonly correlationId?: string;
  readonly connection?: string;
  /** A pseudonym. */
  readonly subjectOfCare?: string;
  /** Whether it ends. Default: it does. */
  readonly ends?: boolean;
}

/** An archive over an embedded database, a log in it, and recordings made as the companion makes them. */
export async function openTestArchive(bucketOf?: (clock: TestClock) => Promise<BucketSegments>) {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-archive-'));
  const database = await openTestDatabase({ dataDir });
  const clock = new TestClock();
  const ledger = await openTestLedger(database);
  const identity = await testIdentity(database);
  const log = ledgerEventLog(ledger, clock);
  const wrapper = rootKeyWrapper(TEST_ROOT_KEY);
  const subjects = await subjectOfCareKeeper({ database, wrapper });
  const [keys, salts] = [await openRecordingKeys({ database, wrapper }), await openSaltKeeper({ database, wrapper })];
  const queue = new ChangeQueue(database);
  const inDatabase = databaseSegments(database, queue);
  const bucket = await bucketOf?.(clock);
  const parts: PurgeParts = {
    ...{ database, log, ledger, clock, origin: identity.origin },
    receipts: receiptSigner(identity.origin, () => identity.eventSigner),
    signer: () => identity.eventSigner,
    stores: { database: inDatabase, ...(bucket === undefined ? {} : { bucket }) },
  };
  const holds = legalHolds({ database, key: createSecretKey(randomBytes(32)), clock });
  const connections = () => new Map([['openai', {}]]);
  const archive = openArchive({ ...parts, holds, subjects, connections });
  const store = bucket ?? inDatabase;

  async function record(call: RecordedCall = {}): Promise<string> {
    const { days = 30, correlationId = crypto.randomUUID(), connection = 'openai', subjectOfCare, ends = true } = call;
    const id = crypto.randomUUID();
    const care = subjectOfCare === undefined ? undefined : subjects.digest(subjectOfCare);
    const said = care === undefined ? {} : { subjectOfCare: Buffer.from(care).toString('base64url') };
    const details = { sessionId: id, correlationId, connection, operation: 'embeddings.create', ...said };
    const facts: EventFacts = someFacts({ kind: 'session.intent', identity: NOTES, details });
    await ledger.commit([{ facts, session: 'open', salt: salts.seal(randomBytes(32), id) }]);
    const { key, sealed: sealedKey } = keys.make(id);
    const startedAt = new Date(clock.now());
    const keepUntil = new Date(clock.now() + days * DAY);
    const begun = {
      id,
      mode: 'redacted',
      retention: 'standard',
      store: store.name,
      sealedKey,
      startedAt,
      keepUntil,
    } as const;
    const sink = new RecordingSink({ store, queue }, { begun, now: () => new Date(clock.now()) });
    const writer = new RecordingWriter({ id, key, sink });
    const header = { type: 'header', version: 1, session: id, correlationId, connection } as const;
    const more = { operation: 'embeddings.create', mode: 'redacted', startedAt: clock.now(), salt: '' } as const;
    await writer.add({ ...header, ...more });
    await writer.add({ type: 'body', of: 'request', at: 0, text: SECRET_TEXT });
    await writer.flush();
    if (ends) await writer.end({ type: 'end', at: 1 });
    return id;
  }

  async function events() {
    const eventKeys = await importEventKeys([identity.eventSigner.publicKey]);
    const rows = await database.query({
      name: 'leaves',
      text: 'select leaf from ledger_leaf order by index',
      values: [],
    });
    return Promise.all(rows.map(({ leaf }) => verifyEvent(leaf as Uint8Array, eventKeys)));
  }

  return {
    ...{
      dataDir,
      database,
      clock,
      ledger: ledger as Ledger,
      log,
      identity,
      parts,
      holds,
      archive,
      keys,
      store,
      record,
      events,
    },
    row: async (id: string) => {
      const text = 'select * from recording where id = $1';
      return (await database.query({ name: 'recording', text, values: [id] }))[0] ?? {};
    },
    count: async (table: 'recording_segment' | 'originals_part', id: string) => {
      const owner = table === 'recording_segment' ? 'recording' : 'originals';
      const text = `select count(*)::int as many from ${table} where ${owner} = $1`;
      return (await database.query({ name: `count_${table}`, text, values: [id] }))[0]?.many;
    },
    salt: async (id: string) => {
      const text = 'select sealed_salt, salt_digest from session where id = $1';
      return (await database.query({ name: 'salt', text, values: [id] }))[0] ?? {};
    },
    hold: async (members: Parameters<typeof archive.scope>[0]) => {
      const scope = await archive.scope(members);
      return holds.place({ id: crypto.randomUUID(), reason: 'a claim', placedBy: ADMIN, scope });
    },
    close: async () => {
      await ledger.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** An open one. */
export type TestArchive = Awaited<ReturnType<typeof openTestArchive>>;
