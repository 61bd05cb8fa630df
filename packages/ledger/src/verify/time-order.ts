import type { Findings } from './findings.ts';
import type { InspectedLeaf } from './inspect-leaf.ts';

/**
 * How far clocks may differ, in milliseconds: replicas' clocks, and the companion's from a client's. Also an event may wait for its commit.
 */
export const CLOCK_SLACK_MS = 600_000;

/**
 * Whether time runs forward in the ledger. The companion's own events follow each other; what a client signed was signed before the
 * companion's next event, which came after it. A client's may be late by any time: it keeps them until they are taken.
 */
export class TimeOrder {
  readonly #findings: Findings;
  readonly #slackMs: number;
  #latest = 0;
  /** The latest of the client's since the last of the companion's. */
  #ahead: { readonly time: number; readonly where: string } | undefined;

  constructor(findings: Findings, slackMs: number) {
    this.#findings = findings;
    this.#slackMs = slackMs;
  }

  /** Checks the next leaf against all before it. */
  take(leaf: InspectedLeaf, { where, own }: { readonly where: string; readonly own: boolean }): void {
    const time = 'event' in leaf ? leaf.event.time : leaf.proof.iat * 1000;
    if (!own) {
      if (this.#ahead === undefined || time > this.#ahead.time) this.#ahead = { time, where };
      return;
    }
    if (time < this.#latest - this.#slackMs) this.#findings.fault('time_backwards', where);
    if (this.#ahead !== undefined && this.#ahead.time > time + this.#slackMs) {
      this.#findings.fault('time_ahead', this.#ahead.where);
    }
    this.#ahead = undefined;
    this.#latest = Math.max(this.#latest, time);
  }

  /** Takes that leaves are not here which stand next: the companion's next event may be among them. */
  gap(): void {
    this.#ahead = undefined;
  }

  /** Reports that there are no more leaves. */
  end(): void {
    const slack = `${this.#slackMs / 60_000} minutes`;
    const own = `no event of the companion is over ${slack} older than one before it`;
    this.#findings.done('times', `${own}, and none of a client over ${slack} ahead of the next`);
  }
}
