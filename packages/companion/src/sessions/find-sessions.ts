import { and, desc, eq } from 'drizzle-orm';
import { type Database, guarded, type Orm, schema } from '../storage/index.ts';
import type { Position } from './search-cursor.ts';
import type { SessionConditions } from './session-conditions.ts';

const { sessionIndex: table, session } = schema;

/** A row of the index, and how its session ended: `null` of a call that was refused. */
export interface IndexedSession {
  readonly found: typeof table.$inferSelect;
  readonly session: Pick<
    typeof session.$inferSelect,
    'openedIndex' | 'closedIndex' | 'closedAt' | 'status' | 'error' | 'upstreamStatus' | 'bytesBack'
  > | null;
}

/** What was found, newest first, and where to go on: absent where there is no more. */
export interface FoundSessions {
  readonly sessions: readonly IndexedSession[];
  readonly next?: Position;
}

/** When a page ends. */
export interface SearchBounds {
  /** How many are found at most. */
  readonly limit: number;
  /** How many are looked at: then the page ends, also one on which nothing is, and the next goes on there. Default 10,000. */
  readonly looked?: number;
}

const LOOKED = 10_000;

/**
 * Finds sessions along an index, and looks at a bounded number of them: however much there is and however little fits, one page costs the same. Raises
 * `ledger_unavailable`.
 */
export async function findSessions(
  { orm }: Pick<Database, 'orm'>,
  conditions: SessionConditions,
  bounds: SearchBounds,
): Promise<FoundSessions> {
  const { limit } = bounds;
  const rows: readonly IndexedSession[] = await guarded(pageQuery(orm, conditions, bounds));
  const sessions = rows.slice(0, limit);
  const last = sessions.at(-1)?.found;
  if (last !== undefined && rows.length > limit) return { sessions, next: last };
  const [end] = await guarded(endQuery(orm, conditions, bounds));
  return end === undefined ? { sessions } : { sessions, next: older(end, last) };
}

const NEWEST_FIRST = [desc(table.openedAt), desc(table.id)];

/** One more than wanted of those looked at. */
export function pageQuery(orm: Orm, { along, rest }: SessionConditions, { limit, looked = LOOKED }: SearchBounds) {
  const found = orm
    .select()
    .from(table)
    .where(and(...along))
    .orderBy(...NEWEST_FIRST)
    .limit(looked)
    .as('found');
  return orm
    .select()
    .from(found)
    .leftJoin(session, eq(session.id, found.id))
    .where(and(...rest))
    .orderBy(desc(found.openedAt), desc(found.id))
    .limit(limit + 1);
}

/** The last of those looked at, where there are so many. */
export function endQuery(orm: Orm, { along }: SessionConditions, { looked = LOOKED }: Pick<SearchBounds, 'looked'>) {
  return orm
    .select({ openedAt: table.openedAt, id: table.id })
    .from(table)
    .where(and(...along))
    .orderBy(...NEWEST_FIRST)
    .limit(1)
    .offset(looked - 1);
}

/** Sessions that came meanwhile put the end further up: what was given is not given again. */
function older(end: Position, last: Position | undefined): Position {
  if (last === undefined) return end;
  const [one, other] = [last.openedAt.getTime(), end.openedAt.getTime()];
  return one < other || (one === other && last.id < end.id) ? last : end;
}
