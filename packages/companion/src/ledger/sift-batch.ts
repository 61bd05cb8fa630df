import { type ErrorCode, identityKey } from '@sallyport/core';
import type { EntryGroup } from './append-queue.ts';
import { type Entry, isRepeated, refusalOfRepeat, type Settled } from './entry.ts';

/** How far a session has come. */
export type Progress = 'open' | 'closed';

/** What the database knows of the events, sessions, salts and client keys of a batch. */
export interface Known {
  readonly events: ReadonlyMap<
    string,
    { readonly index: number; readonly leaf: Uint8Array; readonly leafHash: Uint8Array }
  >;
  readonly sessions: ReadonlyMap<string, Progress>;
  /** Digests of salts in use, see `digestOf`. */
  readonly salts: ReadonlySet<string>;
  /** The companion's own keys that sign no more. */
  readonly ended: ReadonlySet<string>;
  /** The identity each client key belongs to, see `identityKey`. */
  readonly owners: ReadonlyMap<string, string>;
}

/** A batch sorted out: the entries to write, in order, and what is settled already of the others. */
export interface Sifted {
  readonly fresh: readonly Entry[];
  readonly settled: ReadonlyMap<Entry, Omit<Settled, 'treeSize'> | { readonly refused: ErrorCode }>;
}

/** The name under which an event is unique. */
export function keyOf({ kid, eventId }: Pick<Entry, 'kid' | 'eventId'>): string {
  return `${kid}/${eventId}`;
}

/** The name under which a salt is unique. */
export function digestOf(digest: Uint8Array): string {
  return Buffer.from(digest.buffer, digest.byteOffset, digest.byteLength).toString('hex');
}

/**
 * Sorts out a batch: an event known to be the same has its index; one that is taken, a session mark out of order, a salt in use
 * or another's key is refused, and the group with it.
 */
export function siftBatch(batch: readonly EntryGroup[], known: Known): Sifted {
  const state = {
    known,
    sessions: new Map(known.sessions),
    salts: new Set(known.salts),
    owners: new Map(known.owners),
  };
  const settled = new Map<Entry, Omit<Settled, 'treeSize'> | { readonly refused: ErrorCode }>();
  const fresh: Entry[] = [];
  for (const group of batch) {
    const [only] = group;
    const repeated = group.length === 1 && only !== undefined ? known.events.get(keyOf(only)) : undefined;
    if (only !== undefined && repeated !== undefined && isRepeated(only, repeated.leaf)) {
      settled.set(only, { index: repeated.index, leafHash: repeated.leafHash });
      continue;
    }
    const refused = group.map((entry) => refusalOf(entry, state)).find((code) => code !== undefined);
    if (refused === undefined) {
      for (const entry of group) take(entry, state);
      fresh.push(...group);
    } else for (const entry of group) settled.set(entry, { refused });
  }
  return { fresh, settled };
}

interface State {
  readonly known: Known;
  readonly sessions: Map<string, Progress>;
  readonly salts: Set<string>;
  readonly owners: Map<string, string>;
}

function refusalOf(entry: Entry, { known, sessions, salts, owners }: State): ErrorCode | undefined {
  // By a replica that has not heard of it for longer than keys overlap.
  if (entry.signer !== undefined && known.ended.has(entry.signer)) return 'ledger_unavailable';
  if (known.events.has(keyOf(entry))) return refusalOfRepeat(entry);
  const { session, clientKey } = entry;
  if (session !== undefined && sessions.get(session.id) !== (session.mark === 'open' ? undefined : 'open')) {
    return 'request_invalid';
  }
  if (session?.salt !== undefined && salts.has(digestOf(session.salt.digest))) return 'salt_reused';
  const owner = clientKey && owners.get(clientKey.publicKey.kid);
  return clientKey !== undefined && owner !== undefined && owner !== identityKey(clientKey) ? 'proof_key' : undefined;
}

function take({ session, clientKey }: Entry, { sessions, salts, owners }: State): void {
  if (session !== undefined) sessions.set(session.id, session.mark === 'open' ? 'open' : 'closed');
  if (session?.salt !== undefined) salts.add(digestOf(session.salt.digest));
  if (clientKey !== undefined) owners.set(clientKey.publicKey.kid, identityKey(clientKey));
}

/** What is known before the database was asked: nothing of events, salts and keys, and of a session only that it must have been opened to be closed. */
export function presume(batch: readonly EntryGroup[]): Known {
  const sessions = new Map<string, Progress>();
  const opened = new Set<string>();
  for (const { session } of batch.flat()) {
    if (session?.mark === 'open') opened.add(session.id);
    else if (session !== undefined && !opened.has(session.id)) sessions.set(session.id, 'open');
  }
  return { events: new Map(), sessions, salts: new Set(), ended: new Set(), owners: new Map() };
}
