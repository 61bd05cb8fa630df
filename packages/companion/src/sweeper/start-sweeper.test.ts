import { type ErrorCode, SallyportError } from '@sallyport/core';
import { TestClock } from '@sallyport/testkit';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeSweptLedger, intentFacts } from './fake-swept-ledger.test-support.ts';
import { type SweeperOptions, startSweeper } from './start-sweeper.ts';

const EVERY = 30_000;
const OLD = 1_700_000_000_000;
const NOW = OLD + 3_600_000;

const fault = (code: ErrorCode) => new SallyportError(code);

/** A sweeper of a fake ledger, which leaves alone what was opened in the last ten minutes, and the lines it logged. */
function sweeperOf(ledger: FakeSweptLedger, options: Partial<SweeperOptions> = {}) {
  const clock = new TestClock(NOW);
  const lines: unknown[] = [];
  const log = {
    warn: (message: string, fields?: object) => lines.push([message, fields]),
    error: (message: string, error?: unknown, fields?: object) =>
      lines.push([message, (error as { code?: string }).code, fields]),
  };
  const openedBefore = () => clock.now() - 600_000;
  const sweeper = startSweeper({ ledger, events: ledger, log, openedBefore, ...options });
  return { sweeper, lines, clock };
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Waits until a sweep is over: only then is there a timer for the next. */
const swept = () => expect.poll(() => vi.getTimerCount()).toBe(1);
const nextSweep = async () => {
  await vi.advanceTimersByTimeAsync(EVERY);
  await swept();
};

describe('startSweeper', () => {
  it('closes at once what a crash left open, as its intent says, and says how many', async () => {
    const ledger = new FakeSweptLedger();
    const ids = [ledger.open(OLD), ledger.open(OLD + 1)];
    const recent = ledger.open(NOW - 599_999);
    const { sweeper, lines } = sweeperOf(ledger);
    await swept();
    expect(ledger.recorded).toStrictEqual(
      ids.map((sessionId) => ({
        kind: 'session.outcome',
        status: 'unknown',
        identity: { issuer: 'https://idp.example', subject: 'notes-app' },
        clientIp: '192.0.2.7',
        details: {
          correlationId: '00000000-0000-4000-8000-000000000001',
          sessionId,
          connection: 'openai',
          operation: 'embeddings.create',
        },
      })),
    );
    expect(ledger.unclosed).toStrictEqual([recent]);
    expect(lines).toStrictEqual([['sessions closed as unknown', { count: 2 }]]);
    await sweeper.stop();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('closes a session whose intent says little', async () => {
    const ledger = new FakeSweptLedger();
    const id = ledger.open(OLD, (sessionId) => {
      const { identity: _, clientIp: __, ...facts } = intentFacts(sessionId, { details: { sessionId } });
      return facts;
    });
    const { sweeper } = sweeperOf(ledger);
    await swept();
    expect(ledger.recorded).toStrictEqual([{ kind: 'session.outcome', status: 'unknown', details: { sessionId: id } }]);
    await sweeper.stop();
  });

  it('sweeps again after each interval, as time goes on, and says nothing when there was nothing', async () => {
    const ledger = new FakeSweptLedger();
    const { sweeper, lines, clock } = sweeperOf(ledger);
    await swept();
    await nextSweep();
    expect([ledger.queries.length, lines]).toStrictEqual([2, []]);
    ledger.open(NOW);
    await nextSweep();
    expect(ledger.unclosed).toHaveLength(1);
    clock.advance(600_001);
    await nextSweep();
    expect(ledger.unclosed).toHaveLength(0);
    expect(lines).toStrictEqual([['sessions closed as unknown', { count: 1 }]]);
    await sweeper.stop();
  });

  it('goes through as many as there are, a page at a time', async () => {
    const ledger = new FakeSweptLedger();
    for (let number = 0; number < 1_000; number += 1) ledger.open(OLD + number);
    ledger.beforeRead = () => new Promise(setImmediate);
    const { sweeper, lines } = sweeperOf(ledger, { pageSize: 30 });
    await swept();
    expect(ledger.unclosed).toHaveLength(0);
    expect(ledger.mostAtOnce).toBe(30);
    expect(new Set(ledger.queries.map(({ limit }) => limit))).toStrictEqual(new Set([30]));
    expect(lines).toStrictEqual([['sessions closed as unknown', { count: 1_000 }]]);
    await sweeper.stop();
  });

  it('takes it well that somebody else closed a session meanwhile', async () => {
    const ledger = new FakeSweptLedger();
    const [first = '', second = ''] = [ledger.open(OLD), ledger.open(OLD + 1), ledger.open(OLD + 2)];
    ledger.beforeRead = (id) => {
      if (id === first || id === second) ledger.close(id);
    };
    const { sweeper, lines } = sweeperOf(ledger);
    await swept();
    expect(ledger.recorded).toHaveLength(1);
    expect(lines).toStrictEqual([['sessions closed as unknown', { count: 1 }]]);
    await sweeper.stop();
  });

  it('says what was recorded, and waits for that where it cannot be told yet', async () => {
    const ledger = new FakeSweptLedger();
    const id = ledger.open(OLD);
    let away = true;
    const cut = async (session: string) => {
      if (away) throw fault('recording_unavailable');
      return session === id ? { mode: 'redacted' as const, segments: 3, digest: 'digest' } : undefined;
    };
    const { sweeper, lines } = sweeperOf(ledger, { cut });
    await swept();
    expect([ledger.recorded.length, lines.splice(0).length]).toStrictEqual([0, 1]);
    away = false;
    await nextSweep();
    expect(ledger.recorded[0]?.details.recording).toStrictEqual({ mode: 'redacted', segments: 3, digest: 'digest' });
    await sweeper.stop();
  });

  it('tries again at the next interval when the ledger is away', async () => {
    const ledger = new FakeSweptLedger();
    ledger.open(OLD);
    ledger.faults.query = fault('ledger_unavailable');
    const { sweeper, lines } = sweeperOf(ledger);
    await swept();
    expect(lines.splice(0)).toStrictEqual([['ledger unavailable', 'ledger_unavailable', {}]]);
    ledger.faults.query = undefined;
    await nextSweep();
    expect(ledger.unclosed).toHaveLength(0);
    expect(lines).toStrictEqual([['sessions closed as unknown', { count: 1 }]]);
    await sweeper.stop();
  });

  it.each(['ledger_unavailable', 'overloaded', 'shutting_down'] as const)(
    'ends a sweep whose page met %s, and closes the rest at the next',
    async (code) => {
      const ledger = new FakeSweptLedger();
      const [first = '', second = ''] = [
        ledger.open(OLD),
        ledger.open(OLD + 1),
        ledger.open(OLD + 2),
        ledger.open(OLD + 3),
      ];
      ledger.faults.read.set(first, fault('ledger_corrupt'));
      ledger.faults.record.set(second, fault(code));
      const { sweeper, lines } = sweeperOf(ledger, { pageSize: 3 });
      await swept();
      expect(ledger.unclosed).toHaveLength(3);
      expect(lines.splice(0)).toStrictEqual([
        ['sessions closed as unknown', { count: 1 }],
        ['ledger unavailable', code, { count: 2 }],
      ]);
      ledger.faults.record.clear();
      ledger.faults.read.clear();
      await nextSweep();
      expect(ledger.unclosed).toHaveLength(0);
      await sweeper.stop();
    },
  );

  it('passes over what cannot be closed, however much comes first, and closes what stands behind', async () => {
    const ledger = new FakeSweptLedger();
    const bad = Array.from({ length: 10 }, (_, number) => ledger.open(OLD + number));
    for (const id of bad.slice(0, 5)) ledger.faults.read.set(id, fault('ledger_corrupt'));
    for (const id of bad.slice(5)) ledger.faults.record.set(id, new TypeError('invented'));
    ledger.open(OLD + 100);
    const { sweeper, lines } = sweeperOf(ledger, { pageSize: 3 });
    await swept();
    expect(ledger.unclosed).toStrictEqual(bad);
    expect(lines).toStrictEqual([
      ['sessions closed as unknown', { count: 1 }],
      ['unexpected fault', 'ledger_corrupt', { count: 10 }],
    ]);
    await sweeper.stop();
  });

  it('ends when nothing can be closed, with bounded pages', async () => {
    const ledger = new FakeSweptLedger();
    for (let number = 0; number < 3_000; number += 1)
      ledger.faults.read.set(ledger.open(OLD + number), fault('ledger_corrupt'));
    const { sweeper } = sweeperOf(ledger, { pageSize: 100 });
    await swept();
    expect(ledger.queries).toHaveLength(11);
    expect(Math.max(...ledger.queries.map(({ limit }) => limit))).toBe(1_100);
    await sweeper.stop();
  });

  it.each([
    ['another event', (sessionId: string) => intentFacts(sessionId, { kind: 'session.denied' })],
    ['the intent of another session', () => intentFacts('00000000-0000-4000-8000-0000000000ff')],
    ['an intent that names no session', () => intentFacts('', { details: {} })],
  ])('closes nothing by %s', async (_, facts) => {
    const ledger = new FakeSweptLedger();
    ledger.open(OLD, facts);
    const { sweeper, lines } = sweeperOf(ledger);
    await swept();
    expect(ledger.recorded).toStrictEqual([]);
    expect(lines).toStrictEqual([['unexpected fault', 'ledger_corrupt', { count: 1 }]]);
    await sweeper.stop();
  });

  it('goes on after it could not be said what is old', async () => {
    const ledger = new FakeSweptLedger();
    ledger.open(OLD);
    let failing = true;
    const openedBefore = () => {
      if (failing) throw new TypeError('invented');
      return NOW;
    };
    const { sweeper, lines } = sweeperOf(ledger, { openedBefore });
    await swept();
    expect(lines).toStrictEqual([['unexpected fault', 'internal', {}]]);
    failing = false;
    await nextSweep();
    expect(ledger.unclosed).toHaveLength(0);
    await sweeper.stop();
  });

  it('is never at it twice, and ends with the page it is at when it is stopped', async () => {
    const ledger = new FakeSweptLedger();
    for (let number = 0; number < 10; number += 1) ledger.open(OLD + number);
    const held = Promise.withResolvers<void>();
    ledger.beforeRead = () => held.promise;
    const { sweeper } = sweeperOf(ledger, { pageSize: 4 });
    await vi.advanceTimersByTimeAsync(10 * EVERY);
    await expect.poll(() => ledger.mostAtOnce).toBe(4);
    expect(ledger.queries).toHaveLength(1);
    let stopped = false;
    const stopping = sweeper.stop().then(() => {
      stopped = true;
    });
    await new Promise(setImmediate);
    expect(stopped).toBe(false);
    held.resolve();
    await stopping;
    expect([ledger.recorded.length, ledger.queries.length]).toStrictEqual([4, 1]);
    await vi.advanceTimersByTimeAsync(10 * EVERY);
    expect([ledger.queries.length, vi.getTimerCount()]).toStrictEqual([1, 0]);
    await sweeper.stop();
  });

  it('does not keep the process alive', async () => {
    vi.useRealTimers();
    const holding = () => process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length;
    const ledger = new FakeSweptLedger();
    ledger.open(OLD);
    const before = holding();
    const { sweeper, lines } = sweeperOf(ledger);
    while (lines.length === 0) await new Promise(setImmediate);
    expect(holding()).toBe(before);
    await sweeper.stop();
  });
});
