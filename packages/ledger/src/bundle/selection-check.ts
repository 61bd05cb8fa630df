import type { Findings } from '../verify/findings.ts';
import type { PlacedLeaf } from '../verify/placed-leaf.ts';
import type { BundleFilter } from './manifest.ts';
import { Selection } from './selection.ts';

/** As many as a `Selection` may keep back until it knows. */
const KEPT_BACK = 2;

/** Whether the entries that a filter is said to have chosen are such: chosen once more, they are all chosen. */
export class SelectionCheck {
  readonly #selection: Selection;
  readonly #findings: Findings;
  #waiting: readonly PlacedLeaf[] = [];

  constructor(filter: BundleFilter, findings: Findings) {
    this.#selection = new Selection(filter);
    this.#findings = findings;
  }

  /** Looks at the next entry. */
  take(entry: PlacedLeaf): void {
    const chosen = new Set(this.#selection.take(entry).map(({ index }) => index));
    const waiting = [...this.#waiting, entry].filter(({ index }) => !chosen.has(index));
    this.#report(waiting.slice(0, -KEPT_BACK));
    this.#waiting = waiting.slice(-KEPT_BACK);
  }

  /** Reports that there are no more. */
  end(): void {
    this.#report(this.#waiting);
  }

  #report(unfit: readonly PlacedLeaf[]): void {
    for (const { index } of unfit) this.#findings.fault('selection_unfit', `entry ${index}`);
  }
}
