import { quantile } from '../report/median.ts';
import type { Spent } from './stopwatch.ts';

/** One call, and where its time went. */
export interface TimedCall extends Spent {
  readonly totalMs: number;
}

/** Figures of calls made one at a time: milliseconds. */
export interface TimeFigures {
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The median of what passed between the request's leaving and the head of its answer; 0 for a client that cannot be looked into. */
  readonly fetchMs: number;
  /** The median of what passed in detection. */
  readonly detectMs: number;
  /** The median of all the rest: the client itself, and what stands between it and fetch. */
  readonly restMs: number;
}

/** The same, and what it took of the processor. */
export interface CallFigures extends TimeFigures {
  /** Processor time of the client's process for each call, in microseconds. */
  readonly cpuMicros: number;
}

/** Sums calls up. */
export function callFigures(calls: readonly TimedCall[]): TimeFigures {
  const at = (share: number, figure: (call: TimedCall) => number): number => quantile(calls.map(figure), share);
  return {
    p50Ms: at(0.5, ({ totalMs }) => totalMs),
    p99Ms: at(0.99, ({ totalMs }) => totalMs),
    fetchMs: at(0.5, ({ fetchMs }) => fetchMs),
    detectMs: at(0.5, ({ detectMs }) => detectMs),
    restMs: at(0.5, ({ totalMs, fetchMs, detectMs }) => totalMs - fetchMs - detectMs),
  };
}
