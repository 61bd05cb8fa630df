import type { ErrorCode, ReviewDetails } from '@sallyport/core';
import { beforeEach, describe, expect, it } from 'vitest';
import { identityOf, REVIEWED, SampleLog, TRIAGE } from '../bundle/sample-log.test-support.ts';
import { HOUR, SampleReview } from '../bundle/sample-review.test-support.ts';
import { exportSample, sampleKeys, sourceOf } from './sample-ledger.test-support.ts';
import { verifyLedger } from './verify-ledger.ts';

const keys = await sampleKeys();
let log: SampleLog;
beforeEach(async () => {
  log = await SampleLog.open(keys);
});

const verify = async () => verifyLedger(sourceOf(await exportSample(log.leaves, keys)), keys.trust);
const detail = async () => (await verify()).checks.find(({ name }) => name === 'reviews')?.detail;
const CONFLICT = { status: 'failure' } as const;

/** The event of an act, again, as one that came to nothing. */
async function failed(
  review: SampleReview,
  subject: string,
  more: Partial<ReviewDetails>,
  error: ErrorCode = 'review_conflict',
) {
  const said = { id: review.id, kind: 'call', requester: review.requester, ...more } as const;
  const details = { ...REVIEWED, review: said, error } as const;
  return log.event('review.decided', { ...CONFLICT, identity: identityOf(subject), details });
}

async function asked(options: { readonly quorum?: number } = {}): Promise<SampleReview> {
  const review = new SampleReview(log, options);
  await review.request();
  return review;
}

async function approved(): Promise<SampleReview> {
  const review = await asked();
  await review.approve('grace.example');
  return review;
}

/** What the companion writes down, and does. */
const SOUND: readonly (readonly [string, () => Promise<unknown>])[] = [
  [
    'two people approve, and the call is sent',
    async () => {
      const review = await asked({ quorum: 2 });
      await review.approve('grace.example');
      await review.approve('mary.example');
      await log.call({ review: review.details });
    },
  ],
  [
    'one person rejects, and the call comes again',
    async () => {
      const review = await asked();
      await review.reject('grace.example');
      await log.event('session.denied', {
        status: 'failure',
        details: { ...REVIEWED, error: 'review_rejected', review: { id: review.id, kind: 'call' } },
      });
    },
  ],
  [
    'two decide at once, and one of them comes to nothing',
    async () => {
      const review = await asked({ quorum: 2 });
      await review.approve('grace.example');
      const one = { decision: 'approve', approvals: { given: 2, quorum: 2 }, until: log.now + HOUR } as const;
      await review.others('review.decided', one, { identity: identityOf('mary.example') });
      const other = { ...one, until: one.until + 5 };
      await review.others('review.decided', other, { identity: identityOf('joan.example') });
      await failed(review, 'joan.example', other);
      await log.call({ review: review.details });
    },
  ],
  [
    'somebody approves and somebody rejects at once, and the approval was first',
    async () => {
      const review = await asked();
      const rejected = { decision: 'reject', approvals: { given: 0, quorum: 1 } } as const;
      await review.reject('mary.example');
      await review.approve('grace.example');
      await failed(review, 'mary.example', rejected);
      log.now += HOUR / 2;
      await log.call({ review: review.details });
    },
  ],
  [
    'the database does not say whether it took an approval, and it did',
    async () => {
      const review = await approved();
      const said = { decision: 'approve', approvals: { given: 1, quorum: 1 }, until: review.until } as const;
      await failed(review, 'grace.example', said, 'ledger_unavailable');
      await log.call({ review: review.details });
    },
  ],
  [
    'a companion dies before it does what it wrote down, and the same person approves again',
    async () => {
      const review = await asked();
      await review.approve('grace.example');
      log.now += HOUR / 2;
      await review.approve('grace.example', { approvals: { given: 1, quorum: 1 } });
      await log.call({ review: review.details });
    },
  ],
  [
    'a window is approved, and calls are sent in it',
    async () => {
      const review = await asked();
      await review.approve('grace.example', { kind: 'window' });
      const inWindow = { id: review.id, kind: 'window', until: review.until } as const;
      await log.calls(3, { review: inWindow });
      await review.others('review.expired', { kind: 'window', until: review.until });
    },
  ],
  [
    'a review waits out its time while somebody approves it, and the approval was first',
    async () => {
      const review = await asked();
      log.now = review.until - 2000;
      const waited = review.until;
      await review.approve('grace.example');
      await review.others('review.expired', { until: waited });
      log.now += HOUR / 2;
      await log.call({ review: review.details });
    },
  ],
  [
    'an intent was written down that nobody knew of, its approval is given back and used again',
    async () => {
      const review = await approved();
      const lost = await log.call({ review: review.details, open: true });
      await log.call({ review: review.details });
      await log.outcome(lost, { status: 'unknown' });
    },
  ],
  [
    'the glass is broken, the call is sent, and looked at afterwards',
    async () => {
      const review = await asked();
      const after = await review.breakGlass();
      await log.call({ review: review.details });
      await review.others(
        'review.decided',
        { id: after, kind: 'after_the_fact', decision: 'approve', approvals: { given: 1, quorum: 1 }, until: log.now },
        { identity: identityOf('grace.example') },
      );
    },
  ],
  [
    'breaking the glass is refused',
    async () => {
      const review = await asked();
      await review.own('review.decided', { decision: 'break_glass', reason: 'emergency_care' }, CONFLICT);
    },
  ],
  [
    'whoever asked may not decide, and is refused',
    async () => {
      const review = await asked();
      await failed(review, TRIAGE.subject, { decision: 'approve' }, 'reviewer_is_requester');
    },
  ],
  [
    'an approval is taken back, once more, and the call comes too late',
    async () => {
      const review = await approved();
      for (let times = 0; times < 2; times += 1) {
        await review.others('review.revoked', { decision: 'revoke' }, { identity: identityOf('grace.example') });
        log.now += HOUR / 2;
      }
    },
  ],
  [
    'taking an approval back comes to nothing, for the call was sent',
    async () => {
      const review = await approved();
      const revoked = { decision: 'revoke' } as const;
      await review.others('review.revoked', revoked, { identity: identityOf('grace.example') });
      await review.others('review.revoked', revoked, { ...CONFLICT, identity: identityOf('grace.example') });
      log.now += HOUR / 2;
      await log.call({ review: review.details });
    },
  ],
  [
    'a second group is asked',
    async () => {
      const review = await asked();
      await review.others('review.requested', { escalated: true, until: review.until });
      await review.approve('grace.example');
      await log.call({ review: review.details });
    },
  ],
];

/** What no companion writes down. */
const FORGED: readonly (readonly [string, () => Promise<unknown>, code: string])[] = [
  [
    'a decision about a review that nobody asked for',
    () => new SampleReview(log).approve('grace.example'),
    'review_unrequested',
  ],
  [
    'a call under a review that nobody asked for',
    () => log.call({ review: new SampleReview(log).details }),
    'review_unrequested',
  ],
  ['a review that is asked for twice', async () => (await asked()).request(), 'review_repeated'],
  [
    'a call that is sent before anybody approved',
    async () => log.call({ review: (await asked()).details }),
    'review_unapproved',
  ],
  [
    'a call that is sent when one of two approved',
    async () => {
      const review = await asked({ quorum: 2 });
      await review.approve('grace.example');
      await log.call({ review: review.details });
    },
    'review_unapproved',
  ],
  [
    'one person who approves twice for two',
    async () => {
      const review = await asked({ quorum: 2 });
      await review.approve('grace.example');
      await review.approve('grace.example');
    },
    'review_quorum',
  ],
  [
    'an approval that counts one who did not approve',
    async () =>
      (await asked({ quorum: 2 })).approve('grace.example', {
        approvals: { given: 2, quorum: 2 },
        until: log.now + HOUR,
      }),
    'review_quorum',
  ],
  [
    'an approval that asks for fewer than were asked for',
    async () =>
      (await asked({ quorum: 2 })).approve('grace.example', {
        approvals: { given: 1, quorum: 1 },
        until: log.now + HOUR,
      }),
    'review_quorum',
  ],
  [
    'an approval that is complete before enough approved',
    async () => (await asked({ quorum: 2 })).approve('grace.example', { until: log.now + HOUR }),
    'review_quorum',
  ],
  [
    'an approval that counts nobody',
    async () => {
      const review = await asked();
      await review.others(
        'review.decided',
        { decision: 'approve', until: log.now + HOUR },
        { identity: identityOf('grace.example') },
      );
    },
    'review_quorum',
  ],
  ['the decision of whoever asked', async () => (await asked()).approve(TRIAGE.subject), 'review_own'],
  ['the rejection of whoever asked', async () => (await asked()).reject(TRIAGE.subject), 'review_own'],
  ['the decision of nobody', async () => (await asked()).approve('', {}, { identity: null }), 'review_own'],
  [
    'an approval after the review had waited out its time',
    async () => {
      const review = await asked();
      log.now += HOUR + HOUR / 2;
      await review.approve('grace.example');
    },
    'review_late',
  ],
  [
    'a call after its approval had run out',
    async () => {
      const review = await approved();
      log.now += HOUR + HOUR / 2;
      await log.call({ review: review.details });
    },
    'review_late',
  ],
  [
    'a call after its window was over',
    async () => {
      const review = await asked();
      await review.approve('grace.example', { kind: 'window' });
      log.now += HOUR + HOUR / 2;
      await log.call({ review: { id: review.id, kind: 'window', until: review.until } });
    },
    'review_late',
  ],
  [
    'a call after its approval was taken back',
    async () => {
      const review = await approved();
      await review.others('review.revoked', { decision: 'revoke' }, { identity: identityOf('mary.example') });
      log.now += HOUR / 2;
      await log.call({ review: review.details });
    },
    'review_ended',
  ],
  [
    'an approval after the review was cancelled',
    async () => {
      const review = await asked();
      await review.own('review.cancelled');
      log.now += HOUR / 2;
      await review.approve('grace.example');
    },
    'review_ended',
  ],
  [
    'an approval after somebody rejected',
    async () => {
      const review = await asked();
      await review.reject('mary.example');
      log.now += HOUR / 2;
      await review.approve('grace.example');
    },
    'review_ended',
  ],
  [
    'an approval that two calls were sent under',
    async () => {
      const review = await approved();
      await log.call({ review: review.details });
      await log.call({ review: review.details });
    },
    'review_reused',
  ],
  [
    'an approval that two calls at once were sent under',
    async () => {
      const review = await approved();
      const first = await log.call({ review: review.details, open: true });
      await log.call({ review: review.details });
      await log.outcome(first);
    },
    'review_reused',
  ],
  [
    'a call that uses no approval up',
    async () => {
      const review = await approved();
      await log.event('session.intent', { details: { ...REVIEWED, sessionId: log.id(), review: review.details } });
    },
    'review_unused',
  ],
  [
    'an approval that is used up for no call',
    async () => {
      const review = await approved();
      await review.own('review.used');
    },
    'review_apart',
  ],
  [
    'a call under an approval of a window that is of one call',
    async () => {
      const review = await approved();
      await log.call({ review: { id: review.id, kind: 'window', until: review.until } });
    },
    'review_unapproved',
  ],
  [
    'a call of other bytes',
    async () => {
      const review = await approved();
      const binding = { before: 'A'.repeat(43), after: 'A'.repeat(43) };
      await log.call({ review: { ...review.details, binding } });
    },
    'review_differs',
  ],
  [
    'a call by another operation',
    async () => {
      const review = await approved();
      await log.call({ review: review.details, details: { operation: 'chat.completions.create' } });
    },
    'review_differs',
  ],
  [
    'a call under another policy',
    async () => {
      const review = await approved();
      await log.call({ review: review.details, details: { policy: `sha256:${'cd'.repeat(32)}` } });
    },
    'review_differs',
  ],
  [
    'a call of another identity',
    async () => {
      const review = await approved();
      await log.call({ review: review.details, identity: identityOf('eve.example') });
    },
    'review_differs',
  ],
  [
    'a decision that names another who asked',
    async () => (await asked()).approve('grace.example', { requester: identityOf('eve.example') }),
    'review_differs',
  ],
  [
    'a glass that another breaks',
    async () => {
      const review = await asked();
      await review.own(
        'review.decided',
        { decision: 'break_glass', until: review.until },
        { identity: identityOf('eve.example') },
      );
    },
    'review_differs',
  ],
  [
    'a broken glass that nobody is to look at afterwards',
    async () => {
      const review = await asked();
      await review.own('review.decided', { decision: 'break_glass', reason: 'emergency_care' });
      await log.call({ review: review.details });
    },
    'review_unfollowed',
  ],
];

describe('the reviews of a ledger', () => {
  it.each(SOUND)('hold together: %s', async (_, act) => {
    await act();
    expect((await verify()).firstFault).toBeUndefined();
  });

  it.each(FORGED)('do not hold together: %s', async (_, act, code) => {
    await act();
    await log.calls(3);
    const { ok, firstFault } = await verify();
    expect(ok).toBe(false);
    expect(firstFault).toMatchObject({ code, where: expect.stringMatching(/^entry \d+$/) });
  });

  it('do not end with a broken glass that nobody is to look at afterwards', async () => {
    const review = await asked();
    await review.own('review.decided', { decision: 'break_glass', reason: 'emergency_care' });
    expect((await verify()).firstFault).toMatchObject({ code: 'review_unfollowed', where: 'entry 1' });
  });

  it('are counted', async () => {
    expect(await detail()).toBe('none');
    await SOUND[0]?.[1]();
    await SOUND[9]?.[1]();
    expect(await detail()).toBe('3 asked for, 3 approved, 1 by breaking the glass, 2 used up');
  });

  it('are forgotten once nothing more can come of them, and stay known', async () => {
    const old = await approved();
    await log.call({ review: old.details });
    for (let count = 0; count < 1100; count += 1) await (await asked()).own('review.cancelled');
    log.now += 3 * HOUR;
    for (let count = 0; count < 1100; count += 1) await asked();
    await log.event('session.denied', {
      status: 'failure',
      details: { ...REVIEWED, review: { id: old.id, kind: 'call' } },
    });
    expect((await verify()).firstFault).toBeUndefined();
    await log.call({ review: old.details });
    expect((await verify()).firstFault?.code).toBe('review_ended');
  });
});
