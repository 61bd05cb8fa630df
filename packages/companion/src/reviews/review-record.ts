import type {
  AppliedCounts,
  EntityCounts,
  Identity,
  Purpose,
  ReviewDemand,
  ReviewKind,
  ReviewState,
} from '@sallyport/core';
import type { schema } from '../storage/index.ts';

/** A review as it is kept. Times in milliseconds since the Unix epoch. */
export interface ReviewRecord {
  readonly id: string;
  readonly state: ReviewState;
  readonly kind: ReviewKind;
  readonly requester: Requester;
  readonly connection: string;
  readonly operation: string;
  /** The policy's digest. */
  readonly policy: string;
  readonly rule: string;
  readonly demand: ReviewDemand;
  readonly purpose?: Purpose;
  readonly correlationId: string;
  readonly found: EntityCounts;
  readonly applied: AppliedCounts;
  readonly bodyBytes: number;
  readonly inputs: number;
  /** 32 bytes each. */
  readonly binding: { readonly before: Uint8Array; readonly after: Uint8Array };
  /** See `ReviewKeys.seal`. */
  readonly sealedSubject: Uint8Array;
  readonly sealedBody: Uint8Array;
  readonly bodyCut: boolean;
  readonly requestedAt: number;
  readonly expiresAt: number;
  readonly escalatesAt?: number;
  readonly escalatedAt?: number;
  readonly decidedAt?: number;
  readonly usedAt?: number;
  readonly revokedAt?: number;
  readonly parent?: string;
}

/** Who asks for a review. */
export interface Requester extends Identity {
  readonly client?: string;
  readonly groups: readonly string[];
  readonly actors: readonly Identity[];
  readonly clientIp?: string;
}

/** Reads a row. What is in the database was written by a companion, so JSON in it is believed. */
export function reviewRecord(row: typeof schema.review.$inferSelect): ReviewRecord {
  const { id, issuer, subject, client, clientIp, connection, operation, policy, rule, correlationId } = row;
  const { bodyBytes, inputs, before, after, sealedSubject, sealedBody, bodyCut } = row;
  return {
    ...{ id, connection, operation, policy, rule, correlationId },
    state: row.state as ReviewState,
    kind: row.kind as ReviewKind,
    requester: {
      ...{ issuer, subject, groups: JSON.parse(row.groups), actors: JSON.parse(row.actors) },
      ...given({ client, clientIp }),
    },
    demand: JSON.parse(row.demand) as ReviewDemand,
    found: JSON.parse(row.found) as EntityCounts,
    applied: JSON.parse(row.applied) as AppliedCounts,
    ...{ bodyBytes, inputs, binding: { before, after }, sealedSubject, sealedBody, bodyCut },
    requestedAt: row.requestedAt.getTime(),
    expiresAt: row.expiresAt.getTime(),
    ...given({
      purpose: row.purpose as Purpose | null,
      parent: row.parent,
      escalatesAt: row.escalatesAt?.getTime() ?? null,
      escalatedAt: row.escalatedAt?.getTime() ?? null,
      decidedAt: row.decidedAt?.getTime() ?? null,
      usedAt: row.usedAt?.getTime() ?? null,
      revokedAt: row.revokedAt?.getTime() ?? null,
    }),
  };
}

/** The same object without the columns that are null. */
function given<T extends object>(columns: T): { [K in keyof T]?: Exclude<T[K], null> } {
  return Object.fromEntries(Object.entries(columns).filter(([, value]) => value !== null)) as never;
}
