import { type Caller, type Clock, type Identity, identityKey } from '@sallyport/core';
import { countOf, type Database, type SqlRow, type SqlRunner, type SqlValue } from '../storage/index.ts';
import type { Membership } from './access.ts';
import { type AccessChange, addChange } from './access-change.ts';

/** So many identities' groups are kept ready, and so many groups together. */
const MOST_IDENTITIES = 8192;
const MOST_GROUPS = 262_144;

/** A token that says the same as one issued within so long before it is not written down. */
const SEEN_ANEW_MS = 3_600_000;

/** A replica that has not seen a change for so long has refused everybody meanwhile, and begins anew. */
const CHANGE_LASTS_MS = 3_600_000;

const NOBODY: Membership = Object.freeze({ groups: Object.freeze([]) });

/** What a directory works with. */
export interface GroupDirectoryParts {
  readonly database: Pick<Database, 'query' | 'transaction'>;
  readonly clock: Clock;
  /** Told of a change that was written here. */
  readonly tell: (change: AccessChange) => void;
}

/** The groups of identities: in the database, and of those who called last in memory. */
export class GroupDirectory {
  readonly #parts: GroupDirectoryParts;
  /** Those used last come last. */
  readonly #kept = new Map<string, Membership>();
  #keptGroups = 0;
  readonly #loading = new Map<string, Promise<Membership>>();

  constructor(parts: GroupDirectoryParts) {
    this.#parts = parts;
  }

  /** The groups and the nature of an identity as they are kept ready. */
  peek(identity: Identity): Membership | undefined {
    const key = identityKey(identity);
    const known = this.#kept.get(key);
    if (known === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known;
  }

  /** The groups and the nature of an identity. Those who ask at once share one look into the database. */
  of(identity: Identity): Promise<Membership> {
    const key = identityKey(identity);
    const running = this.#loading.get(key);
    if (running !== undefined) return running;
    const loading = this.#load(identity).then((membership) => {
      // Who was forgotten meanwhile may have other groups by now.
      if (this.#loading.get(key) === loading) this.#keep(key, membership);
      return membership;
    });
    this.#loading.set(key, loading);
    const done = () => {
      if (this.#loading.get(key) === loading) this.#loading.delete(key);
    };
    loading.then(done, done);
    return loading;
  }

  /** Forgets what is kept ready of an identity, or of all. */
  forget(identity?: Identity): void {
    if (identity === undefined) {
      this.#kept.clear();
      this.#keptGroups = 0;
      this.#loading.clear();
      return;
    }
    const key = identityKey(identity);
    this.#loading.delete(key);
    this.#drop(key);
  }

  /** Writes down what a token says that was issued at a time in seconds; where that is news, every replica is told. */
  async remember(identity: Omit<Caller, 'means'>, issuedAt = Number.POSITIVE_INFINITY): Promise<void> {
    const { issuer, subject, groups, nature } = identity;
    const { database, clock, tell } = this.#parts;
    const now = clock.now();
    // An issuer whose clock is ahead must not make all that it says for a while look old.
    const at = Math.min(Math.floor(now / 1000), issuedAt) * 1000;
    const said = JSON.stringify([...new Set(groups)].toSorted());
    const row = await readRow(database, identity);
    const age = row === undefined ? 0 : at - countOf(row.at_ms);
    const same = row?.groups === said && (row.nature ?? undefined) === nature;
    if (age < 0 || (same && age < SEEN_ANEW_MS)) return;
    const change = await database.transaction(async (runner) => {
      await writeRow(runner, [issuer, subject, said, nature ?? null, at / 1000]);
      // Also where only its time was written: another replica may have written other groups meanwhile.
      const expiresAt = now + CHANGE_LASTS_MS;
      return addChange(runner, { kind: 'groups_changed', identity: { issuer, subject }, at: now, expiresAt });
    });
    tell(change);
  }

  async #load(identity: Identity): Promise<Membership> {
    const row = await readRow(this.#parts.database, identity);
    if (row === undefined) return NOBODY;
    const groups = Object.freeze(JSON.parse(String(row.groups)) as readonly string[]);
    const { nature } = row;
    return Object.freeze(nature === 'person' || nature === 'service' ? { groups, nature } : { groups });
  }

  #keep(key: string, membership: Membership): void {
    this.#drop(key);
    this.#kept.set(key, membership);
    this.#keptGroups += membership.groups.length;
    for (const [oldest] of this.#kept) {
      if (this.#kept.size <= MOST_IDENTITIES && this.#keptGroups <= MOST_GROUPS) return;
      this.#drop(oldest);
    }
  }

  #drop(key: string): void {
    this.#keptGroups -= this.#kept.get(key)?.groups.length ?? 0;
    this.#kept.delete(key);
  }
}

async function readRow(database: Pick<Database, 'query'>, { issuer, subject }: Identity): Promise<SqlRow | undefined> {
  const [row] = await database.query({
    name: 'sallyport_groups',
    text: `select groups, nature, (extract(epoch from at) * 1000)::bigint as at_ms
      from identity_groups where issuer = $1 and subject = $2`,
    values: [issuer, subject],
  });
  return row;
}

async function writeRow(runner: SqlRunner, values: readonly SqlValue[]): Promise<void> {
  await runner.query({
    name: 'sallyport_groups_remember',
    text: `insert into identity_groups (issuer, subject, groups, nature, at) values ($1, $2, $3, $4, to_timestamp($5::float8))
      on conflict (issuer, subject) do update set groups = excluded.groups, nature = excluded.nature, at = excluded.at
      where identity_groups.at <= excluded.at`,
    values,
  });
}
