import type { LedgerEvent } from '@sallyport/ledger';
import { bytesOf, countOf, guarded, type SqlRunner } from '../storage/index.ts';

/** An entry of the ledger, as a digest looks at it. */
export type PageEntry = { readonly index: number } & (
  | {
      /** The companion's own, or a client's. */
      readonly own: boolean;
      readonly event: LedgerEvent;
    }
  /** A client's intent. */
  | { readonly own: false; readonly event?: undefined }
);

/** Which entries, and by what the companion's own are known: the name that all its event keys count under. */
export interface PagePlace {
  readonly first: number;
  readonly end: number;
  readonly ownKid: string;
}

/**
 * Reads the entries of the ledger from one on, and before another, in their order. Their signatures were verified when they came, and are again by
 * `sallyport verify`. Raises `ledger_unavailable`.
 */
export async function readPage(database: SqlRunner, { first, end, ownKid }: PagePlace): Promise<readonly PageEntry[]> {
  const rows = await guarded(
    database.query({
      name: 'sallyport_activity_page',
      text: 'select index, kid, leaf from ledger_leaf where index >= $1::bigint and index < $2::bigint order by index',
      values: [first, end],
    }),
  );
  return rows.map(({ index, kid, leaf }) => {
    const event = eventOf(bytesOf(leaf));
    return event === undefined
      ? { index: countOf(index), own: false }
      : { index: countOf(index), own: kid === ownKid, event };
  });
}

/** The payload of a compact JWS, RFC 7515 §7.1, where it is an event: a client's intent has no metadata. */
function eventOf(leaf: Uint8Array): LedgerEvent | undefined {
  const bytes = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength);
  const payload = bytes.toString('latin1', bytes.indexOf(0x2e) + 1, bytes.lastIndexOf(0x2e));
  try {
    const said: unknown = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    return typeof said === 'object' && said !== null && 'metadata' in said ? (said as LedgerEvent) : undefined;
  } catch {
    return undefined;
  }
}

/** How many entries the ledger has. Raises `ledger_unavailable`. */
export async function ledgerSize(database: SqlRunner): Promise<number> {
  const text = 'select size from ledger_head where id = 1';
  const [row] = await guarded(database.query({ name: 'sallyport_activity_size', text, values: [] }));
  return countOf(row?.size ?? 0);
}
