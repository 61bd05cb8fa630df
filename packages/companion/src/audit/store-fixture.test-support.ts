import { createHash, randomBytes } from 'node:crypto';
import { type EventDetails, type EventFacts, utf8 } from '@sallyport/core';
import { encodeTrust, readTrust, type Trust } from '@sallyport/ledger';
import { RecordingWriter } from '@sallyport/recording';
import { sql } from 'drizzle-orm';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, someFacts, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { ChangeQueue } from '../recordings/change-queue.ts';
import { databaseSegments } from '../recordings/database-segments.ts';
import type { Database } from '../storage/index.ts';

const TABLES = [
  ...['ledger_head', 'ledger_leaf', 'ledger_tile', 'session', 'signing_key', 'client_key'],
  ...['recording', 'recording_segment', 'originals', 'originals_part', 'ledger_witnessed'],
];
const IDENTITY = { issuer: 'https://login.example/', subject: 'notes-service' };
const CALL = { connection: 'openai', operation: 'embeddings.create' };

/** For tests: the ledger, the sessions and the recordings of a companion, with a copy of them at each moment that was kept. */
export class StoreFixture {
  readonly database: Database;
  #kept = 0;

  constructor(database: Database) {
    this.database = database;
  }

  /** The keys by which its ledger is believed. */
  async trust(): Promise<Trust> {
    const { noteSigner, eventSigner } = await testIdentity(this.database);
    const logKeys = [noteSigner.verifierKey];
    return readTrust(encodeTrust({ logKeys, eventKeys: [eventSigner.publicKey], witnesses: [] }));
  }

  /** Runs work with the ledger open. */
  async withLedger<T>(work: (ledger: Ledger) => Promise<T>): Promise<T> {
    const ledger = await openTestLedger(this.database);
    try {
      return await work(ledger);
    } finally {
      await ledger.close();
    }
  }

  /** Records events that belong to no session. */
  async fill(count: number): Promise<void> {
    await this.withLedger((ledger) =>
      Promise.all(Array.from({ length: count }, () => ledger.append(someFacts({ kind: 'session.denied' })))),
    );
  }

  /** A call, recorded in two segments, and with a sealed original. Gives the session's id. */
  async call(): Promise<string> {
    const session = crypto.randomUUID();
    const facts = (kind: EventFacts['kind'], details: EventDetails) =>
      someFacts({ kind, identity: IDENTITY, details: { ...CALL, sessionId: session, ...details } });
    await this.withLedger(async (ledger) => {
      await ledger.append(facts('session.intent', {}), { session: 'open' });
      const recording = { ...(await this.#record(session)), originals: await this.#seal(session) };
      await ledger.append(facts('session.outcome', { recording }), { session: 'close' });
    });
    return session;
  }

  /** Says in the ledger that the recording of a session was purged. */
  async tellPurged(session: string): Promise<void> {
    const details = { sessionId: session, recording: { reason: 'expired' } } as const;
    await this.withLedger((ledger) => ledger.append(someFacts({ kind: 'recording.purged', details })));
  }

  /** Keeps a copy of all there is, and gives its number. */
  async keep(): Promise<number> {
    this.#kept += 1;
    for (const table of TABLES) await this.run(`create table kept_${this.#kept}_${table} as table ${table}`);
    return this.#kept;
  }

  /** Puts everything back as it was when a copy was kept. */
  async restore(kept: number): Promise<void> {
    await this.run(`truncate ${TABLES.join(', ')}`);
    for (const table of TABLES) await this.run(`insert into ${table} select * from kept_${kept}_${table}`);
  }

  /** Tampers. */
  async run(statement: string): Promise<void> {
    await this.database.orm.execute(sql.raw(statement));
  }

  async #record(session: string) {
    const store = databaseSegments(this.database, new ChangeQueue(this.database));
    const write = ({ index, jwe }: { readonly index: number; readonly jwe: Uint8Array }) =>
      store.write({ kind: 'recording', session, index, keepUntil: new Date() }, jwe);
    const writer = new RecordingWriter({ id: session, key: new Uint8Array(randomBytes(32)), sink: { write } });
    await writer.add({ type: 'answer', at: 0, status: 200, headers: {} });
    await writer.flush();
    const { segments, digest } = await writer.end({ type: 'end', at: 1 });
    return { segments, digest };
  }

  async #seal(session: string): Promise<string> {
    const store = databaseSegments(this.database, new ChangeQueue(this.database));
    const bytes = utf8(`sealed for ${session}\n`);
    await store.write({ kind: 'originals', session, index: 0, keepUntil: new Date() }, bytes);
    return createHash('sha256').update(bytes).digest('base64url');
  }
}
