import { identityOf, SampleLog } from './sample-log.test-support.ts';
import { HOUR, SampleReview } from './sample-review.test-support.ts';

/** For tests: a log, and a period in its middle. */
export interface Week {
  readonly log: SampleLog;
  readonly from: number;
  readonly to: number;
  /** A review that was asked for before the period, and approved and used in it; and one that was broken in it. */
  readonly review: SampleReview;
  readonly broken: SampleReview;
  /** The index of the call's intent that used it up. */
  readonly reviewed: number;
}

/** For tests: some nine hundred entries by clients of their own and plain ones, with reviews, heartbeats, and sessions that lie half in the period. */
export async function sampleWeek(): Promise<Week> {
  const log = await SampleLog.open();
  const roe = identityOf('dr-roe');
  const [triage, doctor] = [await log.client(), await log.client(roe)];
  await log.calls(60);
  await log.calls(40, { client: triage });
  await log.heartbeat();
  await log.calls(50, { client: doctor, identity: roe });
  const review = new SampleReview(log, { quorum: 2 });
  await review.request();
  const half = await log.call({ client: triage, open: true });
  log.now += HOUR / 3;
  const from = log.now;
  await log.outcome(half);
  await review.approve('grace.example');
  await review.approve('mary.example');
  await log.calls(40, { client: triage });
  const reviewed = log.size;
  await log.call({ review: review.details });
  const broken = new SampleReview(log, { requester: roe });
  await broken.request();
  const after = await broken.breakGlass();
  await log.call({ identity: roe, client: doctor, review: broken.details });
  await log.heartbeat();
  await log.calls(10, { client: doctor, identity: roe });
  const open = await log.call({ identity: roe, client: doctor, open: true });
  const to = log.now;
  log.now += HOUR / 3;
  await log.outcome(open, { identity: roe });
  await broken.others(
    'review.decided',
    {
      id: after,
      kind: 'after_the_fact',
      decision: 'approve',
      approvals: { given: 1, quorum: 1 },
      until: log.now + HOUR,
    },
    { identity: identityOf('grace.example') },
  );
  await log.calls(120);
  await log.heartbeat();
  await log.calls(60, { client: triage });
  return { log, from, to, review, broken, reviewed };
}
