import type { Caller, Clock, Identity } from '@sallyport/core';
import { identityQuotaKey } from '../quota/index.ts';
import type { Database, SqlRow } from '../storage/index.ts';
import type { Membership } from './access.ts';
import { type AccessChange, addChange } from './access-change.ts';

/** So many identities' groups are kept ready, and so many groups together. */
const MOST_IDENTITIES = 8192;
const MOST_GROUPS = 262_144;

/** How long an identity may stay away before its row says so: seen within this time, it is not written again. */
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
    const key = identityQuotaKey(identity);
    const known = this.#kept.get(key);
    if (known === undefined) return undefined;
    this.#kept.delete(key);
    this.#kept.set(key, known);
    return known;
  }

  /** The groups and the nature of an identity. Those who ask at once share one look into the database. */
  of(identity: Identity): Promise<Membership> {
    const key = identityQuotaKey(identity);
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
    const key = identityQuotaKey(identity);
    this.#loading.delete(key);
    this.#drop(key);
  }

  /** Writes down what a token says; where that is news, every replica is told. */
  async remember({ issuer, subject, groups, nature }: Omit<Caller, 'means'>): Promise<void> {
    const { database, clock, tell } = this.#parts;
    const now = clock.now();
    const said = JSON.stringify([...new Set(groups)].toSorted());
    const row = await readRow(database, { issuer, subject });
    const same = row?.groups === said && (row.nature ?? undefined) === nature;
    if (same && now - Number(row.at_ms) < SEEN_ANEW_MS) return;
    const values = [issuer, subject, said, nature ?? null, now / 1000];
    const change = await database.transaction(async (runner) => {
      await runner.query({
        name: 'sallyport_groups_remember',
        text: `insert into identity_groups (issuer, subject, groups, nature, at) values ($1, $2, $3, $4, to_timestamp($5::float8))
          on conflict (issuer, subject) do update set groups = excluded.groups, nature = excluded.nature, at = excluded.at`,
        values,
      });
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
