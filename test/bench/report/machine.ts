import { availableParallelism, cpus, loadavg } from 'node:os';

/** Where and when something was measured. */
export interface Machine {
  /** ISO 8601. */
  readonly date: string;
  readonly node: string;
  readonly cores: number;
  readonly processor: string;
  /** The load average of the minute before: over zero, somebody else was at work too. */
  readonly loadBefore: number;
}

/** Describes this machine. */
export function describeMachine(now: Date): Machine {
  return {
    date: now.toISOString(),
    node: process.version,
    cores: availableParallelism(),
    processor: cpus()[0]?.model ?? 'unknown',
    loadBefore: loadavg()[0] ?? 0,
  };
}
