import type { EventKind, Identity } from '@sallyport/core';
import type { LedgerEvent } from '@sallyport/ledger';
import type { FindingSubject } from './finding.ts';

type Find = (event: LedgerEvent) => FindingSubject | undefined;

/** What an event of each kind gives, unless it is of an act that was refused. A kind that is not here gives nothing by itself. */
const FINDS: Readonly<Partial<Record<EventKind, Find>>> = Object.freeze({
  'auth.failed': failed,
  'session.denied': (event) => about('denied', event, event.api.response?.error),
  'session.outcome': (event) => (event.status_id === UNKNOWN ? about('outcome_unknown', event) : undefined),
  'finding.raised': (event) => about('claimed_too_little', event),
  opt_out: (event) => about('opt_out', event, event.unmapped.optOut),
  'grant.issued': (event) => (event.unmapped.bootstrap === true ? about('bootstrap_used', event) : undefined),
  // Who gives a grant of their own back, or logs out, does what they should.
  'grant.revoked': (event) => (event.unmapped.target === undefined ? undefined : about('access_revoked', event)),
  'review.decided': decided,
  'review.expired': (event) => ofRequester('review_expired', event),
  'review.revoked': (event) => ofRequester('review_revoked', event),
  'recording.read': (event) => about('recording_read', event, event.unmapped.recording?.use),
  'recording.purged': purged,
  'recording.held': (event) => about('hold_placed', event),
  'recording.released': (event) => about('hold_released', event),
  'vault.revealed': (event) => about('vault_revealed', event),
  'evidence.exported': (event) => about('evidence_exported', event),
  'config.applied': (event) => about(isAct(event) ? 'config_changed' : 'started', event),
  'credential.rotated': (event) => about('credential_rotated', event, event.unmapped.rotated?.what),
  'checkpoint.witnessed': (event) =>
    event.status_id === FAILURE ? about('ledger_unwitnessed', event, event.api.response?.error) : undefined,
  'log.recovered': (event) => about('ledger_recovered', event),
});

const UNKNOWN = 0;
const FAILURE = 2;

/**
 * Of these a failure is what the kind is about, or nobody's act; or it is what auditors have with every mistyped id, and when somebody else signed a digest
 * off before: found about them, it would keep them from the next one.
 */
const MAY_FAIL: ReadonlySet<EventKind> = new Set([
  'auth.failed',
  'session.denied',
  'session.outcome',
  'client.outcome',
  'checkpoint.witnessed',
  'admin.read',
  'activity.reviewed',
]);

/** What is found in one event; `undefined` where that is nothing. An act that was refused, or failed, is found as that alone. */
export function eventFinding(event: LedgerEvent): FindingSubject | undefined {
  const { event_code: kind } = event.metadata;
  if (event.status_id === FAILURE && !MAY_FAIL.has(kind)) {
    return about('act_refused', event, event.api.response?.error);
  }
  return FINDS[kind]?.(event);
}

/** Who did what an event tells; `undefined` where that is nobody who is known. */
export function actorOf({ actor: { user, idp } }: LedgerEvent): Identity | undefined {
  return 'uid' in user && idp !== undefined ? { issuer: idp.uid, subject: user.uid } : undefined;
}

function about(kind: FindingSubject['kind'], event: LedgerEvent, code?: string): FindingSubject {
  const who = actorOf(event);
  return { kind, ...(code === undefined ? {} : { code }), ...(who === undefined ? {} : { who }) };
}

/** Whether somebody of the admin plane did it. */
function isAct({ unmapped }: LedgerEvent): boolean {
  return unmapped.adminSessionId !== undefined;
}

/** That somebody's session of the admin plane is over is found about nobody. */
function failed(event: LedgerEvent): FindingSubject {
  const code = event.api.response?.error;
  return code === 'admin_session_expired' ? { kind: 'auth_failed', code } : about('auth_failed', event, code);
}

function decided(event: LedgerEvent): FindingSubject | undefined {
  const { decision, reason } = event.unmapped.review ?? {};
  if (decision === 'break_glass') return about('break_glass', event, reason);
  return decision === 'reject' ? ofRequester('review_rejected', event) : undefined;
}

/** It is found about whoever asked: reviewers do what they are there for. */
function ofRequester(kind: FindingSubject['kind'], event: LedgerEvent): FindingSubject {
  const who = event.unmapped.review?.requester ?? actorOf(event);
  return { kind, ...(who === undefined ? {} : { who }) };
}

function purged(event: LedgerEvent): FindingSubject {
  const reason = event.unmapped.recording?.reason;
  return reason === 'expired' ? about('recording_expired', event) : about('recording_purged', event, reason);
}
