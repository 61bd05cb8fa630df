import { describe, expect, it } from 'vitest';
import { addedRatio, flushRow, latencyRows, partRows, processorRows } from './guard-rows.ts';

const round = (p50Ms: number, parts: readonly [number, number, number] = [0, 0, 0]) => ({
  p50Ms,
  p99Ms: 2 * p50Ms,
  fetchMs: parts[0],
  detectMs: parts[1],
  restMs: parts[2],
  cpuMicros: 100 * p50Ms,
  companionMicros: 7,
  raw: 0,
  flushMs: p50Ms / 10,
});

const PLAIN = { name: 'openai', rounds: [round(1, [0.5, 0, 0.5]), round(3, [2, 0, 1]), round(2, [1, 0, 1])] } as const;
const OURS = { name: 'sallyport', rounds: [round(4, [2, 1, 1]), round(8, [5, 1, 2]), round(6, [3, 1, 2])] } as const;
const REDACTUM = { name: 'redactum', rounds: [round(2), round(5), round(4)] } as const;
const OWN = { name: 'openai 4', rounds: [round(3), round(3), round(3)] } as const;
const GUARDRAILS = { name: 'openai guardrails', rounds: [round(4), round(3.5), round(5)] } as const;
const ALL = [PLAIN, OURS, REDACTUM, OWN, GUARDRAILS];

const find = (rows: ReturnType<typeof latencyRows>, subject: string, metric: string) =>
  rows.find((row) => row.subject === subject && row.metric === metric);

describe('latencyRows', () => {
  it('sets each round against the same round of the client that is wrapped', () => {
    const rows = latencyRows(ALL, 'chat');
    expect(rows).toHaveLength(2 * 5 + 2 * 3);
    expect(find(rows, 'sallyport', 'chat: p50')).toMatchObject({ value: 6, rounds: [4, 8, 6], unit: 'ms' });
    expect(find(rows, 'sallyport', 'chat: added p50')).toMatchObject({ value: 4, rounds: [3, 5, 4] });
    expect(find(rows, 'sallyport', 'chat: added p99')).toMatchObject({ value: 8, rounds: [6, 10, 8] });
    expect(find(rows, 'redactum', 'chat: added p50')).toMatchObject({ value: 2, rounds: [1, 2, 2] });
    expect(find(rows, 'openai guardrails', 'chat: added p50')).toMatchObject({ value: 1, rounds: [1, 0.5, 2] });
    expect(find(rows, 'openai', 'chat: added p50')).toBeUndefined();
  });
});

describe('partRows', () => {
  it('says what each part adds, over the same part of the plain client', () => {
    expect(partRows(ALL, 'chat').map(({ metric, rounds }) => [metric, rounds])).toEqual([
      ['chat: added by the inner door, detection', [1, 1, 1]],
      ['chat: added by the inner door, all else', [0.5, 1, 1]],
      ['chat: added by the companion', [1.5, 3, 2]],
    ]);
  });
});

describe('processorRows', () => {
  it('has a row for each client, and one for the companion', () => {
    const rows = processorRows(ALL, 'chat');
    expect(rows).toHaveLength(6);
    expect(find(rows, 'sallyport', 'chat: processor of its process')).toMatchObject({ value: 600, unit: 'µs/call' });
    expect(rows.at(-1)).toMatchObject({ subject: 'sallyport', metric: 'chat: processor of the companion', value: 7 });
  });
});

describe('flushRow', () => {
  it('has what was taken before every round of every client', () => {
    expect(flushRow([OWN, REDACTUM], 'chat')).toMatchObject({
      subject: 'disk',
      metric: 'chat: a flush',
      rounds: [0.3, 0.3, 0.3, 0.2, 0.5, 0.4].map((value) => expect.closeTo(value)),
    });
  });
});

describe('addedRatio', () => {
  it('is what one adds over what another adds, each over its own baseline', () => {
    expect(addedRatio(ALL, { name: 'sallyport', than: 'redactum' })).toBe(2);
    expect(addedRatio(ALL, { name: 'sallyport', than: 'openai guardrails' })).toBe(4);
  });

  it('is not a number where somebody was not measured', () => {
    expect(addedRatio([PLAIN, OURS], { name: 'sallyport', than: 'redactum' })).toBeNaN();
    expect(addedRatio([OURS, REDACTUM], { name: 'sallyport', than: 'redactum' })).toBeNaN();
  });
});
