import { SallyportError } from '@sallyport/core';
import { and, eq, lt } from 'drizzle-orm';
import { bytesOf, type Database, type SqlRow, type SqlRunner, schema } from '../storage/index.ts';
import type { KeyPurpose } from './key-purpose.ts';
import type { NewSigningKey } from './new-signing-key.ts';

/**
 * `next` is published and does not sign yet, `active` signs, `retired` only verifies what it signed. Of an `ended` key, and of one that is `kept`, only the
 * public half is left: that it signs no more is recorded of the latter.
 */
export type KeyState = 'next' | 'active' | 'retired' | 'ended' | 'kept';

/** Tells whether the private half of a key is still there. */
export function hasPrivateHalf(state: KeyState): boolean {
  return state !== 'ended' && state !== 'kept';
}

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
  /** All of them, the first one first: few, since one rotation must end before the next begins. */
  list(): Promise<readonly StoredKey[]>;
  /** Stores a key as `next`, and tells whether it could: there is only one. */
  addNext(key: NewSigningKey, at: number): Promise<boolean>;
  /** Makes the `next` key of this name the active one and retires the other, and tells whether it was this call that did. */
  promote(kid: string, at: number): Promise<boolean>;
  /** Drops the keys that were retired before a time. */
  dropRetired(before: number): Promise<void>;
  /** Puts the sealed public half of a retired key in the place of the private one, for good. */
  end(kid: string, publicHalf: Uint8Array): Promise<void>;
  /** Marks that an ended key is on record as ended. */
  keep(kid: string): Promise<void>;
}

/** Opens the keys of a purpose. */
export function storedKeys(database: Database, purpose: KeyPurpose): StoredKeys {
  const { signingKey } = schema;
  return {
    list: async () => (await database.query(selectKeys(purpose)).catch(unavailable)).map(readRow),
    addNext: async (key, at) => {
      return addNextKey(database, { key, at }).catch(unavailable);
    },
    promote: (kid, at) => promote(database, { purpose, kid, at }).catch(unavailable),
    dropRetired: async (before) => {
      const { purpose: ofPurpose, state, changedAt } = signingKey;
      const old = and(eq(ofPurpose, purpose), eq(state, 'retired'), lt(changedAt, new Date(before)));
      await database.orm.delete(signingKey).where(old).catch(unavailable);
    },
    end: (kid, sealed) => move(database, { purpose, kid, from: 'retired', to: { state: 'ended', sealed } }),
    keep: (kid) => move(database, { purpose, kid, from: 'ended', to: { state: 'kept' } }),
  };
}

function selectKeys(purpose: KeyPurpose) {
  return {
    name: 'sallyport_signing_keys',
    text: `select kid, state, sealed, extract(epoch from changed_at)::float8 as changed_at
      from signing_key where purpose = $1 order by created_at, kid`,
    values: [purpose],
  };
}

function readRow({ kid, state, sealed, changed_at: changedAt }: SqlRow): StoredKey {
  return { kid: String(kid), state: state as KeyState, sealed: bytesOf(sealed), changedAt: Number(changedAt) * 1000 };
}

/** Stores a key as `next`, and tells whether it could. Rejects with the driver's own error. */
export async function addNextKey(
  runner: SqlRunner,
  { key, at }: { readonly key: NewSigningKey; readonly at: number },
): Promise<boolean> {
  const { purpose, kid, sealed, publicJwk } = key;
  const added = await runner.query({
    name: 'sallyport_signing_key_next',
    text: `insert into signing_key (purpose, kid, state, sealed, public_jwk, changed_at)
      values ($1, $2, 'next', $3, $4, to_timestamp($5)) on conflict do nothing returning kid`,
    values: [purpose, kid, sealed, publicJwk, at / 1000],
  });
  return added.length === 1;
}

interface Move {
  readonly purpose: KeyPurpose;
  readonly kid: string;
  readonly from: KeyState;
  readonly to: { readonly state: KeyState; readonly sealed?: Uint8Array };
}

async function move({ orm }: Database, { purpose, kid, from, to }: Move): Promise<void> {
  const { signingKey } = schema;
  const which = and(eq(signingKey.purpose, purpose), eq(signingKey.kid, kid), eq(signingKey.state, from));
  await orm.update(signingKey).set(to).where(which).catch(unavailable);
}

/** Whoever retires the active key promotes the next: the second of two waits for the first, and then finds neither. */
function promote(
  database: Database,
  { purpose, kid, at }: { readonly purpose: KeyPurpose; readonly kid: string; readonly at: number },
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
