import type { AppliedCounts } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { SqlRunner } from '../storage/index.ts';
import { Parameters } from '../storage/statement-parameters.ts';
import { closeSessions } from './append-parts.ts';
import { indexSessions, noteEvents } from './index-parts.ts';
import { aboutOf, sessionEnd, sessionRow } from './session-row.ts';

/** An event that is in the log, where it stands, and what the client's intent before it says was replaced. */
export interface IndexedLeaf {
  readonly index: number;
  readonly event: LedgerEvent;
  readonly replaced?: AppliedCounts;
}

/** Writes what events that are in the log do to the index of sessions, as appending them did. */
export async function writeIndex(runner: SqlRunner, leaves: readonly IndexedLeaf[]): Promise<void> {
  const rows = leaves.flatMap(({ index, event, replaced }) => {
    const row = sessionRow(event, replaced === undefined ? {} : { replaced });
    return row === undefined ? [] : [{ ...row, index }];
  });
  const about = leaves.flatMap(({ index, event }) => aboutOf(event).map((id) => ({ about: id, index })));
  const closed = leaves.flatMap(({ index, event }) => {
    const [end, id] = [sessionEnd(event), event.api.request?.uid];
    return end === undefined || id === undefined ? [] : [{ id, index, end }];
  });
  const parameters = new Parameters();
  const parts = [
    'head as (select 1)',
    indexSessions({ rows, about }, parameters),
    noteEvents({ rows, about }, parameters),
    closeSessions({ closed }, parameters),
  ];
  await runner.query({ name: 'sallyport_index', text: `with ${parts.join(', ')} select 1`, values: parameters.values });
}
