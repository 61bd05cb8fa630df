import type { Clock } from '@sallyport/core';
import { Bucket, fillTime, type Rate } from './bucket.ts';
import { DueWheel } from './due-wheel.ts';
import { SteadyClock } from './steady-clock.ts';

/** What a table of buckets is made with. */
export interface BucketTableOptions {
  readonly rate: Rate;
  /** How many buckets there are at most, besides the shared one. */
  readonly maxTracked: number;
  readonly clock: Clock;
}

interface Place {
  readonly key: string;
  readonly bucket: Bucket;
}

/** The buckets that are not full, by key, and one that those share who found no place; the rules are those of `createQuota`. */
export class BucketTable {
  readonly #options: BucketTableOptions;
  readonly #clock: SteadyClock;
  readonly #places = new Map<string, Bucket>();
  readonly #filling: DueWheel<Place>;
  readonly #shared: Bucket;

  constructor(options: BucketTableOptions) {
    const spanMs = fillTime(options.rate);
    this.#options = options;
    this.#clock = new SteadyClock(options.clock, { patienceMs: spanMs });
    const now = this.#clock.now();
    this.#filling = new DueWheel({ spanMs, now });
    this.#shared = new Bucket(options.rate, now);
  }

  /** How many keys have a place. */
  get size(): number {
    return this.#places.size;
  }

  /** Takes `cost`, from 1 to a full bucket, or nothing and gives false. */
  take(key: string, cost: number): boolean {
    const now = this.#clock.now();
    this.#giveUpPlaces(now);
    const known = this.#places.get(key);
    if (known !== undefined) return known.take(cost, now);
    const { rate, maxTracked } = this.#options;
    if (this.#places.size >= maxTracked) return this.#shared.take(cost, now);
    const bucket = new Bucket(rate, now, this.#shared);
    const taken = bucket.take(cost, now);
    this.#places.set(key, bucket);
    this.#filling.add({ key, bucket }, bucket.fullAt);
    return taken;
  }

  #giveUpPlaces(now: number): void {
    for (const place of this.#filling.due(now)) {
      if (place.bucket.isFull(now)) this.#places.delete(place.key);
      // Who took again since then is full later; each such move is paid for by a take.
      else this.#filling.add(place, place.bucket.fullAt);
    }
  }
}
