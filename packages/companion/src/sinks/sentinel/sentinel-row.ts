import type { SinkEvent } from '../sink.ts';

/** A row of the table, by the names of the stream's columns. */
export type SentinelRow = Readonly<Record<string, unknown>>;

/** The most bytes of a field: what is longer, Azure Monitor cuts, and says nothing. */
export const MOST_FIELD_BYTES = 65_536;
/** What a column of type `datetime` can hold. */
const [FIRST_MS, LAST_MS] = [Date.parse('0001-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/**
 * An event as a row. Azure Monitor puts the time of arrival for a `TimeGenerated` that is some days old; `EventTime` it leaves alone.
 * `LogName` and `Sequence` are where the entry stands, by which who reads it tells what came twice.
 */
export function sentinelRow({ index, kind, time, ocsf }: SinkEvent): SentinelRow {
  const { log_name: origin } = (ocsf.metadata ?? {}) as { readonly log_name?: unknown };
  const at = new Date(Math.min(Math.max(time, FIRST_MS), LAST_MS)).toISOString();
  return {
    ...{ TimeGenerated: at, EventTime: at, LogName: typeof origin === 'string' ? origin : '' },
    ...{ Sequence: index, Kind: kind, Event: ocsf },
  };
}
