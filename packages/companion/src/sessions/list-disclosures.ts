import { type Baa, type EventDetails, isPurpose } from '@sallyport/core';
import { sql } from 'drizzle-orm';
import { type Database, schema } from '../storage/index.ts';
import { type DoneAbout, disclosureBasis, leftIn } from './disclosure-basis.ts';
import { findSessions, type IndexedSession } from './find-sessions.ts';
import { type ReadLeaf, readLeaves } from './read-leaves.ts';
import type { Position } from './search-cursor.ts';
import { conditionsOf, type SearchKeepers } from './session-conditions.ts';
import { present, statusOf } from './session-json.ts';
import type { SessionQuery } from './session-query.ts';

/** What listing disclosures works with. */
export interface DisclosureParts {
  readonly database: Pick<Database, 'orm'>;
  readonly keepers: SearchKeepers;
  /** The host that a connection forwards to now; `undefined` of one that there is no more. */
  readonly hostOf: (connection: string) => string | undefined;
}

/** Whose disclosures, of when, how many, and where to begin. */
export interface DisclosureOrder {
  readonly query: Required<Pick<SessionQuery, 'subjectOfCare' | 'from'>> & Pick<SessionQuery, 'to'>;
  readonly limit: number;
  readonly after?: Position;
}

/**
 * All calls about one subject of care that were sent, newest first, each with what 45 CFR 164.528(b)(2) asks for: when, to whom, which identifiers, for
 * what; and whether it must be accounted for. Raises `ledger_unavailable`.
 */
export async function listDisclosures(
  { database, keepers, hostOf }: DisclosureParts,
  { query, limit, after }: DisclosureOrder,
): Promise<{ readonly disclosures: readonly object[]; readonly next?: Position }> {
  const { along, rest } = conditionsOf(query, { keepers, ...(after === undefined ? {} : { after }) });
  const sent = { along: [...along, sql`${schema.sessionIndex.effect} <> 'deny'`], rest };
  const { sessions, next } = await findSessions(database, sent, { limit });
  const doneAbout = await readDone(database, sessions);
  const disclosures = sessions.map((one) => disclosureJson(one, { done: doneAbout(one), hostOf }));
  return next === undefined ? { disclosures } : { disclosures, next };
}

/** A client's intent stands before the session that came of it, in the same commit, with at most a finding between. */
const NEAR = [0, 1, 2];

async function readDone(
  database: DisclosureParts['database'],
  sessions: readonly IndexedSession[],
): Promise<(one: IndexedSession) => DoneAbout> {
  const indexes = sessions.flatMap(({ found: { index } }) => NEAR.map((back) => index - back));
  const leaves = new Map((await readLeaves(database, [...new Set(indexes)])).map((leaf) => [leaf.index, leaf]));
  return ({ found: { index } }) => {
    const said = Object(leaves.get(index)?.payload.unmapped) as Pick<EventDetails, 'applied' | 'clientIntent'>;
    const { kid, id } = said.clientIntent ?? {};
    const isIntent = (leaf: ReadLeaf | undefined) => leaf !== undefined && leaf.kid === kid && leaf.eventId === id;
    const intent = NEAR.map((back) => leaves.get(index - back)).find(isIntent);
    const { applied } = Object(intent?.payload.sallyport) as Pick<EventDetails, 'applied'>;
    return { here: said.applied ?? {}, before: applied ?? {} };
  };
}

interface Told extends Pick<DisclosureParts, 'hostOf'> {
  readonly done: DoneAbout;
}

function disclosureJson(shown: IndexedSession, { done, hostOf }: Told): object {
  const { found } = shown;
  const left = leftIn(done);
  const purpose = found.purpose !== null && isPurpose(found.purpose) ? found.purpose : undefined;
  const basis = disclosureBasis({ left, baa: readBaa(found.baa), purpose });
  return present({
    session_id: found.id,
    ...{ index: found.index, date: found.openedAt.toISOString() },
    ...{ connection: found.connection, baa: found.baa },
    host: found.connection === null ? undefined : hostOf(found.connection),
    ...{ operation: found.operation, identifiers: left, purpose },
    ...{ basis, accountable: basis === 'accountable', status: statusOf(shown) },
    ...{ issuer: found.issuer, subject: found.subject },
  });
}

function readBaa(baa: string | null): Baa | undefined {
  if (baa === 'self_hosted') return baa;
  return baa === 'true' || baa === 'false' ? baa === 'true' : undefined;
}
