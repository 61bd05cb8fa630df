import { createHash } from 'node:crypto';
import { SallyportError } from '@sallyport/core';
import { lt } from 'drizzle-orm';
import { bytesOf, type Database, schema } from '../storage/index.ts';

/** Binds identity tokens to keys. */
export interface SubjectTokens {
  /**
   * Binds a token to the key that presents it, if it is the first. Raises `token_bound` for another key, `ledger_unavailable` when
   * the database fails.
   */
  bind(token: string, key: { readonly kid: string; readonly expiresAt: number }): Promise<void>;
  /** Forgets tokens that had expired by a time, in milliseconds since the Unix epoch. Raises `ledger_unavailable`. */
  forget(before: number): Promise<void>;
}

/** The bindings in a database: whoever steals a token that was used gets no grant for it. A token is kept as its SHA-256 alone. */
export function subjectTokens(database: Database): SubjectTokens {
  return {
    bind: async (token, { kid, expiresAt }) => {
      const bound = await keyOf(database, { digest: sha256(token), kid, expiresAt });
      if (bound !== kid) throw new SallyportError('token_bound');
    },
    forget: async (before) => {
      const { subjectToken } = schema;
      await database.orm
        .delete(subjectToken)
        .where(lt(subjectToken.expiresAt, new Date(before)))
        .catch(unavailable);
    },
  };
}

interface Binding {
  readonly digest: Uint8Array;
  readonly kid: string;
  /** Seconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** The key a token is bound to, which is this one unless another was first. */
async function keyOf(database: Database, { digest, kid, expiresAt }: Binding): Promise<unknown> {
  const statement = {
    name: 'sallyport_subject_token_bind',
    // The update changes nothing: it makes the row that was there come back.
    text: `insert into subject_token (digest, kid, expires_at) values ($1, $2, to_timestamp($3))
      on conflict (digest) do update set kid = subject_token.kid returning kid`,
    values: [bytesOf(digest), kid, expiresAt],
  };
  const [row] = await database.query(statement).catch(unavailable);
  return row?.kid;
}

function unavailable(): never {
  throw new SallyportError('ledger_unavailable');
}

function sha256(text: string): Uint8Array {
  return new Uint8Array(createHash('sha256').update(text).digest());
}
