import type { EventKind, ReviewDetails } from '@sallyport/core';
import { encodeEvent } from '@sallyport/ledger';
import { describe, expect, it } from 'vitest';
import { ReviewTally } from './review-tally.ts';

const ID = '0b54a1de-3a49-4f0b-9f0a-5c3d7a9e1f20';
const AFTER = '1c65b2ef-4b5a-4a1c-8f1b-6d4e8bafe031';
const ISSUER = 'https://login.example.org/';

interface Told {
  readonly kind: EventKind;
  readonly by?: string;
  readonly review?: Partial<ReviewDetails>;
  readonly failed?: true;
  readonly inPeriod?: false;
}

function tally(...events: readonly Told[]) {
  const reviews = new ReviewTally();
  for (const [index, { kind, by = 'requester', review, failed, inPeriod = true }] of events.entries()) {
    const status = failed === undefined ? 'success' : 'failure';
    const identity = { issuer: ISSUER, subject: by };
    const error = failed === undefined ? {} : ({ error: 'review_conflict' } as const);
    const details = {
      connection: 'openai',
      rule: 'bulk',
      review: { id: ID, kind: 'call', ...review },
      ...error,
    } as const;
    const event = encodeEvent(
      { id: crypto.randomUUID(), kind, time: index, identity, status, details },
      { version: '1.0.0' },
    );
    reviews.take({ index, kid: 'k', within: 'range', inPeriod, time: index, event });
  }
  return reviews.summary();
}

const requested = { kind: 'review.requested' } as const;
const approve = (by: string, given: number): Told => ({
  kind: 'review.decided',
  by,
  review: { decision: 'approve', approvals: { given, quorum: 2 } },
});

describe('ReviewTally', () => {
  it('approves once the quorum is there, and not before', () => {
    expect(tally(requested, approve('ada', 1)).rows[0]).toMatchObject({ standing: 'pending', given: 1, quorum: 2 });
    expect(tally(requested, approve('ada', 1), approve('grace', 2)).rows[0]).toMatchObject({
      standing: 'approved',
      given: 2,
    });
  });

  it('takes a decision back that is told once more because it came too late', () => {
    const late = { ...approve('grace', 2), failed: true } as const;
    const { approvals, refused, rows } = tally(requested, approve('ada', 1), approve('grace', 2), late);
    expect({ approvals, refused }).toEqual({ approvals: 1, refused: 1 });
    expect(rows[0]).toMatchObject({
      standing: 'pending',
      decisions: [{ subject: 'ada', error: '' }, { error: 'review_conflict' }],
    });
  });

  it('lets a decision stand where the same person tried another', () => {
    const second: Told = { kind: 'review.decided', by: 'ada', review: { decision: 'approve' }, failed: true };
    expect(tally(requested, approve('ada', 1), second)).toMatchObject({ approvals: 1, refused: 1 });
  });

  it('knows a broken glass, and one that was not broken after all', () => {
    const broke = { kind: 'review.decided', review: { decision: 'break_glass', reason: 'emergency_care' } } as const;
    const after = { kind: 'review.requested', review: { id: AFTER, kind: 'after_the_fact' } } as const;
    const whole = tally(requested, broke, after);
    expect(whole).toMatchObject({ breakGlass: 1, requested: 2 });
    expect(whole.rows[0]).toMatchObject({ standing: 'approved', broken: 'emergency_care' });
    const undone = tally(requested, broke, after, { ...broke, failed: true }, { ...after, failed: true });
    expect(undone).toMatchObject({ breakGlass: 0, requested: 1 });
    expect(undone.rows).toMatchObject([{ standing: 'pending', broken: '' }]);
    const refused = tally(requested, { ...broke, failed: true });
    expect(refused).toMatchObject({ breakGlass: 0, refused: 1 });
  });

  it('counts what happens in the period, and knows what came before', () => {
    const before = [
      { ...requested, inPeriod: false },
      { ...approve('ada', 1), inPeriod: false },
    ] as const;
    const whole = tally(...before, approve('grace', 2), { kind: 'review.used' });
    expect(whole).toMatchObject({ requested: 0, approvals: 1, used: 1 });
    expect(whole.rows[0]).toMatchObject({
      standing: 'used',
      requested: 0,
      decisions: [{ subject: 'ada' }, { subject: 'grace' }],
    });
    expect(tally(...before).rows).toEqual([]);
  });

  it('follows escalation, revocation and what ends by itself', () => {
    const second = { kind: 'review.requested', review: { escalated: true } } as const;
    const revoked = { kind: 'review.revoked', by: 'ada' } as const;
    const whole = tally(requested, second, approve('ada', 1), approve('grace', 2), revoked);
    expect(whole).toMatchObject({ requested: 1, escalated: 1, revocations: 1 });
    expect(whole.rows[0]).toMatchObject({ standing: 'revoked', escalated: true });
    expect(tally(requested, { kind: 'review.expired' }).rows[0]?.standing).toBe('expired');
    expect(tally(requested, { kind: 'review.cancelled' }).rows[0]?.standing).toBe('cancelled');
  });

  it('follows so many, and counts the others', () => {
    const many = Array.from(
      { length: 2_003 },
      (_, place): Told => ({ ...requested, review: { id: `review-${place}` } }),
    );
    const whole = tally(...many);
    expect([whole.requested, whole.rows.length, whole.more]).toEqual([2_003, 2_000, 3]);
  });
});
