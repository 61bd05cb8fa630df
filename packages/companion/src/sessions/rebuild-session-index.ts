import { type AppliedCounts, SallyportError } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import { type IndexedLeaf, writeIndex } from '../ledger/index.ts';
import { bytesOf, countOf, type Database, guarded, type SqlRunner } from '../storage/index.ts';

const BATCH = 500;

/**
 * Makes the index of sessions again from the ledger, in one transaction that no append gets between. What the ledger does not hold (clients, groups, models,
 * agreements, and what the clients of refused calls had replaced) is kept of the rows that were there. Memory stays bounded. Gives how many leaves it read. Raises
 * `ledger_corrupt`, `ledger_unavailable`.
 */
export function rebuildSessionIndex(database: Pick<Database, 'transaction'>): Promise<number> {
  return guarded(
    database.transaction(async (runner) => {
      const [head] = await run(runner, 'select size from ledger_head where id = 1 for update');
      await run(runner, KEEP);
      await run(runner, 'truncate session_index, event_about');
      await run(runner, FORGET_ENDS);
      const size = countOf(head?.size ?? 0);
      for (let from = 0; from < size; from += BATCH) {
        await writeIndex(runner, await readBatch(runner, from));
      }
      await run(runner, BRING_BACK);
      await run(runner, 'drop table kept_session');
      return size;
    }),
  );
}

const KEEP = `create temporary table kept_session as
  select id, client, groups, model_digest, sealed_model, baa, entities from session_index`;

const FORGET_ENDS = `update session set closed_at = null, status = null, error = null, upstream_status = null, bytes_back = null
  where status is not null`;

const BRING_BACK = `update session_index set client = kept.client, groups = kept.groups, model_digest = kept.model_digest,
    sealed_model = kept.sealed_model, baa = kept.baa,
    entities = case when effect = 'deny' then kept.entities else session_index.entities end
  from kept_session as kept where kept.id = session_index.id`;

function run(runner: SqlRunner, text: string): ReturnType<SqlRunner['query']> {
  return runner.query({ name: '', text, values: [] });
}

/** A client's intent stands before the session that came of it, in the same commit, which may begin in the batch before: so some of that is read again. */
const NEAR = 8;

async function readBatch(runner: SqlRunner, from: number): Promise<readonly IndexedLeaf[]> {
  const rows = await runner.query({
    name: '',
    text: 'select index, kid, event_id, leaf from ledger_leaf where index >= $1::bigint and index < $2::bigint order by index',
    values: [Math.max(0, from - NEAR), from + BATCH],
  });
  const replaced = new Map<string, AppliedCounts>();
  return rows.flatMap((row) => {
    const payload = payloadOf(bytesOf(row.leaf));
    const [index, key] = [countOf(row.index), `${row.kid} ${row.event_id}`];
    if (!isEvent(payload)) {
      if (payload.sallyport?.applied !== undefined) replaced.set(key, payload.sallyport.applied);
      return [];
    }
    if (index < from) return [];
    const { clientIntent: intent } = payload.unmapped;
    const applied = intent === undefined ? undefined : replaced.get(`${intent.kid} ${intent.id}`);
    return [{ index, event: payload, ...(applied === undefined ? {} : { replaced: applied }) }];
  });
}

/** What a leaf says: an event, or a proof that its client signed, with the intent in it. */
type Payload = LedgerEvent | { readonly sallyport?: { readonly applied?: AppliedCounts } };

function isEvent(payload: Payload): payload is LedgerEvent {
  return 'metadata' in payload;
}

/** The payload of a compact JWS, RFC 7515 §7.1: what is in the log was verified when it came. */
function payloadOf(leaf: Uint8Array): Payload {
  const [, payload = ''] = Buffer.from(leaf.buffer, leaf.byteOffset, leaf.byteLength).toString('latin1').split('.');
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Payload;
  } catch {
    throw new SallyportError('ledger_corrupt');
  }
}
