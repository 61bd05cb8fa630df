import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core';
import type * as schema from './schema.ts';

/** A parameter of a statement. */
export type SqlValue = string | number | Uint8Array | readonly string[] | readonly number[] | null;

/** One row; a `bigint` column is a string or a number by driver (see `countOf`), a `bytea` a `Uint8Array` (see `bytesOf`). */
export type SqlRow = Readonly<Record<string, unknown>>;

/** A statement written by hand, for the few places where its speed matters. */
export interface Statement {
  /** Names the prepared statement on drivers that keep them; one name, one text. */
  readonly name: string;
  readonly text: string;
  readonly values: readonly SqlValue[];
}

/** Whatever runs statements: a database, or a transaction in it. Rejects with the driver's own error, which may quote values. */
export interface SqlRunner {
  query(statement: Statement): Promise<readonly SqlRow[]>;
}

/** drizzle's view, the same over both drivers. */
export type Orm = PgDatabase<PgQueryResultHKT, typeof schema>;

/** An open database. Every commit it acknowledges is durable. */
export interface Database extends SqlRunner {
  readonly kind: 'postgresql' | 'pglite';
  readonly orm: Orm;
  /** Runs `work` in one transaction, and rolls back when it rejects. */
  transaction<T>(work: (runner: SqlRunner) => Promise<T>): Promise<T>;
  /** Lets go of connections, files and locks. */
  close(): Promise<void>;
}
