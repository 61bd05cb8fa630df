import type { Clock } from '@sallyport/core';
import type { EventLog } from '../door/event-log.ts';
import { type Ledger, sizeOf } from '../ledger/index.ts';
import type { Recordings } from '../recordings/index.ts';
import type { Database } from '../storage/index.ts';
import type { VersionContents } from '../versions/index.ts';
import { type ContextOrder, contextIndexes } from './context-indexes.ts';
import { entryLines } from './entry-lines.ts';
import { type EntryRange, findRange, type Period } from './find-range.ts';
import { LedgerReads } from './ledger-reads.ts';
import { ownTimes } from './own-times.ts';

/** What evidence is exported out of. */
export interface Exports {
  /** The entries of a period, see `findRange`, in the log as it is now. Raises `ledger_unavailable`. */
  range(period: Period): Promise<PlannedRange>;
  /** The log as it is now. Raises `ledger_unavailable`. */
  head(): Promise<ExportHead>;
  /** As `contextIndexes`. */
  context(order: ContextOrder): Promise<readonly number[]>;
  /** As `entryLines`. */
  entries(indexes: readonly number[]): AsyncIterable<Uint8Array>;
  readonly contents: VersionContents;
  readonly sealed: Pick<Recordings, 'readSealed' | 'readSealedOriginal'>;
  /** Where it is recorded that somebody reads entries, and recordings as they are sealed. */
  readonly entriesRead: Pick<LedgerReads, 'note'>;
  readonly recordingsRead: Pick<LedgerReads, 'note'>;
}

/** The entries of a period, in a log of a size. */
export interface PlannedRange extends EntryRange {
  readonly size: number;
}

/** What an export holds its entries to. */
export interface ExportHead {
  /** The latest signed checkpoint, C2SP tlog-checkpoint, and its size. */
  readonly checkpoint: string;
  readonly size: number;
  /** The latest that witnesses cosigned, of a size that is not larger. */
  readonly witnessed?: string;
}

/** What exports work with. */
export interface ExportsParts {
  readonly database: Pick<Database, 'query'>;
  readonly ledger: Pick<Ledger, 'checkpoint'>;
  /** The latest checkpoint that witnesses cosigned. */
  readonly witnessed: () => Promise<string | undefined>;
  readonly contents: VersionContents;
  readonly recordings: Exports['sealed'];
  readonly log: Pick<EventLog, 'record'>;
  readonly clock: Clock;
}

/** Opens what evidence is exported out of. */
export function openExports(parts: ExportsParts): Exports {
  const { database, ledger, witnessed, contents, recordings } = parts;
  return Object.freeze({
    range: async (period) => {
      const size = sizeOf(await ledger.checkpoint());
      return { ...(await findRange(period, { size, read: ownTimes(database) })), size };
    },
    head: async () => {
      // Before the other one, which then is no smaller.
      const note = await witnessed();
      const checkpoint = await ledger.checkpoint();
      return { checkpoint, size: sizeOf(checkpoint), ...(note !== undefined && { witnessed: note }) };
    },
    context: (order) => contextIndexes(database, order),
    entries: (indexes) => entryLines(database, indexes),
    contents,
    sealed: recordings,
    entriesRead: new LedgerReads({ ...parts, read: 'ledger' }),
    recordingsRead: new LedgerReads({ ...parts, read: 'recordings' }),
  } satisfies Exports);
}
