import { SallyportError } from '@sallyport/core';
import { and, eq, lt } from 'drizzle-orm';
import { bytesOf, type Database, type SqlRow, schema } from '../storage/index.ts';
import type { RotatedPurpose } from './key-purpose.ts';
import type { NewSigningKey } from './new-signing-key.ts';

/** `next` is published and does not sign yet, `active` signs, `retired` only verifies what it signed. */
export type KeyState = 'next' | 'active' | 'retired';

/** A key of a purpose, as it is stored. */
export interface StoredKey {
  readonly kid: string;
  readonly state: KeyState;
  readonly sealed: Uint8Array;
  /** When it came into its state, in milliseconds since the Unix epoch. */
  readonly changedAt: number;
}

/** The keys of one purpose in a database. Each method raises `ledger_unavailable` when that fails. */
export interface StoredKeys {
  /** All of them: few, since one rotation must end before the next begins. */
  list(): Promise<readonly StoredKey[]>;
  /** Stores a key as `next`, and tells whether it could: there is only one. */
  addNext(key: NewSigningKey, at: number): Promise<boolean>;
  /** Makes the `next` key of this name the active one and retires the other, and tells whether it was this call that did. */
  promote(kid: string, at: number): Promise<boolean>;
  /** Drops the keys that were retired before a time. */
  dropRetired(before: number): Promise<void>;
}

/** Opens the keys of a purpose. */
export function storedKeys(database: Database, purpose: RotatedPurpose): StoredKeys {
  const { signingKey } = schema;
  return {
    list: async () => (await database.query(selectKeys(purpose)).catch(unavailable)).map(readRow),
    addNext: async (key, at) => {
      const row = { ...key, purpose, state: 'next', changedAt: new Date(at) };
      const insert = database.orm.insert(signingKey).values(row).onConflictDoNothing().returning();
      return (await insert.catch(unavailable)).length === 1;
    },
    promote: (kid, at) => promote(database, { purpose, kid, at }).catch(unavailable),
    dropRetired: async (before) => {
      const { purpose: ofPurpose, state, changedAt } = signingKey;
      const old = and(eq(ofPurpose, purpose), eq(state, 'retired'), lt(changedAt, new Date(before)));
      await database.orm.delete(signingKey).where(old).catch(unavailable);
    },
  };
}

function selectKeys(purpose: RotatedPurpose) {
  return {
    name: 'sallyport_signing_keys',
    text: `select kid, state, sealed, extract(epoch from changed_at)::float8 as changed_at
      from signing_key where purpose = $1 order by created_at`,
    values: [purpose],
  };
}

function readRow({ kid, state, sealed, changed_at: changedAt }: SqlRow): StoredKey {
  return { kid: String(kid), state: state as KeyState, sealed: bytesOf(sealed), changedAt: Number(changedAt) * 1000 };
}

/** Whoever retires the active key promotes the next: the second of two waits for the first, and then finds neither. */
function promote(
  database: Database,
  { purpose, kid, at }: { readonly purpose: RotatedPurpose; readonly kid: string; readonly at: number },
): Promise<boolean> {
  const values = [purpose, kid, at / 1000];
  return database.transaction(async (runner) => {
    await runner.query({
      name: 'sallyport_signing_key_retire',
      text: `update signing_key set state = 'retired', changed_at = to_timestamp($3) where purpose = $1 and state = 'active'
        and exists (select 1 from signing_key n where n.purpose = $1 and n.kid = $2 and n.state = 'next')`,
      values,
    });
    const promoted = await runner.query({
      name: 'sallyport_signing_key_promote',
      text: `update signing_key set state = 'active', changed_at = to_timestamp($3)
        where purpose = $1 and kid = $2 and state = 'next' returning kid`,
      values,
    });
    return promoted.length === 1;
  });
}

function unavailable(): never {
  throw new SallyportError('ledger_unavailable');
}
