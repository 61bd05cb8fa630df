import { fromUtf8, SallyportError, utf8 } from '@sallyport/core';
import { bytesOf, countOf, type Database, guarded } from '../storage/index.ts';

/** So many entries are read at a time: each has at most 65,535 bytes. */
const PAGE = 32;

/**
 * Entries by where they stand, in the order of their places, each a line of JSON: `{"index":7,"leaf":"…"}`, the leaf as it is, a compact JWS. Those
 * that are not in the log are left out. Raises `ledger_unavailable`, also on the way.
 */
export async function* entryLines(
  database: Pick<Database, 'query'>,
  indexes: readonly number[],
): AsyncGenerator<Uint8Array> {
  const text = 'select index, leaf from ledger_leaf where index = any($1::bigint[]) order by index';
  const sorted = indexes.toSorted((one, other) => one - other);
  for (let at = 0; at < sorted.length; at += PAGE) {
    const values = [sorted.slice(at, at + PAGE)];
    const rows = await guarded(database.query({ name: 'sallyport_export_entries', text, values }));
    for (const { index, leaf } of rows) yield entryLine(countOf(index), bytesOf(leaf));
  }
}

/** A leaf is text without anything that JSON escapes; what is not was never written by this program. */
function entryLine(index: number, leaf: Uint8Array): Uint8Array {
  const line = `{"index":${index},"leaf":"${fromUtf8(leaf)}"}`;
  if (!/^\{"index":\d+,"leaf":"[\w.-]+"\}$/.test(line)) throw new SallyportError('ledger_corrupt');
  return utf8(`${line}\n`);
}
