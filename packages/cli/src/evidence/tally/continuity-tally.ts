import type { BundleManifest } from '@sallyport/ledger';

/** A silence shorter than this is not listed: heartbeats come each minute, and a start or a slow database takes a few. */
const SILENCE_MS = 300_000;

/** How many silences are listed, the longest ones. */
const MOST_SILENCES = 50;

/** A time without a sign of life of the log. Milliseconds since the Unix epoch. */
export interface Silence {
  readonly from: number;
  readonly to: number;
}

/** Whether the log was alive all the time. */
export interface Continuity {
  /** Whether it can be told: a filter leaves heartbeats out. */
  readonly known: boolean;
  readonly heartbeats: number;
  /** Heartbeats for which no witness answered, though one should. */
  readonly unwitnessed: number;
  /** How long the longest time without one was, in milliseconds; 0 without any heartbeat. */
  readonly longest: number;
  /** How many times of over five minutes there were, and the longest of them in the order of time, at most 50. */
  readonly silences: number;
  readonly listed: readonly Silence[];
}

/** Follows heartbeats. */
export class ContinuityTally {
  readonly #manifest: BundleManifest;
  readonly #listed: Silence[] = [];
  #heartbeats = 0;
  #unwitnessed = 0;
  #silences = 0;
  #longest = 0;
  #last: number | undefined;
  /** Of what the companion recorded in the range, in the period or not. */
  #earliest: number | undefined;
  #latest = 0;

  constructor(manifest: BundleManifest) {
    this.#manifest = manifest;
  }

  /** Takes the time of an entry of the companion's in the range. */
  takeTime(time: number): void {
    this.#earliest ??= time;
    this.#latest = Math.max(this.#latest, time);
  }

  /** Takes a heartbeat in the period. */
  takeHeartbeat(time: number, { unwitnessed }: { readonly unwitnessed: boolean }): void {
    this.#heartbeats += 1;
    this.#unwitnessed += unwitnessed ? 1 : 0;
    this.#silent(this.#last ?? this.#begin(time), time);
    this.#last = Math.max(this.#last ?? time, time);
  }

  summary(): Continuity {
    if (this.#last !== undefined) this.#silent(this.#last, Math.min(this.#manifest.to ?? this.#latest, this.#latest));
    return {
      known: this.#manifest.filter === undefined,
      heartbeats: this.#heartbeats,
      unwitnessed: this.#unwitnessed,
      longest: this.#longest,
      silences: this.#silences,
      listed: [...this.#listed].sort((a, b) => a.from - b.from),
    };
  }

  /** Where the period begins, or the log where that is later. */
  #begin(time: number): number {
    const earliest = this.#earliest ?? time;
    const { from = earliest, first } = this.#manifest;
    return first === 0 ? Math.max(from, earliest) : from;
  }

  #silent(from: number, to: number): void {
    this.#longest = Math.max(this.#longest, to - from);
    if (to - from <= SILENCE_MS) return;
    this.#silences += 1;
    this.#listed.push({ from, to });
    if (this.#listed.length <= MOST_SILENCES) return;
    this.#listed.sort((a, b) => b.to - b.from - (a.to - a.from) || a.from - b.from).pop();
  }
}
