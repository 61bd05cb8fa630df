import type { KeyObject } from 'node:crypto';
import { type Clock, fromUtf8, type Identity, isUuid, SallyportError, utf8 } from '@sallyport/core';
import { and, asc, desc, eq, isNull, sql } from 'drizzle-orm';
import { storableText } from '../ledger/storable-text.ts';
import { openBytes, sealBytes } from '../secrets/index.ts';
import { type Database, guarded, schema } from '../storage/index.ts';
import type { HoldScope } from './hold-scope.ts';

/** A legal hold: what it holds is not purged before it is released. */
export interface LegalHold extends HoldScope {
  /** A UUID. */
  readonly id: string;
  readonly reason: string;
  readonly placedBy: Identity;
  readonly placedAt: Date;
  /** Absent as long as it holds. */
  readonly releasedAt?: Date;
}

/** A hold to place. */
export type HoldDraft = Pick<LegalHold, 'id' | 'reason' | 'placedBy'> & { readonly scope: HoldScope };

/** Places holds and releases them. Each raises `ledger_unavailable`. */
export interface LegalHolds {
  /** Those that hold, and after them those that were released, each newest first; at most 1,000. */
  list(): Promise<readonly LegalHold[]>;
  /** Places one, and tells when; from then on no purge begins, or ends, that it stands against. */
  place(draft: HoldDraft): Promise<LegalHold>;
  /** Finds one that holds. Raises `hold_unknown`. */
  find(id: string): Promise<LegalHold>;
  /** Releases one. Raises `hold_unknown` where none of this id holds. */
  release(id: string): Promise<void>;
}

/** What holds are kept with. */
export interface LegalHoldsParts {
  readonly database: Pick<Database, 'orm'>;
  /** Seals their reasons. */
  readonly key: KeyObject;
  readonly clock: Clock;
}

const MOST = 1_000;
const { legalHold } = schema;
type Row = typeof legalHold.$inferSelect;

/** Legal holds in the database; their reasons, which are free text, are sealed. */
export function legalHolds({ database: { orm }, key, clock }: LegalHoldsParts): LegalHolds {
  const read = (row: Row): LegalHold => readRow(row, key);
  const live = (id: string) => and(eq(legalHold.id, id), isNull(legalHold.releasedAt));
  return Object.freeze({
    list: async () => {
      const order = [asc(sql`${legalHold.releasedAt} is not null`), desc(legalHold.placedAt), asc(legalHold.id)];
      const rows = await guarded(
        orm
          .select()
          .from(legalHold)
          .orderBy(...order)
          .limit(MOST),
      );
      return rows.map(read);
    },
    place: async ({ id, reason, placedBy, scope }) => {
      const placedAt = new Date(clock.now());
      const { session, correlationId, connection, subjectOfCare } = scope;
      const identity = storable(scope.identity);
      const sealedReason = sealBytes(key, { bytes: utf8(reason), context: utf8(id) });
      const { issuer, subject } = placedBy;
      const row = {
        ...{ id, session, correlationId, ...identity, connection, subjectOfCare, sealedReason, placedAt },
        placedBy: JSON.stringify({ issuer, subject }),
      };
      await guarded(orm.insert(legalHold).values(row));
      return { ...scope, id, reason, placedBy: { issuer, subject }, placedAt };
    },
    find: async (id) => {
      const [row] = isUuid(id) ? await guarded(orm.select().from(legalHold).where(live(id))) : [];
      if (row === undefined) throw new SallyportError('hold_unknown');
      return read(row);
    },
    release: async (id) => {
      const releasedAt = new Date(clock.now());
      const released = orm.update(legalHold).set({ releasedAt }).where(live(id)).returning({ id: legalHold.id });
      if ((await guarded(released)).length === 0) throw new SallyportError('hold_unknown');
    },
  } satisfies LegalHolds);
}

/** As the index of sessions keeps one, with which it is compared. */
function storable(identity: Identity | undefined): Identity | undefined {
  if (identity === undefined) return undefined;
  return { issuer: storableText(identity.issuer), subject: storableText(identity.subject) };
}

function readRow(row: Row, key: KeyObject): LegalHold {
  const { id, session, correlationId, issuer, subject, connection, subjectOfCare, releasedAt } = row;
  return {
    id,
    ...(session === null ? {} : { session }),
    ...(correlationId === null ? {} : { correlationId }),
    ...(issuer === null || subject === null ? {} : { identity: { issuer, subject } }),
    ...(connection === null ? {} : { connection }),
    ...(subjectOfCare === null ? {} : { subjectOfCare }),
    reason: fromUtf8(openBytes(key, { bytes: row.sealedReason, context: utf8(id) })),
    placedBy: JSON.parse(row.placedBy) as Identity,
    placedAt: row.placedAt,
    ...(releasedAt === null ? {} : { releasedAt }),
  };
}
