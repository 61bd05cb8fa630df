import { TILE_WIDTH } from '../tile/tile.ts';
import type { CheckedEntry, EntryToCheck } from '../verify/event-checks.ts';
import type { Findings } from '../verify/findings.ts';
import type { BundleManifest } from './manifest.ts';
import { readLeaf } from './read-leaf.ts';

/** What a period is checked with. */
export interface PeriodParts {
  readonly manifest: BundleManifest;
  readonly findings: Findings;
  /** How far clocks may differ, see `TimeOrder`. */
  readonly slackMs: number;
}

/** When a leaf says it was signed, in milliseconds since the Unix epoch. */
export function timeOf({ leaf }: Pick<CheckedEntry, 'leaf'>): number {
  return 'event' in leaf ? leaf.event.time : leaf.proof.iat * 1000;
}

/** Whether a time is in a bundle's period. */
export function isInPeriod(
  { from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY }: Pick<BundleManifest, 'from' | 'to'>,
  time: number,
): boolean {
  return from <= time && time < to;
}

/**
 * Whether the range has all entries of the period. The companion's times run forward, up to how far clocks may differ: so none of its events
 * before one that is older than the period by more than that is of the period, and none after one that is as much younger. The range begins
 * with the log, or has such an event in its first bundle; and it ends with the log, or has such an event in its last.
 */
export class PeriodCheck {
  readonly #parts: PeriodParts;
  #begun: boolean;
  #over: boolean;

  constructor(parts: PeriodParts) {
    const { first, end, size } = parts.manifest;
    this.#parts = parts;
    this.#begun = first === 0;
    this.#over = end === size;
  }

  /**
   * Looks at entries before they are verified: where not even one in the first bundle says that it is old enough, that is what is wrong, and
   * not what stands in it without what was before it.
   */
  foresee(entries: readonly EntryToCheck[]): void {
    const { first, from = Number.NEGATIVE_INFINITY } = this.#parts.manifest;
    const within = entries.filter(({ index }) => index >= first && index < first + TILE_WIDTH);
    if (this.#begun || within.length === 0) return;
    const old = within.some(({ leaf }) => {
      const read = readLeaf(leaf);
      return read !== undefined && 'event' in read && read.event.time < from - this.#parts.slackMs;
    });
    if (!old) this.#missesBeginning();
  }

  /** Looks at the next entry. */
  take(checked: CheckedEntry): void {
    const { manifest, slackMs } = this.#parts;
    const { first, end, from = Number.NEGATIVE_INFINITY, to = Number.POSITIVE_INFINITY } = manifest;
    const { index } = checked.entry;
    if (!checked.own || index < first || index >= end) return;
    const time = timeOf(checked);
    if (index < first + TILE_WIDTH && time < from - slackMs) this.#begun = true;
    if (index >= end - TILE_WIDTH && time >= to + slackMs) this.#over = true;
  }

  /** Reports that there are no more. */
  end(): void {
    const { manifest, findings } = this.#parts;
    if (!this.#begun) this.#missesBeginning();
    if (!this.#over) findings.fault('period_end', 'manifest.json');
    const { from, to, filter } = manifest;
    const begins = from === undefined ? 'the first entry' : new Date(from).toISOString();
    const ends = to === undefined ? 'the last' : new Date(to).toISOString();
    const whole =
      filter === undefined ? 'every entry is here' : 'every entry is here or withheld, and only its hash says which';
    findings.done('period', `from ${begins} to ${ends}: ${whole}`);
  }
  #missesBeginning(): void {
    this.#begun = true;
    this.#parts.findings.fault('period_start', 'manifest.json');
  }
}
