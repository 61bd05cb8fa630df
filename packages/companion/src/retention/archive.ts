import { isUuid, type PurgeReason, SallyportError } from '@sallyport/core';
import { guarded } from '../storage/index.ts';
import { type HoldMembers, type HoldScope, type HoldScopeParts, readHoldScope } from './hold-scope.ts';
import type { LegalHolds } from './legal-holds.ts';
import type { PurgeParts } from './purge-parts.ts';
import { type PurgeOrder, purgeRecording } from './purge-recording.ts';
import { findRow } from './purge-rows.ts';

/** What admins do about what is kept. */
export interface Archive {
  readonly holds: LegalHolds;
  /** Reads what a hold is to hold. Raises `request_invalid`, `ledger_unavailable`. */
  scope(members: HoldMembers): Promise<HoldScope>;
  /**
   * Purges the recording of a session, which has ended, and gives the certificate; the event is `recording.purged`, of one under a hold that of a
   * failure. Raises `recording_unknown`, `recording_purged`, `recording_held`, `recording_unavailable`, `ledger_unavailable`.
   */
  purge(
    session: string,
    order: Required<PurgeOrder> & { readonly reason: Exclude<PurgeReason, 'expired'> },
  ): Promise<string>;
  /** The certificate of a session's purge. Raises `recording_unknown`, also where its recording is there. */
  certificate(session: string): Promise<string>;
}

/** What an archive works with. */
export interface ArchiveParts extends PurgeParts, Pick<HoldScopeParts, 'subjects'> {
  readonly holds: LegalHolds;
  /** The connections that are configured now. */
  readonly connections: () => ReadonlyMap<string, unknown>;
}

/** The archive over the database and the stores of segments. */
export function openArchive(parts: ArchiveParts): Archive {
  const { database, holds, subjects, connections } = parts;
  const find = async (session: string) => {
    const row = isUuid(session) ? await findRow(database, session) : undefined;
    if (row === undefined) throw new SallyportError('recording_unknown');
    return row;
  };
  const isConnection = async (name: string) => {
    if (connections().has(name)) return true;
    const text = 'select 1 from session_index where connection = $1 limit 1';
    const rows = await guarded(database.query({ name: 'sallyport_hold_connection', text, values: [name] }));
    return rows.length > 0;
  };
  return Object.freeze({
    holds,
    scope: (members) => readHoldScope(members, { subjects, isConnection }),
    purge: async (session, order) => {
      const row = await find(session);
      if (row.event !== undefined) throw new SallyportError('recording_purged');
      // As long as the call goes on there is no whole one.
      if (!row.ended) throw new SallyportError('recording_unknown');
      return purgeRecording(parts, row, order);
    },
    certificate: async (session) => {
      const { certificate } = await find(session);
      if (certificate === undefined) throw new SallyportError('recording_unknown');
      return certificate;
    },
  } satisfies Archive);
}
