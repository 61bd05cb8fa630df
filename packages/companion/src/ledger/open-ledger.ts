import { asSallyportError, SallyportError } from '@sallyport/core';
import { inclusionProof } from '@sallyport/ledger';
import { and, asc, eq, isNull, lt } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import { AppendQueue } from './append-queue.ts';
import { Appender } from './appender.ts';
import { BatchWriter } from './batch-writer.ts';
import { checkLastBundle } from './check-last-bundle.ts';
import { exportLedger } from './export-ledger.ts';
import { createHead, type Head, lockHead, readHead } from './head.ts';
import type { Ledger, LedgerProof, StoredSession } from './ledger.ts';
import type { LogIdentity } from './log-identity.ts';
import { NODE_HASHER } from './node-hasher.ts';
import { StoredLog } from './stored-log.ts';

/** What a ledger is opened with. */
export interface LedgerOptions extends LogIdentity {
  readonly database: Database;
  /** The version of Sallyport, for the events' `product`. */
  readonly version: string;
  /** How many events may wait at once. Default 4096. */
  readonly queueLimit?: number;
}

/**
 * Opens the log of a database, making an empty one on first use, and checks that its head, signed checkpoint, last tiles and last
 * leaves agree. Raises `ledger_corrupt` when they do not, `ledger_unavailable` when the database fails, and `config_invalid`
 * when the log has another origin.
 */
export async function openLedger(options: LedgerOptions): Promise<Ledger> {
  const { database, queueLimit = 4096 } = options;
  const log = new StoredLog(database);
  try {
    await checkOrigin(database, options);
    const head = await openHead(database, options);
    await checkLastBundle(log, head.edge.size);
    return Object.freeze(ledgerOf({ ...options, queueLimit, log, writer: new BatchWriter(database, options, head) }));
  } catch (error) {
    throw asSallyportError(error, 'ledger_unavailable');
  }
}

async function checkOrigin(database: Database, identity: LogIdentity): Promise<void> {
  await createHead(database, identity);
  const [row] = await database.orm.select({ origin: schema.ledgerHead.origin }).from(schema.ledgerHead);
  if (row?.origin === identity.origin) return;
  throw new SallyportError('config_invalid', { place: 'ledger/origin is not the one this log was started with' });
}

function openHead(database: Database, identity: LogIdentity): Promise<Head> {
  return database.transaction(async (runner) => {
    await lockHead(runner);
    return readHead(runner, identity);
  });
}

interface LedgerParts extends LedgerOptions {
  readonly queueLimit: number;
  readonly log: StoredLog;
  readonly writer: BatchWriter;
}

function ledgerOf({ log, writer, ...options }: LedgerParts): Ledger {
  const appender = new Appender(new AppendQueue((batch) => writer.write(batch)), {
    ...options,
  });
  return {
    append: async (facts, options = {}) => {
      const [settled] = await appender.commit([{ ...options, facts }]);
      if (settled === undefined) throw new SallyportError('internal');
      return { index: settled.index };
    },
    commit: (items) => appender.commit(items),
    checkpoint: async () => (await log.checkpoint()).text,
    leaf: async (index) => (await log.leaves(index, 1))[0] ?? new Uint8Array(),
    leaves: (first, count) => log.leaves(first, count),
    tile: (address) => log.tile(address),
    session: (id) => findSession(options.database, id),
    proof: (index) => prove(log, index),
    exportTo: (folder) => exportLedger({ log, identity: options, folder }),
    unclosedSessions: ({ openedBefore, limit }) => findUnclosed(options.database, { openedBefore, limit }),
    close: () => appender.close(),
  };
}

async function prove(log: StoredLog, index: number): Promise<LedgerProof> {
  const { text: checkpoint, size } = await log.checkpoint();
  const hashes = await inclusionProof(log, { index, size }, NODE_HASHER);
  const [leaf] = await log.leaves(index, 1);
  if (leaf === undefined) throw new SallyportError('ledger_corrupt');
  return { index, leaf, hashes, checkpoint };
}

async function findSession({ orm }: Database, id: string): Promise<StoredSession | undefined> {
  const { session } = schema;
  try {
    const { openedIndex, closedIndex } = session;
    const [row] = await orm.select({ openedIndex, closedIndex }).from(session).where(eq(session.id, id));
    if (row === undefined) return undefined;
    return row.closedIndex === null ? { openedIndex: row.openedIndex } : { ...row, closedIndex: row.closedIndex };
  } catch (error) {
    throw asSallyportError(error, 'ledger_unavailable');
  }
}

async function findUnclosed(
  { orm }: Database,
  { openedBefore, limit }: { readonly openedBefore: number; readonly limit: number },
) {
  const { session } = schema;
  try {
    return await orm
      .select({ id: session.id, openedIndex: session.openedIndex, openedAt: session.openedAt })
      .from(session)
      .where(and(isNull(session.closedIndex), lt(session.openedAt, new Date(openedBefore))))
      .orderBy(asc(session.openedAt))
      .limit(limit);
  } catch (error) {
    throw asSallyportError(error, 'ledger_unavailable');
  }
}
