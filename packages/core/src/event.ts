import type { Entity, EntityCounts } from './entity.ts';
import type { ErrorCode } from './error-catalogue.ts';
import type { Identity } from './identity.ts';

/** Every kind of event the ledger knows. */
export const EVENT_KINDS = [
  'grant.issued',
  'auth.failed',
  'session.intent',
  'session.outcome',
  'session.denied',
  'config.applied',
] as const;

/** A kind of event. */
export type EventKind = (typeof EVENT_KINDS)[number];

/** Counts of spans by entity, and of those by operator: `{SSN: {redact: 2}}`. */
export type AppliedCounts = Readonly<Partial<Record<Entity, Readonly<Record<string, number>>>>>;

/**
 * What a kind adds to an event. PHI-free by type: counts, codes, UUIDs, digests and configured names;
 * never a value from a body, never free text.
 */
export interface EventDetails {
  /** A UUID that groups sessions, chosen by the caller. */
  readonly correlationId?: string;
  /** The session's UUID, minted by the companion. */
  readonly sessionId?: string;
  readonly connection?: string;
  /** `embeddings.create` */
  readonly operation?: string;
  /** The policy's digest, `sha256:<hex>`. */
  readonly policy?: string;
  readonly rule?: string;
  /** What the door found in the request, by entity. */
  readonly found?: EntityCounts;
  /** What it did about it. */
  readonly applied?: AppliedCounts;
  /** What it found and masked in the answer. */
  readonly masked?: EntityCounts;
  /** Length in bytes of what was sent, and of what came back. */
  readonly bytesOut?: number;
  readonly bytesBack?: number;
  /** The provider's HTTP status. */
  readonly upstreamStatus?: number;
  readonly error?: ErrorCode;
  /** A grant's `jti`. */
  readonly grantId?: string;
  /** SHA-256 of the configuration in force, `sha256:<hex>`. */
  readonly config?: string;
}

/** What is known when an event is made; `ledger` shapes it after OCSF. */
export interface EventFacts {
  /** The event's own UUID: appending the same one twice is one append. */
  readonly id: string;
  readonly kind: EventKind;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  readonly identity?: Identity;
  readonly clientIp?: string;
  readonly status: 'success' | 'failure';
  readonly details: EventDetails;
}
