import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EventFacts } from '@sallyport/core';
import { type LedgerSource, readTrust, type VerifyReport, verifyLedger } from '@sallyport/ledger';
import { openSigningKeys, rootKeyWrapper, type SigningKeys } from '../secrets/index.ts';
import type { Database } from '../storage/index.ts';
import type { Ledger } from './ledger.ts';
import type { LogIdentity } from './log-identity.ts';
import { type LedgerOptions, openLedger } from './open-ledger.ts';

/** A root key for tests. */
export const TEST_ROOT_KEY = Buffer.alloc(32, 7).toString('base64');

/** The identity of a test's log, and what signs for it. */
export interface TestIdentity extends LogIdentity {
  readonly keys: SigningKeys;
  readonly noteSigner: SigningKeys['log'];
  readonly eventSigner: SigningKeys['event'];
}

/** The identity of a test's log, its keys kept in the database. */
export async function testIdentity(database: Database, origin = 'sallyport.example/log'): Promise<TestIdentity> {
  const keys = await openSigningKeys({ database, wrapper: rootKeyWrapper(TEST_ROOT_KEY), origin });
  return { origin, keys, noteSigner: keys.log, eventSigner: keys.event };
}

/** Opens the log of a test's database. */
export async function openTestLedger(database: Database, options: Partial<LedgerOptions> = {}): Promise<Ledger> {
  return openLedger({ database, version: '0.0.0', ...(await testIdentity(database)), ...options });
}

/** An event of an invented configuration change. */
export function someFacts(more: Partial<EventFacts> = {}): EventFacts {
  const details = { config: `sha256:${'0'.repeat(64)}` };
  return {
    id: crypto.randomUUID(),
    kind: 'config.applied',
    time: 1_700_000_000_000,
    status: 'success',
    details,
    ...more,
  };
}

/** The intent or the outcome of a session. */
export function sessionFacts(sessionId: string, kind: 'session.intent' | 'session.outcome'): EventFacts {
  const identity = { issuer: 'https://login.example/', subject: 'notes-service' };
  return someFacts({ kind, identity, details: { sessionId, connection: 'openai', operation: 'embeddings.create' } });
}

/** Verifies an exported folder by the keys it names itself. */
export async function verifyFolder(folder: string): Promise<VerifyReport> {
  const source: LedgerSource = { read: (path) => readFile(join(folder, path)).catch(() => undefined) };
  return verifyLedger(source, await readTrust(await readFile(join(folder, 'trust.json'))));
}
