import { asSallyportError } from '@sallyport/core';
import { type KeptNote, type Trust, type VerifyReport, verifyLedger } from '@sallyport/ledger';
import { countOf, type Database } from '../storage/index.ts';
import { type KeptParts, KeptRecordings } from './kept-recordings.ts';
import { readLeafRows } from './leaf-rows.ts';
import { SessionRows } from './session-rows.ts';
import { StoreFindings } from './store-findings.ts';
import type { StoreReport } from './store-report.ts';
import { storedSource } from './stored-source.ts';

/** What a database is verified with. */
export interface DatabaseAudit {
  readonly database: Database;
  /** The keys by which its ledger is believed. */
  readonly trust: Trust;
  /** Checkpoints that others kept, such as a witness: a database that was rolled back does not know it. Default: none. */
  readonly notes?: readonly KeptNote[];
  /** How far clocks may differ, in milliseconds. Default: ten minutes. */
  readonly slackMs?: number;
  readonly kept: KeptParts;
}

/**
 * Verifies the ledger in a database as `verifyLedger` does, and beside it that every row stands where it was recorded, that the rows of
 * sessions and the kept recordings are those that the ledger names, and that what witnesses cosigned is of this log. Writes nothing. A
 * companion may go on meanwhile: what it adds is not looked at. Raises `ledger_unavailable`.
 */
export async function verifyDatabase(audit: DatabaseAudit): Promise<StoreReport> {
  const { database, trust, notes = [], kept, ...slack } = audit;
  const findings = new StoreFindings();
  const sessions = new SessionRows(database, findings);
  const recordings = new KeptRecordings(kept, findings);
  try {
    // Before the checkpoint, which may only grow after it.
    const witnessed = await readWitnessed(database);
    const source = storedSource(database, async (bundle) => {
      const rows = await readLeafRows(database, bundle, { trust, findings });
      await sessions.take(rows);
      await recordings.take(rows);
      return rows;
    });
    const report = await verifyLedger(source, trust, { ...slack, notes: [...witnessed, ...notes] });
    await checkBeyond(database, findings);
    if (isThrough(report)) {
      findings.done('rows', `${report.size} rows, each where it was recorded`);
      await sessions.end(report.size);
      recordings.end();
    }
    return reportOf(report, findings);
  } catch (cause) {
    throw asSallyportError(cause, 'ledger_unavailable');
  }
}

async function readWitnessed(database: Database): Promise<readonly KeptNote[]> {
  const text = 'select witness, note from ledger_witnessed order by witness';
  const rows = await database.query({ name: 'sallyport_audit_witnessed', text, values: [] });
  return rows.map(({ witness, note }) => ({ from: String(witness), note: String(note) }));
}

/** In one statement, because the log may grow. */
async function checkBeyond(database: Database, findings: StoreFindings): Promise<void> {
  const text = 'select count(*) as beyond from ledger_leaf where index >= (select size from ledger_head where id = 1)';
  const [row] = await database.query({ name: 'sallyport_audit_beyond', text, values: [] });
  if (countOf(row?.beyond) > 0) findings.fault('row_beyond', 'ledger');
}

/** Whether all entries were read: what is not through has no end to compare with. */
function isThrough({ checks }: VerifyReport): boolean {
  return checks.every(({ detail }) => !detail.startsWith('not checked'));
}

/** A row that is wrong is why the ledger is, so it comes first. */
function reportOf(report: VerifyReport, findings: StoreFindings): StoreReport {
  const { checks: own, firstFault: ofLedger, ...rest } = report;
  const checks = [...own, ...findings.checks()];
  const beside = findings.firstOf('session rows') ?? findings.firstOf('recordings');
  const firstFault = findings.firstOf('rows') ?? ofLedger ?? beside;
  const ok = checks.every((check) => check.ok);
  return Object.freeze({ ...rest, ok, checks, ...(firstFault === undefined ? {} : { firstFault }) });
}
