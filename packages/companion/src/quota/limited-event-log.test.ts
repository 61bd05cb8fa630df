import type { ErrorCode } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import type { EventDraft } from '../door/event-log.ts';
import { createQuota } from './create-quota.ts';
import { FakeEventLog } from './fake-event-log.test-support.ts';
import { type EventLimits, limitedEventLog } from './limited-event-log.ts';

const NEVER = 2 ** 30;
const unavailable = { code: 'ledger_unavailable' };

/** A failure of an invented caller whom nobody knows. */
function failure(error: ErrorCode = 'token_invalid', clientIp: string | undefined = '192.0.2.7'): EventDraft {
  return { kind: 'auth.failed', status: 'failure', clientIp, details: { error, connection: 'openai' } };
}

/** A limited log whose sources may record three failures a minute. */
function limited({ flushEveryMs = NEVER, perMinute = 3 }: Partial<EventLimits> & { readonly perMinute?: number } = {}) {
  const clock = new TestClock();
  const log = new FakeEventLog();
  const quota = createQuota({ perMinute, clock });
  const events = limitedEventLog(log, { quota, flushEveryMs });
  const aggregated = () => log.recorded.filter(({ draft }) => draft.details.count !== undefined);
  const counts = () => Object.fromEntries(aggregated().map(({ draft: { details } }) => [details.error, details.count]));
  const total = () => log.recorded.reduce((sum, { draft }) => sum + (draft.details.count ?? 1), 0);
  const fail = async (times: number, ...what: Parameters<typeof failure>) => {
    for (let time = 0; time < times; time += 1) await events.record(failure(...what));
  };
  return { clock, log, quota, events, aggregated, counts, total, fail };
}

describe('limitedEventLog', () => {
  it('records the failures of a source as they are, up to its quota, and the rest as one event a code', async () => {
    const { log, events, fail, aggregated, total } = limited();
    await fail(3);
    expect(log.recorded).toStrictEqual(Array(3).fill({ draft: failure(), mark: undefined }));
    await fail(40);
    await fail(2, 'token_expired');
    expect(log.recorded).toHaveLength(3);
    await events.close();
    const same = { kind: 'auth.failed', status: 'failure' };
    expect(aggregated()).toStrictEqual([
      { draft: { ...same, details: { error: 'token_invalid', count: 40 } }, mark: undefined },
      { draft: { ...same, details: { error: 'token_expired', count: 2 } }, mark: undefined },
    ]);
    expect(total()).toBe(45);
  });

  it('counts who exceeds a quota like whom nobody knows, and records other failures of the known', async () => {
    const { log, events, counts } = limited({ perMinute: 1 });
    const identity = { issuer: 'https://login.example/', subject: 'notes-service' };
    for (let time = 0; time < 5; time += 1) await events.record({ ...failure('quota_exceeded'), identity });
    for (let time = 0; time < 5; time += 1) await events.record({ ...failure('identity_not_allowed'), identity });
    expect(log.recorded).toHaveLength(6);
    await events.close();
    expect(counts()).toEqual({ quota_exceeded: 4 });
  });

  it('tells where each failure came from, recorded or counted, and nothing of what is none', async () => {
    const told: (string | undefined)[] = [];
    const quota = createQuota({ perMinute: 1, clock: new TestClock() });
    const events = limitedEventLog(new FakeEventLog(), { quota, failed: (clientIp) => told.push(clientIp) });
    for (let time = 0; time < 3; time += 1) await events.record(failure());
    await events.record({ kind: 'session.denied', status: 'failure', clientIp: '192.0.2.9', details: {} });
    expect(told).toEqual(Array(3).fill('192.0.2.7'));
    await events.close();
  });

  it('gives a source its quota back as time goes', async () => {
    const { log, fail, clock } = limited();
    await fail(10);
    clock.advance(20_000);
    await fail(10);
    expect(log.recorded).toHaveLength(4);
  });

  it('counts a failure that has no code', async () => {
    const { events, aggregated } = limited({ perMinute: 1 });
    const bare: EventDraft = { kind: 'auth.failed', status: 'failure', details: {} };
    for (let time = 0; time < 3; time += 1) await events.record(bare);
    await events.close();
    expect(aggregated().map(({ draft }) => draft.details)).toStrictEqual([{ count: 2 }]);
  });

  it('holds one source to its quota although it has many addresses, and leaves others alone', async () => {
    const { log, events, fail } = limited();
    for (let host = 1; host <= 20; host += 1) await fail(1, 'token_invalid', `2001:db8:0:7::${host.toString(16)}`);
    expect(log.recorded).toHaveLength(3);
    await fail(5, 'token_invalid', '2001:db8:0:8::1');
    expect(log.recorded).toHaveLength(6);
    await fail(2, 'token_invalid', '192.0.2.7');
    await fail(2, 'token_invalid', '::ffff:192.0.2.7');
    expect(log.recorded).toHaveLength(9);
    await fail(2, 'token_invalid', '::ffff:192.0.2.8');
    expect(log.recorded).toHaveLength(11);
    for (let time = 0; time < 9; time += 1)
      await events.record({ kind: 'auth.failed', status: 'failure', details: { error: 'token_missing' } });
    expect(log.recorded).toHaveLength(14);
  });

  it.each<EventDraft>([
    { ...failure(), identity: { issuer: 'https://idp.example', subject: 'notes-app' } },
    { ...failure(), kind: 'session.denied' },
    { ...failure(), kind: 'session.outcome' },
    { kind: 'grant.issued', status: 'success', clientIp: '192.0.2.7', details: { connection: 'openai' } },
    { kind: 'config.applied', status: 'success', details: {} },
  ])('passes on %j as it is, however often', async (draft) => {
    const { log, events } = limited({ perMinute: 1 });
    for (let time = 0; time < 20; time += 1) await events.record(draft, 'close');
    expect(log.recorded).toStrictEqual(Array(20).fill({ draft, mark: 'close' }));
    await events.close();
    expect(log.recorded).toHaveLength(20);
  });

  it('passes on what is committed together, and gives back where it stands', async () => {
    const { log, events } = limited({ perMinute: 1 });
    const items = Array.from({ length: 5 }, () => ({ draft: failure() }));
    expect(await events.commit(items)).toHaveLength(5);
    expect(log.recorded).toStrictEqual(items.map(({ draft }) => ({ draft, mark: undefined })));
    log.state = 'away';
    await expect(events.commit(items)).rejects.toMatchObject(unavailable);
  });

  it('raises what the log raises of an event it passes on, and nothing of one it counts', async () => {
    const { log, events, fail, total } = limited({ perMinute: 1 });
    log.state = 'away';
    await expect(events.record(failure())).rejects.toMatchObject(unavailable);
    await fail(5);
    expect(log.tries).toBe(1);
    log.state = 'here';
    await events.close();
    expect(total()).toBe(5);
  });

  it('records what it counted once an interval, and has a timer only while something is counted', async () => {
    vi.useFakeTimers();
    try {
      const { log, events, fail, counts, total } = limited({ perMinute: 1, flushEveryMs: 5_000 });
      await fail(1);
      expect(vi.getTimerCount()).toBe(0);
      await fail(7);
      await vi.advanceTimersByTimeAsync(4_999);
      expect(counts()).toStrictEqual({});
      await vi.advanceTimersByTimeAsync(1);
      expect(counts()).toStrictEqual({ token_invalid: 7 });
      expect(vi.getTimerCount()).toBe(0);
      log.state = 'away';
      await fail(4);
      await vi.advanceTimersByTimeAsync(20_000);
      expect([log.tries, vi.getTimerCount()]).toStrictEqual([6, 1]);
      log.state = 'here';
      await vi.advanceTimersByTimeAsync(5_000);
      expect([log.tries, vi.getTimerCount(), total()]).toStrictEqual([7, 0, 12]);
      await fail(1);
      await events.close();
      expect([log.tries, vi.getTimerCount(), total()]).toStrictEqual([8, 0, 13]);
    } finally {
      vi.useRealTimers();
    }
  });

  it('does not keep the process alive', async () => {
    const { fail } = limited({ perMinute: 1 });
    const before = timersThatHold();
    await fail(8);
    expect(timersThatHold()).toBe(before);
  });

  it('keeps the counts while the ledger is away', async () => {
    const { log, fail, total } = limited({ perMinute: 1, flushEveryMs: 2 });
    await fail(1);
    log.state = 'away';
    await fail(10);
    await expect.poll(() => log.tries).toBeGreaterThan(4);
    await fail(10, 'token_expired');
    await fail(10);
    expect(total()).toBe(1);
    log.state = 'here';
    await expect.poll(total).toBe(31);
  });

  it('counts nothing twice when the ledger recorded and did not say so', async () => {
    const { log, fail, total } = limited({ perMinute: 1, flushEveryMs: 2 });
    await fail(1);
    log.state = 'deaf';
    await fail(10);
    await expect.poll(() => log.tries).toBe(3);
    await fail(5);
    log.state = 'here';
    await expect.poll(total).toBe(16);
  });

  it('records when it is closed what is counted and what is being recorded, and each event by itself from then on', async () => {
    const { log, events, fail, aggregated, total } = limited({ perMinute: 1, flushEveryMs: 1 });
    await fail(1);
    const letGo = log.hold();
    await fail(5);
    await expect.poll(() => log.tries).toBe(2);
    await fail(6);
    const closed = Promise.all([events.close(), events.close()]);
    letGo();
    await closed;
    expect(aggregated().map(({ draft }) => draft.details.count)).toStrictEqual([5, 6]);
    await fail(3);
    expect(aggregated()).toHaveLength(2);
    expect(total()).toBe(15);
  });

  it('says when it could not record everything before it was closed, and can be closed again', async () => {
    const { log, events, fail, total } = limited({ perMinute: 1 });
    await fail(1);
    log.state = 'away';
    await fail(6);
    await expect(events.close()).rejects.toMatchObject(unavailable);
    await expect(events.close()).rejects.toMatchObject(unavailable);
    log.state = 'here';
    await events.close();
    expect(total()).toBe(7);
    await events.close();
    expect(total()).toBe(7);
  });

  it('records as many failures as there were, whatever the ledger does', async () => {
    const codes = fc.constantFrom<ErrorCode>('token_invalid', 'token_expired', 'connection_unknown');
    const step = fc.record({
      error: codes,
      source: fc.integer({ min: 1, max: 3 }),
      times: fc.nat(5),
      state: fc.constantFrom('here' as const, 'away' as const, 'deaf' as const),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
        const { log, events, aggregated, total } = limited({ perMinute: 2, flushEveryMs: 1 });
        let failures = 0;
        for (const { error, source, times, state } of steps) {
          log.state = state;
          for (let time = 0; time < times; time += 1) {
            const refused = await events.record(failure(error, `192.0.2.${source}`)).then(
              () => false,
              () => true,
            );
            // A refused one was the caller's to try again; a deaf log has it all the same.
            if (!refused || state === 'deaf') failures += 1;
          }
          await new Promise(setImmediate);
        }
        log.state = 'here';
        await events.close();
        expect(total()).toBe(failures);
        expect(aggregated().every(({ draft }) => Number(draft.details.count) > 0)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

/** How many timers keep the process alive. */
function timersThatHold(): number {
  return process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
}
