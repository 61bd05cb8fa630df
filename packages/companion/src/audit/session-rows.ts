import { isUuid } from '@sallyport/core';
import { countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';
import type { LeafRow } from './leaf-rows.ts';
import type { StoreFindings } from './store-findings.ts';

/** Whether the rows of sessions say what the ledger says: where each begins, and where it ends. Receipts and proofs are found by them. */
export class SessionRows {
  readonly #database: SqlRunner;
  readonly #findings: StoreFindings;
  #begun = 0;
  #ended = 0;

  constructor(database: SqlRunner, findings: StoreFindings) {
    this.#database = database;
    this.#findings = findings;
  }

  /** Compares the sessions of some entries. */
  async take(leaves: readonly LeafRow[]): Promise<void> {
    const marks = leaves.flatMap(({ index, entry }) => markOf(index, entry?.event));
    if (marks.length === 0) return;
    const rows = await this.#rowsOf(marks.map(({ session }) => session).filter(isUuid));
    for (const { session, index, begins } of marks) {
      if (begins) this.#begun += 1;
      else this.#ended += 1;
      const row = rows.get(session);
      const place = begins ? row?.opened_index : row?.closed_index;
      if (row === undefined) this.#findings.fault('session_missing', `entry ${index}`);
      else if (place === null || countOf(place) !== index) this.#findings.fault('session_differs', `entry ${index}`);
    }
  }

  /** Looks for rows that no entry stands for, of a ledger of this size. */
  async end(size: number): Promise<void> {
    const [row] = await this.#database.query({
      name: 'sallyport_audit_sessions',
      text: `select count(*) as begun, count(*) filter (where closed_index < $1) as ended
        from session where opened_index < $1`,
      values: [size],
    });
    if (countOf(row?.begun) > this.#begun || countOf(row?.ended) > this.#ended) {
      this.#findings.fault('session_stray', 'sessions');
    }
    this.#findings.done('session rows', `${this.#begun} sessions, each where the ledger has it`);
  }

  async #rowsOf(sessions: readonly string[]): Promise<ReadonlyMap<string, SqlRow>> {
    const rows = await this.#database.query({
      name: 'sallyport_audit_session_rows',
      text: 'select id, opened_index, closed_index from session where id = any($1::uuid[])',
      values: [sessions],
    });
    return new Map(rows.map((row) => [String(row.id), row]));
  }
}

function markOf(index: number, event: NonNullable<LeafRow['entry']>['event']) {
  const kind = event?.metadata.event_code;
  if (event === undefined || (kind !== 'session.intent' && kind !== 'session.outcome')) return [];
  return [{ session: event.api.request?.uid ?? '', index, begins: kind === 'session.intent' }];
}
