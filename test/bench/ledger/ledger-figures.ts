import type { Options } from '../options.ts';
import type { Row } from '../report/result.ts';
import { roundsRow } from '../report/rounds-row.ts';

/** Whose figures are to be taken, and how. */
export interface LedgerPlan {
  readonly subject: string;
  readonly options: Options;
}

/** What a measurement of the ledger found. */
export interface LedgerFigures {
  readonly rows: readonly Row[];
  /** Events it sent, and those it saw acknowledged; the warm-up's too. */
  readonly sent: number;
  readonly acknowledged: number;
  /** Grants that were issued on the way: an event each. */
  readonly grants: number;
}

/** The row of events a second. */
export function eventsRow(row: {
  readonly subject: string;
  readonly metric: string;
  readonly rounds: readonly number[];
}): Row {
  return roundsRow({ ...row, unit: 'events/s' });
}

/** The row of what the disk took for a flush before each round. */
export function flushRow(row: { readonly metric: string; readonly rounds: readonly number[] }): Row {
  return roundsRow({ ...row, subject: 'disk', unit: 'ms' });
}
