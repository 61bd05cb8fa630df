import type { EventFacts, EventKind } from '@sallyport/core';

const CREATE = 1;
const READ = 2;
const UPDATE = 3;
const DELETE = 4;
const OTHER = 99;

/** The OCSF activity of each kind. What a session does is its provider's affair, so it is `other`. */
const ACTIVITIES: Readonly<Record<EventKind, number>> = Object.freeze({
  'grant.issued': CREATE,
  'grant.revoked': DELETE,
  'auth.failed': OTHER,
  'client.outcome': OTHER,
  'session.intent': OTHER,
  'session.outcome': OTHER,
  'session.denied': OTHER,
  'finding.raised': CREATE,
  'review.requested': CREATE,
  'review.decided': UPDATE,
  'review.used': UPDATE,
  'review.expired': UPDATE,
  'review.cancelled': UPDATE,
  'review.revoked': UPDATE,
  'config.applied': UPDATE,
  'credential.rotated': UPDATE,
  'recording.read': READ,
  'recording.purged': DELETE,
  'recording.held': UPDATE,
  'recording.released': UPDATE,
  'vault.revealed': READ,
  'activity.reviewed': UPDATE,
  'evidence.exported': READ,
  'checkpoint.witnessed': CREATE,
  'log.recovered': UPDATE,
  'admin.read': READ,
  opt_out: UPDATE,
});

const INFORMATIONAL = 1;
const LOW = 2;
const MEDIUM = 3;
const NOTABLE: ReadonlySet<EventKind> = new Set([
  'auth.failed',
  'session.denied',
  'finding.raised',
  'log.recovered',
  'opt_out',
]);

/** The OCSF `activity_id` of a kind. */
export function activityOf(kind: EventKind): number {
  return ACTIVITIES[kind];
}

/** The OCSF `severity_id`: medium for a refusal, a finding or a protection given up, low for any other failure, otherwise informational. */
export function severityOf({ kind, status }: Pick<EventFacts, 'kind' | 'status'>): number {
  if (NOTABLE.has(kind)) return MEDIUM;
  return status === 'failure' ? LOW : INFORMATIONAL;
}
