import type { FindingTally } from './finding-tally.ts';
import type { Period } from './periods.ts';

/** What silences are judged by. Times in milliseconds since the Unix epoch. */
export interface SilenceParts {
  readonly tally: FindingTally;
  readonly period: Period;
  /** The ledger's first event: before it there was nothing to hear. */
  readonly begun: number;
  /** So long without a heartbeat is a silence. */
  readonly mostMs: number;
}

/** Finds for how long a ledger gave no sign of life: what ends in the period, or goes on at its end. */
export class Silences {
  readonly #parts: SilenceParts;
  #last: number | undefined;

  constructor(parts: SilenceParts) {
    this.#parts = parts;
  }

  /** Takes the next heartbeat: also those shortly before the period. */
  take(time: number, id: string): void {
    const { from, to } = this.#parts.period;
    if (time >= to) return;
    if (time >= from) this.#judge(time, [id]);
    this.#last = Math.max(this.#last ?? time, time);
  }

  /** Ends the period. */
  end(): void {
    this.#judge(this.#parts.period.to, []);
  }

  #judge(until: number, ids: readonly string[]): void {
    const { tally, period, begun, mostMs } = this.#parts;
    const since = this.#last ?? Math.max(period.from, begun);
    if (until - since <= mostMs) return;
    tally.add({ kind: 'ledger_silence' }, { first: since, last: until, ids });
  }
}
