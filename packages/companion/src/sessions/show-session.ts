import { SallyportError } from '@sallyport/core';
import { and, asc, eq, inArray } from 'drizzle-orm';
import { type Database, guarded, schema } from '../storage/index.ts';
import type { IndexedSession } from './find-sessions.ts';
import type { ModelKeeper } from './model-keeper.ts';
import { type ReadLeaf, readLeaves } from './read-leaves.ts';
import { present, sessionJson } from './session-json.ts';

/** What showing a session works with. */
export interface ShowParts {
  readonly database: Pick<Database, 'orm'>;
  readonly models: Pick<ModelKeeper, 'open'>;
}

/** So many events are shown of one session: the first. */
const MOST_EVENTS = 500;

/**
 * One session with its review, its recording, and all events about it, in their order, with where each stands in the log. Raises `session_unknown`,
 * `ledger_unavailable`.
 */
export async function showSession({ database, models }: ShowParts, id: string): Promise<object> {
  const { orm } = database;
  const { sessionIndex, session } = schema;
  const [row] = await guarded(
    orm.select().from(sessionIndex).leftJoin(session, eq(session.id, sessionIndex.id)).where(eq(sessionIndex.id, id)),
  );
  if (row === undefined) throw new SallyportError('session_unknown');
  const shown: IndexedSession = { found: row.session_index, session: row.session };
  const { review } = shown.found;
  return present({
    session: { ...sessionJson(shown, models), groups: shown.found.groups },
    review: review === null ? null : { id: review, decisions: await decisionsOf(database, review) },
    recording: await recordingOf(database, id),
    originals: await originalsOf(database, id),
    events: await eventsOf(database, shown),
  });
}

async function decisionsOf({ orm }: Pick<Database, 'orm'>, review: string): Promise<readonly object[]> {
  const { reviewDecision: table } = schema;
  const rows = await guarded(
    orm.select().from(table).where(eq(table.review, review)).orderBy(asc(table.decidedAt)).limit(MOST_EVENTS),
  );
  return rows.map(({ decision, issuer, subject, decidedAt }) => {
    return { decision, issuer, subject, decided_at: decidedAt.toISOString() };
  });
}

async function recordingOf({ orm }: Pick<Database, 'orm'>, id: string): Promise<object | undefined> {
  const { recording: table } = schema;
  const [row] = await guarded(orm.select().from(table).where(eq(table.id, id)));
  if (row === undefined) return undefined;
  const { mode, retention, store, segments, size } = row;
  return present({
    ...{ mode, retention, store, segments, bytes: size },
    started_at: row.startedAt.toISOString(),
    ended_at: row.endedAt?.toISOString(),
    keep_until: row.keepUntil.toISOString(),
    purged_at: row.purgedAt?.toISOString(),
  });
}

async function originalsOf({ orm }: Pick<Database, 'orm'>, id: string): Promise<object | undefined> {
  const { originals: table } = schema;
  const [row] = await guarded(orm.select().from(table).where(eq(table.id, id)));
  if (row === undefined) return undefined;
  const { sealedBy, store, parts, size, receivedAt, purgedAt } = row;
  const times = { received_at: receivedAt.toISOString(), purged_at: purgedAt?.toISOString() };
  return present({ sealed_by: sealedBy, store, parts, bytes: size, ...times });
}

async function eventsOf(database: Pick<Database, 'orm'>, shown: IndexedSession): Promise<readonly object[]> {
  const { found, session } = shown;
  const { eventAbout: table } = schema;
  const about = [found.id, ...(found.review === null ? [] : [found.review])];
  const noted = await guarded(
    database.orm
      .select({ index: table.index })
      .from(table)
      .where(inArray(table.about, about))
      .orderBy(asc(table.index))
      .limit(MOST_EVENTS),
  );
  const closed = session?.closedIndex ?? null;
  const indexes = [found.index, ...(closed === null ? [] : [closed]), ...noted.map(({ index }) => index)];
  const leaves = await readLeaves(database, [...new Set(indexes)]);
  const intent = await clientIntentOf(
    database,
    leaves.find(({ index }) => index === found.index),
  );
  return [...intent, ...leaves].toSorted((one, other) => one.index - other.index).map(eventJson);
}

/** The proof that its client signed stands in the log under its key and its id. */
async function clientIntentOf(
  database: Pick<Database, 'orm'>,
  intent: ReadLeaf | undefined,
): Promise<readonly ReadLeaf[]> {
  const { clientIntent } = Object(intent?.payload.unmapped) as { clientIntent?: { kid?: unknown; id?: unknown } };
  const { kid, id } = clientIntent ?? {};
  if (typeof kid !== 'string' || typeof id !== 'string') return [];
  const { ledgerLeaf: table } = schema;
  const [row] = await guarded(
    database.orm
      .select({ index: table.index })
      .from(table)
      .where(and(eq(table.kid, kid), eq(table.eventId, id))),
  );
  return row === undefined ? [] : readLeaves(database, [row.index]);
}

function eventJson({ index, kid, eventId, payload }: ReadLeaf): object {
  const { event_code: kind = 'client.intent' } = Object(payload.metadata) as { event_code?: unknown };
  return { index, kind, kid, event_id: eventId, event: payload };
}
