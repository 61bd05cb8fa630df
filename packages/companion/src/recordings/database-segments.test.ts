import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@sallyport/testkit';
import { describe } from 'vitest';
import type { Database } from '../storage/index.ts';
import { openTestDatabase } from '../storage/open-test-database.test-support.ts';
import { ChangeQueue } from './change-queue.ts';
import { databaseSegments } from './database-segments.ts';
import { describeSegmentStoreContract, type StoreUnderTest } from './segment-store.contract.test-support.ts';

function underTest(database: Database, close: () => Promise<void>): StoreUnderTest {
  const open = () => databaseSegments(database, new ChangeQueue(database));
  let closed = false;
  const fail = async () => {
    if (!closed) await database.close();
    closed = true;
  };
  return {
    store: open(),
    again: async () => open(),
    fail,
    close: async () => {
      await fail();
      await close();
    },
  };
}

describe('databaseSegments on PostgreSQL', () => {
  describeSegmentStoreContract(async () => {
    const server = await startPostgres();
    const database = await openTestDatabase({ url: await server.createDatabase(), dataDir: '' });
    return underTest(database, () => server.stop());
  });
});

describe('databaseSegments on PGlite', () => {
  describeSegmentStoreContract(async () => {
    const dataDir = await mkdtemp(join(tmpdir(), 'sallyport-segments-'));
    const database = await openTestDatabase({ dataDir });
    return underTest(database, () => rm(dataDir, { recursive: true, force: true }));
  });
});
