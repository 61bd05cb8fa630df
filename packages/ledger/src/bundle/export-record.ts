import type { ExportDetails } from '@sallyport/core';
import type { CheckedEntry } from '../verify/event-checks.ts';
import type { BundleManifest } from './manifest.ts';

/** Whether the log has the event of an export: of this range and period, with or without a filter and recordings. */
export class ExportRecord {
  readonly #manifest: BundleManifest;
  #found = false;

  constructor(manifest: BundleManifest) {
    this.#manifest = manifest;
  }

  /** Whether it was among the entries. */
  get found(): boolean {
    return this.#found;
  }

  /** Looks at the next entry. */
  take({ leaf, own }: CheckedEntry): void {
    if (!own || !('event' in leaf) || leaf.event.metadata.event_code !== 'evidence.exported') return;
    const { exported } = leaf.event.unmapped;
    if (leaf.event.status_id === 1 && exported !== undefined && this.#isOf(exported)) this.#found = true;
  }

  #isOf({ first, end, from, to, filtered, recordings }: ExportDetails): boolean {
    const asked = this.#manifest;
    // What is asked for up to the last entry ends with a checkpoint that was signed after the event.
    const ends = end === asked.end || (asked.end === asked.size && end < asked.end);
    const same = first === asked.first && from === asked.from && to === asked.to;
    const filters = (filtered === true) === (asked.filter !== undefined);
    return ends && same && filters && (recordings === true) === asked.recordings;
  }
}
