import { STAGES } from '@sallyport/pipeline';
import { beforeAll, describe, expect, it } from 'vitest';
import { formatReport } from './format-report.ts';
import type { ChaosReport } from './report.ts';
import { runChaos } from './run-chaos.ts';

let report: ChaosReport;
beforeAll(async () => {
  report = await runChaos({ rounds: 20 });
  process.stdout.write(`\n${formatReport(report)}\n`);
}, 1_800_000);

const faults = (kind: string) => report.faults.filter((fault) => fault.kind === kind);

describe('twenty rounds of kill -9 under load', () => {
  it('land in each stage at least ten times', () => {
    const counts = new Map(report.landings.byPlace().map(({ place, strikes }) => [place, strikes]));
    expect(STAGES.filter((stage) => (counts.get(stage) ?? 0) < 10)).toEqual([]);
  });

  it('lose nothing that was acknowledged', () => {
    expect(report.counts.receipts).toBeGreaterThan(report.rounds);
    expect(report.counts.outcomes).toBeGreaterThan(report.rounds);
    expect(report.counts.recordings).toBeGreaterThan(report.rounds);
    expect(faults('lost')).toEqual([]);
  });

  it('duplicate nothing', () => {
    expect(faults('duplicated')).toEqual([]);
  });

  it('let no request out whose intent was not durable', () => {
    expect(report.counts.requests).toBeGreaterThan(report.rounds);
    expect(faults('unintended')).toEqual([]);
  });

  it('leave a ledger that verifies, with an outcome for every session', () => {
    expect(report.unverified).toBeUndefined();
    expect(faults('open')).toEqual([]);
    expect(report.counts.swept).toBeGreaterThan(0);
  });

  it('leave a ledger that goes on from all that its witness cosigned, and none older is served', () => {
    expect(report.unverified).toBeUndefined();
    expect(report.rollback).toBe('log_rolled_back');
  });
});
