import type { Parameters } from '../storage/statement-parameters.ts';
import type { SessionEnd } from './session-row.ts';

/** The columns of `session` that say how one ended. */
export const END_NAMES = 'closed_at, status, error, upstream_status, bytes_back';

/** Their values, of a row of what `endColumns` gives: numbers and texts that stand for nothing become null. */
export function endValues(row: string): string {
  return `to_timestamp(nullif(${row}.closed_at, -1)), nullif(${row}.status, ''), nullif(${row}.error, ''),
    nullif(${row}.upstream_status, -1), nullif(${row}.bytes_back, -1)`;
}

/** How sessions ended, as arrays; of one that has not, or where something is not known, with -1 and empty texts. */
export function endColumns(rows: readonly { readonly end?: SessionEnd }[], parameters: Parameters): readonly string[] {
  return [
    parameters.column(rows, 'float8', ({ end }) => (end === undefined ? -1 : end.time / 1000)),
    parameters.column(rows, 'text', ({ end }) => end?.status ?? ''),
    parameters.column(rows, 'text', ({ end }) => end?.error ?? ''),
    parameters.column(rows, 'int', ({ end }) => end?.upstreamStatus ?? -1),
    parameters.column(rows, 'bigint', ({ end }) => end?.bytesBack ?? -1),
  ];
}
