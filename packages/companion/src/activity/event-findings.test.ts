import type { EventDetails, EventFacts, ReviewDetails } from '@sallyport/core';
import { encodeEvent } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { someFacts } from '../ledger/ledger-fixture.test-support.ts';
import { eventFinding } from './event-findings.ts';

const ADA = { issuer: 'https://login.example', subject: 'ada' };
const BEN = { issuer: 'https://login.example', subject: 'ben' };
const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';

function found(kind: EventFacts['kind'], details: EventDetails = {}, more: Partial<EventFacts> = {}) {
  return eventFinding(encodeEvent(someFacts({ kind, identity: ADA, details, ...more }), { version: '0.0.0' }));
}
const review = (more: Partial<ReviewDetails>): EventDetails => ({ review: { id: ID, kind: 'call', ...more } });
const failure = { status: 'failure' } as const;

describe('an event', () => {
  const act = { adminSessionId: ID };
  it.each<[string, ReturnType<typeof found>, object]>([
    [
      'a refused call',
      found('session.denied', { error: 'policy_denied' }, failure),
      { kind: 'denied', code: 'policy_denied', who: ADA },
    ],
    ['an opt-out', found('opt_out', { optOut: 'witness' }), { kind: 'opt_out', code: 'witness', who: ADA }],
    ['a finding', found('finding.raised'), { kind: 'claimed_too_little', who: ADA }],
    ['an unknown end', found('session.outcome', {}, { status: 'unknown' }), { kind: 'outcome_unknown', who: ADA }],
    ['a bootstrap', found('grant.issued', { ...act, bootstrap: true }), { kind: 'bootstrap_used', who: ADA }],
    [
      'access that an admin took',
      found('grant.revoked', { ...act, target: BEN }),
      { kind: 'access_revoked', who: ADA },
    ],
    [
      'broken glass',
      found('review.decided', review({ decision: 'break_glass', reason: 'emergency_care' })),
      { kind: 'break_glass', code: 'emergency_care', who: ADA },
    ],
    [
      'a rejection, found about who asked',
      found('review.decided', review({ decision: 'reject', requester: BEN })),
      { kind: 'review_rejected', who: BEN },
    ],
    ['an expired review', found('review.expired', review({ requester: BEN })), { kind: 'review_expired', who: BEN }],
    ['a revoked approval', found('review.revoked', review({ requester: BEN })), { kind: 'review_revoked', who: BEN }],
    [
      'a recording that was read',
      found('recording.read', { recording: { use: 'replay' } }),
      { kind: 'recording_read', code: 'replay', who: ADA },
    ],
    [
      'an ordered purge',
      found('recording.purged', { recording: { reason: 'legal_order' } }),
      { kind: 'recording_purged', code: 'legal_order', who: ADA },
    ],
    ['a hold', found('recording.held'), { kind: 'hold_placed', who: ADA }],
    ['a released hold', found('recording.released'), { kind: 'hold_released', who: ADA }],
    ['a reveal', found('vault.revealed'), { kind: 'vault_revealed', who: ADA }],
    ['an export', found('evidence.exported', act), { kind: 'evidence_exported', who: ADA }],
    ['an applied version', found('config.applied', act), { kind: 'config_changed', who: ADA }],
    [
      'a rotation',
      found('credential.rotated', { rotated: { what: 'secret', name: 'x' } }),
      { kind: 'credential_rotated', code: 'secret', who: ADA },
    ],
    ['a recovery', found('log.recovered'), { kind: 'ledger_recovered', who: ADA }],
    [
      'an act that was refused',
      found('recording.released', { ...act, error: 'hold_unknown' }, failure),
      { kind: 'act_refused', code: 'hold_unknown', who: ADA },
    ],
    [
      'a decision that was refused',
      found('review.decided', { ...review({ decision: 'approve' }), error: 'reviewer_is_requester' }, failure),
      { kind: 'act_refused', code: 'reviewer_is_requester', who: ADA },
    ],
  ])('gives %s', (_, finding, expected) => {
    expect(finding).toEqual(expected);
  });

  it('names whoever failed to be let in, unless their session was over', () => {
    const refused = (error: 'role_missing' | 'admin_session_expired') => found('auth.failed', { error }, failure);
    expect(refused('role_missing')).toEqual({ kind: 'auth_failed', code: 'role_missing', who: ADA });
    expect(refused('admin_session_expired')).toStrictEqual({ kind: 'auth_failed', code: 'admin_session_expired' });
  });

  it('names nobody who is unknown', () => {
    const { identity: _, ...stranger } = someFacts({
      kind: 'auth.failed',
      ...failure,
      details: { error: 'token_invalid' },
    });
    const event = encodeEvent(stranger, { version: '0.0.0' });
    expect(eventFinding(event)).toStrictEqual({ kind: 'auth_failed', code: 'token_invalid' });
  });

  it.each([
    ['recording.purged', { recording: { reason: 'expired' } }, 'success', 'recording_expired'],
    ['config.applied', {}, 'success', 'started'],
    ['checkpoint.witnessed', { error: 'witness_unavailable' }, 'failure', 'ledger_unwitnessed'],
  ] as const)('of the companion itself is found too: %s', (kind, details, status, expected) => {
    const { identity: _, ...own } = someFacts({ kind, status, details });
    expect(eventFinding(encodeEvent(own, { version: '0.0.0' }))).toMatchObject({ kind: expected });
  });

  it.each<[EventFacts['kind'], EventDetails, EventFacts['status']]>([
    ['session.intent', {}, 'success'],
    ['session.outcome', {}, 'success'],
    ['session.outcome', { error: 'upstream_failed' }, 'failure'],
    ['client.outcome', {}, 'failure'],
    ['grant.issued', {}, 'success'],
    ['grant.revoked', {}, 'success'],
    ['grant.revoked', { adminSessionId: ID }, 'success'],
    ['review.requested', review({}), 'success'],
    ['review.decided', review({ decision: 'approve' }), 'success'],
    ['checkpoint.witnessed', {}, 'success'],
    // What reviewers and auditors are there for: a digest that found it could be signed off by none of them.
    ['admin.read', { adminSessionId: ID, read: 'activity' }, 'success'],
    ['admin.read', { adminSessionId: ID, read: 'calls', error: 'session_unknown' }, 'failure'],
    ['activity.reviewed', { adminSessionId: ID }, 'success'],
    ['activity.reviewed', { adminSessionId: ID, error: 'activity_own' }, 'failure'],
  ])('is nothing to tell by itself: %s %j', (kind, details, status) => {
    expect(found(kind, details, { status })).toBeUndefined();
  });
});
