import { describe, expect, it } from 'vitest';
import type { ClientName } from './clients.ts';
import { evidenceChecks, timedChecks } from './guard-checks.ts';

const round = (raw: number) => ({
  p50Ms: 1,
  p99Ms: 1,
  fetchMs: 1,
  detectMs: 0,
  restMs: 0,
  cpuMicros: 1,
  companionMicros: 0,
  raw,
  flushMs: 1,
});
const timed = (name: ClientName, raw: readonly number[]) => ({ name, rounds: raw.map(round) });
const BEFORE = { leaves: 2, proofs: 1, intents: 1, outcomes: 0, clientOutcomes: 4 };
const AFTER = { leaves: 42, proofs: 11, intents: 11, outcomes: 10, clientOutcomes: 14 };

describe('timedChecks', () => {
  const holds = (ours: readonly number[], plain: readonly number[]) =>
    timedChecks([timed('openai', plain), timed('sallyport', ours)], { what: 'chat', count: 5 }).every(
      (check) => check.holds,
    );

  it('holds when nothing came through ours, and all of it through the plain client', () => {
    expect(holds([0, 0], [5, 5])).toBe(true);
  });

  it.each([
    [
      [0, 1],
      [5, 5],
    ],
    [
      [0, 0],
      [5, 4],
    ],
    [[], []],
  ])('does not hold for %j of ours and %j of the plain client', (ours, plain) => {
    expect(holds(ours, plain)).toBe(false);
  });
});

describe('evidenceChecks', () => {
  const holds = (change: Partial<Parameters<typeof evidenceChecks>[0]>) =>
    evidenceChecks({ before: BEFORE, after: AFTER, calls: 10, delivered: true, ...change }).every(
      (check) => check.holds,
    );

  it('holds when every call left its leaves, and its client told how it ended', () => {
    expect(holds({})).toBe(true);
  });

  it.each([
    { delivered: false },
    { after: { ...AFTER, clientOutcomes: 13 } },
    { after: { ...AFTER, outcomes: 9 } },
    { calls: 11 },
  ])('does not hold with %j', (change) => {
    expect(holds(change)).toBe(false);
  });
});
