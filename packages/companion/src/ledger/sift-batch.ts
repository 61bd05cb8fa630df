import { bytesOf, countOf, type SqlRunner } from '../storage/index.ts';
import { type Entry, type Settlement, sameEvent } from './entry.ts';

/** How far a session has come. */
type Progress = 'open' | 'closed';

/** What the database knows of the events and sessions of a batch. */
export interface Known {
  readonly events: ReadonlyMap<string, { readonly index: number; readonly leaf: Uint8Array }>;
  readonly sessions: ReadonlyMap<string, Progress>;
}

/** A batch sorted out: the entries to write, in order, and what is settled already of the others. */
export interface Sifted {
  readonly fresh: readonly Entry[];
  readonly settled: ReadonlyMap<Entry, Settlement>;
}

/** The name under which an event is unique. */
export function keyOf({ kid, eventId }: Pick<Entry, 'kid' | 'eventId'>): string {
  return `${kid}/${eventId}`;
}

/** Sorts out a batch: an event known with the same bytes has its index, one with others is refused, and so is a session mark out of order. */
export function siftBatch(batch: readonly Entry[], { events, sessions }: Known): Sifted {
  const progress = new Map(sessions);
  const settled = new Map<Entry, Settlement>();
  const fresh: Entry[] = [];
  for (const entry of batch) {
    const known = events.get(keyOf(entry));
    if (known !== undefined)
      settled.set(entry, sameEvent(known.leaf, entry.leaf) ? { index: known.index } : { refused: true });
    else if (!advance(progress, entry)) settled.set(entry, { refused: true });
    else fresh.push(entry);
  }
  return { fresh, settled };
}

function advance(progress: Map<string, Progress>, { session }: Entry): boolean {
  if (session === undefined) return true;
  const now = progress.get(session.id);
  if (now !== (session.mark === 'open' ? undefined : 'open')) return false;
  progress.set(session.id, session.mark === 'open' ? 'open' : 'closed');
  return true;
}

/** What is known before the database was asked: nothing of events, and of a session only that it must have been opened to be closed. */
export function presume(batch: readonly Entry[]): Known {
  const sessions = new Map<string, Progress>();
  const opened = new Set<string>();
  for (const { session } of batch) {
    if (session?.mark === 'open') opened.add(session.id);
    else if (session !== undefined && !opened.has(session.id)) sessions.set(session.id, 'open');
  }
  return { events: new Map(), sessions };
}

/** Asks the database. The head must be locked, so that the answer stays true. */
export async function readKnown(runner: SqlRunner, batch: readonly Entry[]): Promise<Known> {
  const events = await runner.query({
    name: 'sallyport_known_events',
    text: `select leaf.kid, leaf.event_id, leaf.index, leaf.leaf
      from unnest($1::text[], $2::uuid[]) as entry (kid, event_id)
      cross join lateral (select * from ledger_leaf where kid = entry.kid and event_id = entry.event_id limit 1) as leaf`,
    values: [batch.map(({ kid }) => kid), batch.map(({ eventId }) => eventId)],
  });
  const sessions = await runner.query({
    name: 'sallyport_known_sessions',
    text: 'select id, closed_index is null as open from session where id = any($1::uuid[])',
    values: [batch.flatMap(({ session }) => (session === undefined ? [] : [session.id]))],
  });
  return {
    events: new Map(
      events.map(({ kid, event_id, index, leaf }) => [
        keyOf({ kid: String(kid), eventId: String(event_id) }),
        { index: countOf(index), leaf: bytesOf(leaf) },
      ]),
    ),
    sessions: new Map(sessions.map(({ id, open }) => [String(id), open === true ? 'open' : 'closed'])),
  };
}
