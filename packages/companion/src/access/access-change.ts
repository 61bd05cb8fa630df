import type { Identity } from '@sallyport/core';
import { countOf, type SqlRow, type SqlRunner } from '../storage/index.ts';

/** A row of `access_change`. */
export interface AccessChange {
  readonly id: number;
  readonly kind: 'grant_revoked' | 'identity_revoked' | 'groups_changed' | 'review_revoked';
  readonly identity: Identity;
  /** Of a revoked grant, its `jti`; of a review whose approval was taken back, its id. */
  readonly grantId?: string;
  /** Milliseconds since the Unix epoch; of a revoked identity, until when what was issued to it is taken back. */
  readonly at: number;
  /** When nothing can be left that it is about, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
}

/** So many changes are read at once. */
const PAGE = 1000;

/** The changes after one, that had not expired by a time in milliseconds, in the order of their ids: a page of them, `more` when it is full. */
export async function changesAfter(
  runner: SqlRunner,
  { after, unexpiredAt }: { readonly after: number; readonly unexpiredAt: number },
): Promise<{ readonly changes: readonly AccessChange[]; readonly more: boolean }> {
  const rows = await runner.query({
    name: 'sallyport_access_changes',
    text: `select id, kind, issuer, subject, grant_id, (extract(epoch from at) * 1000)::bigint as at_ms,
        (extract(epoch from expires_at) * 1000)::bigint as expires_ms
      from access_change where id > $1 and expires_at > to_timestamp($2::float8) order by id limit $3`,
    values: [after, unexpiredAt / 1000, PAGE],
  });
  return { changes: rows.map(readChange), more: rows.length === PAGE };
}

/** Adds a change, and gives it with its id. */
export async function addChange(runner: SqlRunner, change: Omit<AccessChange, 'id'>): Promise<AccessChange> {
  const { kind, identity, grantId = null, at, expiresAt } = change;
  const [row] = await runner.query({
    name: 'sallyport_access_change',
    text: `insert into access_change (kind, issuer, subject, grant_id, at, expires_at)
      values ($1, $2, $3, $4, to_timestamp($5::float8), to_timestamp($6::float8)) returning id`,
    values: [kind, identity.issuer, identity.subject, grantId, at / 1000, expiresAt / 1000],
  });
  return { ...change, id: countOf(row?.id) };
}

function readChange({ id, kind, issuer, subject, grant_id: grantId, at_ms: at, expires_ms: expiresAt }: SqlRow) {
  return {
    id: countOf(id),
    kind: kind as AccessChange['kind'],
    identity: { issuer: String(issuer), subject: String(subject) },
    at: countOf(at),
    expiresAt: countOf(expiresAt),
    ...(typeof grantId === 'string' ? { grantId } : {}),
  };
}
