import type { EventFacts, EventKind } from '@sallyport/core';

const CREATE = 1;
const UPDATE = 3;
const OTHER = 99;

/** The OCSF activity of each kind. What a session does is its provider's affair, so it is `other`. */
const ACTIVITIES: Readonly<Record<EventKind, number>> = Object.freeze({
  'grant.issued': CREATE,
  'auth.failed': OTHER,
  'session.intent': OTHER,
  'session.outcome': OTHER,
  'session.denied': OTHER,
  'config.applied': UPDATE,
});

const INFORMATIONAL = 1;
const LOW = 2;
const MEDIUM = 3;
const REFUSALS: ReadonlySet<EventKind> = new Set(['auth.failed', 'session.denied']);

/** The OCSF `activity_id` of a kind. */
export function activityOf(kind: EventKind): number {
  return ACTIVITIES[kind];
}

/** The OCSF `severity_id`: medium for a refusal, low for any other failure, otherwise informational. */
export function severityOf({ kind, status }: Pick<EventFacts, 'kind' | 'status'>): number {
  if (REFUSALS.has(kind)) return MEDIUM;
  return status === 'failure' ? LOW : INFORMATIONAL;
}
