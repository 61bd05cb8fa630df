import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RecordingDetails, type RecordingMode, utf8 } from '@sallyport/core';
import { importEventKeys, verifyEvent } from '@sallyport/ledger';
import { heldPayload, type Intended, type Payload } from '@sallyport/pipeline';
import type { Frame } from '@sallyport/recording';
import { TestClock } from '@sallyport/testkit';
import type { Ledger } from '../ledger/index.ts';
import { openTestLedger, sessionFacts, TEST_ROOT_KEY, testIdentity } from '../ledger/ledger-fixture.test-support.ts';
import { retentionClasses } from '../retention/index.ts';
import { rootKeyWrapper } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { openRecordings, type Recordings, type RecordingsParts } from './open-recordings.ts';

/** What the salt of an invented session is. */
export const SALT = new Uint8Array(32).fill(5);

/** Recordings of a test, on a database and a ledger of its own. */
export interface RecordingsUnderTest {
  readonly database: Database;
  readonly ledger: Ledger;
  readonly recordings: Recordings;
  readonly clock: TestClock;
  /** The same, with other parts. */
  again(parts?: Partial<RecordingsParts>): Promise<Recordings>;
  /** Records that a session began, by what its intent says more. */
  open(session: string, more?: object): Promise<void>;
  /** Records how it ended. */
  close(session: string, recording?: RecordingDetails): Promise<void>;
  end(): Promise<void>;
}

/** Opens recordings for a test. */
export async function openTestRecordings(): Promise<RecordingsUnderTest> {
  const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-recordings-'));
  const database = await openTestDatabase({ dataDir });
  const ledger = await openTestLedger(database);
  const keys = importEventKeys([(await testIdentity(database)).eventSigner.publicKey]);
  const readEvent = async (index: number) => verifyEvent(await ledger.leaf(index), await keys);
  const clock = new TestClock(1_795_000_000_000);
  const scratch = { heldBytes: 65_536, limitBytes: 1_048_576, textLength: 65_536 };
  const again = (parts: Partial<RecordingsParts> = {}) =>
    openRecordings({
      ...{ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY), ledger, readEvent, clock, scratch },
      retention: retentionClasses({ classes: { standard: '6y' } }),
      ...parts,
    });
  const append = async (kind: 'session.intent' | 'session.outcome', session: string, more: object) => {
    const facts = sessionFacts(session, kind);
    const mark = kind === 'session.intent' ? 'open' : 'close';
    await ledger.append({ ...facts, details: { ...facts.details, ...more } }, { session: mark });
  };
  return {
    ...{ database, ledger, clock, again },
    recordings: await again(),
    open: (session, more = {}) => append('session.intent', session, more),
    close: (session, recording) => append('session.outcome', session, recording === undefined ? {} : { recording }),
    end: async () => {
      await ledger.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** What an invented call may have otherwise. */
export interface InventedCall {
  readonly session?: string;
  readonly mode?: RecordingMode;
  readonly egress?: Payload;
  readonly body?: Payload;
  readonly signed?: Intended['signed'];
}

/** An invented call, as it stands before it is sent. */
export function inventedCall(call: InventedCall = {}): Intended {
  const { session = crypto.randomUUID(), mode = 'redacted', egress = heldPayload(utf8('{"input":"[NAME]"}')) } = call;
  const headers = { 'content-type': 'application/json', authorization: 'Bearer invented' };
  return {
    session: { id: session, salt: SALT, commitments: {} },
    decision: { recording: mode, retention: 'standard' },
    correlationId: '00000000-0000-4000-8000-000000000001',
    connection: { name: 'openai', kind: 'openai', baa: true },
    operation: { id: 'embeddings.create', method: 'POST', path: '/embeddings' },
    query: '',
    call: { headers },
    egress,
    body: call.body ?? egress,
    ...(call.signed === undefined ? {} : { signed: call.signed }),
  } as unknown as Intended;
}

/** All that comes. */
export async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** A list as what comes bit by bit. */
export async function* each<T>(items: Iterable<T>): AsyncGenerator<T> {
  yield* items;
}

/** Frames out of NDJSON. */
export async function framesOf(lines: AsyncIterable<Uint8Array>): Promise<readonly Frame[]> {
  const text = (await all(lines)).map((line) => new TextDecoder().decode(line)).join('');
  return text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Frame);
}
