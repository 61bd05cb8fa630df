import type { BundleEntry, BundleFilter, BundleManifest, Trust } from '@sallyport/ledger';
import { trustFingerprint } from '@sallyport/ledger';
import { CallJoin } from './call-join.ts';
import type { CallRow } from './call-row.ts';
import { type CallSummary, CallTally, type CodeCount, Codes } from './call-tally.ts';
import { type Continuity, ContinuityTally } from './continuity-tally.ts';
import { type EventSummary, EventTally } from './event-tally.ts';
import { hasFailed } from './read-facts.ts';
import { type ReviewSummary, ReviewTally } from './review-tally.ts';

/** `summary.json`: every number of a bundle's report. Times in milliseconds since the Unix epoch; days and hours in UTC. */
export interface Summary {
  readonly version: 1;
  /** What wrote the bundle. */
  readonly tool: string;
  readonly log: {
    readonly origin: string;
    readonly size: number;
    /** The root hash, in base64. */
    readonly root: string;
    /** What two people compare to know that they trust the same keys. */
    readonly fingerprint: string;
    /** The names of the witnesses that have seen it. */
    readonly witnesses: readonly string[];
  };
  readonly period: {
    /** What was asked for; `null`: without a bound. */
    readonly from: number | null;
    readonly to: number | null;
    /** The first and the last time of an entry in it; `null` where there is none. */
    readonly first: number | null;
    readonly last: number | null;
  };
  readonly filter: BundleFilter | null;
  readonly entries: {
    /** The range: from this index on, and before that one. */
    readonly first: number;
    readonly end: number;
    /** How many of the range are in the bundle, and how many a filter left out. */
    readonly held: number;
    readonly withheld: number;
    /** How many of those in the bundle are in the period, also by kind. Only these count. */
    readonly inPeriod: number;
    readonly kinds: readonly CodeCount[];
    /** How many from outside the range are there because those within rest on them. */
    readonly context: number;
  };
  readonly recordings: boolean;
  readonly calls: CallSummary;
  readonly reviews: ReviewSummary;
  readonly events: EventSummary;
  readonly continuity: Continuity;
  readonly worksheet: { readonly rows: number; readonly sampled: number; readonly seed: string };
}

/** What a summary is made with. */
export interface SummaryParts {
  readonly manifest: BundleManifest;
  readonly trust: Trust;
  readonly witnesses: readonly string[];
}

/** The events that clients sign: their time says nothing of when the log was alive. */
const CLIENTS: ReadonlySet<string> = new Set(['client.outcome', 'opt_out']);

/** Counts the entries of a bundle, in memory that does not grow with them. */
export class SummaryTally {
  readonly #parts: SummaryParts;
  readonly #join = new CallJoin();
  readonly #calls = new CallTally();
  readonly #reviews = new ReviewTally();
  readonly #events = new EventTally();
  readonly #continuity: ContinuityTally;
  readonly #kinds = new Codes();
  #held = 0;
  #inPeriod = 0;
  #context = 0;
  #first: number | undefined;
  #last: number | undefined;

  constructor(parts: SummaryParts) {
    this.#parts = parts;
    this.#continuity = new ContinuityTally(parts.manifest);
  }

  /** Takes the next entry, in the log's order, and gives the calls that are known to their end because of it. */
  take(entry: BundleEntry): readonly CallRow[] {
    if (entry.within === 'context') this.#context += 1;
    else this.#held += 1;
    if (entry.inPeriod) this.#countEntry(entry);
    if ('event' in entry) this.#takeEvent(entry);
    const rows = this.#join.take(entry);
    for (const row of rows) this.#calls.take(row);
    return rows;
  }

  /** Gives the calls that are left, now that there are no more entries. */
  end(): readonly CallRow[] {
    const rows = this.#join.end();
    for (const row of rows) this.#calls.take(row);
    return rows;
  }

  /** All that was counted, and how many rows the worksheet has. */
  summary({ rows, sampled }: { readonly rows: number; readonly sampled: number }): Summary {
    const { manifest, trust, witnesses } = this.#parts;
    const { tool, origin, size, root, from, to, first, end, filter, recordings, sample } = manifest;
    return {
      version: 1,
      tool,
      log: { origin, size, root, fingerprint: trustFingerprint(trust), witnesses },
      period: { from: from ?? null, to: to ?? null, first: this.#first ?? null, last: this.#last ?? null },
      filter: filter ?? null,
      entries: {
        ...{ first, end, held: this.#held, withheld: end - first - this.#held },
        ...{ inPeriod: this.#inPeriod, kinds: this.#kinds.rows(), context: this.#context },
      },
      recordings,
      calls: this.#calls.summary(),
      reviews: this.#reviews.summary(),
      events: this.#events.summary(),
      continuity: this.#continuity.summary(),
      worksheet: { rows, sampled, seed: sample.seed },
    };
  }

  #countEntry(entry: BundleEntry): void {
    this.#inPeriod += 1;
    this.#kinds.add('event' in entry ? entry.event.metadata.event_code : 'client.intent');
    this.#first = Math.min(this.#first ?? entry.time, entry.time);
    this.#last = Math.max(this.#last ?? entry.time, entry.time);
  }

  #takeEvent(entry: Extract<BundleEntry, { readonly event: unknown }>): void {
    const { event, time, within, inPeriod } = entry;
    const kind = event.metadata.event_code;
    if (within === 'range' && !CLIENTS.has(kind)) this.#continuity.takeTime(time);
    if (kind.startsWith('review.')) this.#reviews.take(entry);
    if (!inPeriod) return;
    if (kind === 'checkpoint.witnessed') this.#continuity.takeHeartbeat(time, { unwitnessed: hasFailed(event) });
    else this.#events.take(entry);
  }
}
