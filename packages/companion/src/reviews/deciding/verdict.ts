import type { ReviewKind } from '@sallyport/core';
import type { ReviewRecord } from '../review-record.ts';
import type { Approval } from './counted-approvals.ts';

/** What a decision makes of a review. */
export interface Verdict {
  /** `pending`: more people must approve. */
  readonly state: 'pending' | 'approved' | 'rejected';
  readonly kind: ReviewKind;
  /** Until when it waits, or its approval holds, in milliseconds since the Unix epoch. */
  readonly expiresAt: number;
  /** How many people have approved. */
  readonly given: number;
}

/** One rejection rejects. */
export function rejection({ kind, expiresAt }: ReviewRecord, approvals: readonly Approval[]): Verdict {
  return { state: 'rejected', kind, expiresAt, given: approvals.length };
}

/**
 * What approvals come to: of a call its approval, once there are enough; of a window the shortest that was asked for, where each of them
 * asked for one. What was sent already stays approved.
 */
export function approval(review: ReviewRecord, approvals: readonly Approval[], now: number): Verdict {
  const { kind, demand, expiresAt } = review;
  const given = approvals.length;
  if (given < demand.quorum) return { state: 'pending', kind, expiresAt, given };
  if (kind === 'after_the_fact') return { state: 'approved', kind, expiresAt, given };
  const windows = approvals.flatMap(({ windowSeconds }) => windowSeconds ?? []);
  if (windows.length === given) {
    return { state: 'approved', kind: 'window', expiresAt: now + Math.min(...windows) * 1000, given };
  }
  return { state: 'approved', kind, expiresAt: now + demand.useWithin * 1000, given };
}
