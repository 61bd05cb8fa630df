import { describe, expect, it } from 'vitest';
import { memoryFindings } from './watch-client-memory.ts';

const looks = (heap: (at: number) => number) =>
  Array.from({ length: 50 }, (_, at) => ({ resident: 100_000_000, heap: heap(at) }));

describe('memoryFindings', () => {
  it('has the start, the middle and the end', () => {
    const { rows, ratios, checks } = memoryFindings(
      looks((at) => (at + 1) * 1_000_000),
      10_000,
    );
    const value = (metric: string) => rows.find((row) => row.metric === metric)?.value;
    expect(value('heap after a collection, start')).toBe(1);
    expect(value('heap after a collection, middle')).toBe(26);
    expect(value('heap after a collection, end')).toBe(50);
    expect(value('resident memory')).toBe(100);
    expect(ratios.resident_last_vs_second_fifth).toBe(1);
    expect(ratios.heap_last_vs_second_fifth).toBeCloseTo(45.5 / 15.5);
    expect(checks.map(({ holds }) => holds)).toEqual([true, false]);
  });

  it('takes for flat what the last fifth has no more of than the second, within five percent', () => {
    const grown = (factor: number) =>
      memoryFindings(
        looks((at) => (at < 40 ? 1_000_000 : factor * 1_000_000)),
        10_000,
      ).checks.every(({ holds }) => holds);
    expect(grown(1.04)).toBe(true);
    expect(grown(1.06)).toBe(false);
  });

  it('concludes nothing from few calls', () => {
    const findings = memoryFindings(
      looks((at) => at + 1),
      400,
    );
    expect(findings.checks).toEqual([]);
  });
});
