import { readUnverifiedEvent } from '@sallyport/ledger';
import { count, isNull } from 'drizzle-orm';
import type { Ledger } from '../ledger/index.ts';
import { type Database, guarded, schema } from '../storage/index.ts';

/** What helps a person to judge how old a backup is. */
export interface BackupFacts {
  /** When the last heartbeat in it was recorded, milliseconds since the epoch; absent where there is none. */
  readonly lastHeartbeat?: number;
  /** How many sessions have no outcome in it. */
  readonly openSessions: number;
}

/** Looks into a log of so many entries that was verified. Raises `ledger_*`. */
export async function backupFacts(
  { database, ledger }: { readonly database: Database; readonly ledger: Pick<Ledger, 'leaf'> },
  size: number,
): Promise<BackupFacts> {
  const { session } = schema;
  const [row] = await guarded(database.orm.select({ open: count() }).from(session).where(isNull(session.closedIndex)));
  const lastHeartbeat = await findHeartbeat(ledger, size);
  return { openSessions: row?.open ?? 0, ...(lastHeartbeat === undefined ? {} : { lastHeartbeat }) };
}

/** There is one each minute, so the way back is short. */
async function findHeartbeat(ledger: Pick<Ledger, 'leaf'>, size: number): Promise<number | undefined> {
  for (let index = size - 1; index >= 0; index--) {
    const event = readUnverifiedEvent(await ledger.leaf(index));
    if (event?.metadata.event_code === 'checkpoint.witnessed') return event.time;
  }
  return undefined;
}
