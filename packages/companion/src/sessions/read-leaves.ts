import { inArray } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';

/** A leaf of the log, and what its signer said in it: the payload of its JWS (RFC 7515 §7.1). */
export interface ReadLeaf {
  readonly index: number;
  readonly kid: string;
  readonly eventId: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

const { ledgerLeaf: table } = schema;

/** Reads leaves by where they stand, in their order. Raises `ledger_unavailable`. */
export async function readLeaves(
  { orm }: Pick<Database, 'orm'>,
  indexes: readonly number[],
): Promise<readonly ReadLeaf[]> {
  if (indexes.length === 0) return [];
  const rows = await guarded(
    orm
      .select()
      .from(table)
      .where(inArray(table.index, [...indexes]))
      .orderBy(table.index),
  );
  return rows.map(({ index, kid, eventId, leaf }) => ({ index, kid, eventId, payload: payloadOf(leaf) }));
}

function payloadOf(leaf: Uint8Array): ReadLeaf['payload'] {
  const [, payload = ''] = Buffer.from(leaf).toString('latin1').split('.');
  try {
    return Object(JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')));
  } catch {
    return {};
  }
}
