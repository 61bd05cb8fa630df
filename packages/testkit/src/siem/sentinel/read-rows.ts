import { gunzipSync } from 'node:zlib';

/** The columns of a stream, and their types. */
export type Columns = Readonly<Record<string, 'datetime' | 'string' | 'long' | 'dynamic'>>;

/** A row of a table. */
export type Row = Readonly<Record<string, unknown>>;

/** Of a request, compressed and not, and of what is in one field. */
const [MOST_BYTES, MOST_FIELD_BYTES] = [1_048_576, 65_536];

/** What is wrong with an upload: the status and code that the service answers. */
export interface RowFault {
  readonly status: number;
  readonly code: string;
}

/**
 * Reads an upload as Azure Monitor does: gzip, at most 1 MiB compressed and not, a JSON array of objects; what is in a field is cut after 64
 * KiB. Stricter than it: every column of the stream is there, has its type, and no other is.
 */
export function readRows(body: Buffer, columns: Columns): readonly Row[] | RowFault {
  if (body.length > MOST_BYTES) return { status: 413, code: 'ContentLengthLimitExceeded' };
  try {
    const text = gunzipSync(body, { maxOutputLength: MOST_BYTES }).toString('utf8');
    const rows: unknown = JSON.parse(text);
    if (!Array.isArray(rows) || rows.length === 0 || !rows.every((row) => fits(row, columns))) {
      return { status: 400, code: 'InvalidPayload' };
    }
    return rows.map((row: Row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, cut(value)])));
  } catch (cause) {
    const tooLarge = (cause as { readonly code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    return tooLarge ? { status: 413, code: 'ContentLengthLimitExceeded' } : { status: 400, code: 'InvalidPayload' };
  }
}

function fits(row: unknown, columns: Columns): boolean {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  const entries = Object.entries(row);
  return entries.length === Object.keys(columns).length && entries.every(([name, value]) => isOf(columns[name], value));
}

function isOf(type: Columns[string] | undefined, value: unknown): boolean {
  if (type === 'string') return typeof value === 'string';
  if (type === 'long') return Number.isSafeInteger(value);
  if (type === 'dynamic') return typeof value === 'object' && value !== null;
  return type === 'datetime' && typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value);
}

function cut(value: unknown): unknown {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.byteLength(text) <= MOST_FIELD_BYTES
    ? value
    : Buffer.from(text).subarray(0, MOST_FIELD_BYTES).toString();
}
