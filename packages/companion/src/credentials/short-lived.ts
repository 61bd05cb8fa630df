import { type Clock, SallyportError, systemClock, untilAborted } from '@sallyport/core';
import type { Renewable } from './renewable.ts';

/** Something that serves until a time, in milliseconds since the Unix epoch. */
export interface Lived<T> {
  readonly value: T;
  readonly expiresAt: number;
}

/** Asks whoever gives it for a fresh one. What it raises is told to nobody. */
export type Obtain<T> = (options: { readonly signal: AbortSignal }) => Promise<Lived<T>>;

/** How one is kept. */
export interface ShortLivedOptions {
  /** Default: the system's. */
  readonly clock?: Clock;
  /** The longest that one request for a fresh one may take, in milliseconds. Default 10,000. */
  readonly timeoutMs?: number;
  /** Told each time that none could be got. */
  readonly onFailure?: () => void;
}

/** A fresh one is asked for so long before the old one ends, or at half its life where that is shorter. */
const MARGIN_MS = 300_000;
/** One that claims to live longer is asked for again by then all the same. */
const LONGEST_MS = 86_400_000;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** However often a provider refuses, a fresh one is forced no more often than this. */
const FORCED_EVERY_MS = 10_000;

interface Held<T> extends Lived<T> {
  readonly since: number;
  readonly due: number;
}

/**
 * Keeps something short-lived: asks for it once however many wait, again in the background before it ends, and serves what it has for as
 * long as that lives. When it cannot be renewed and has ended, `get` raises `credential_unavailable`, and between two tries there
 * is a pause of 1 s, doubling to 30 s.
 */
export class ShortLived<T> implements Renewable<T> {
  readonly #obtain: Obtain<T>;
  readonly #clock: Clock;
  readonly #timeoutMs: number;
  readonly #onFailure: () => void;
  readonly #closing = new AbortController();
  #held: Held<T> | undefined;
  #pending: Promise<Held<T>> | undefined;
  #failed: { readonly at: number; readonly waitMs: number } | undefined;
  #forcedAt: number | undefined;

  constructor(obtain: Obtain<T>, options: ShortLivedOptions = {}) {
    this.#obtain = obtain;
    this.#clock = options.clock ?? systemClock;
    this.#timeoutMs = options.timeoutMs ?? 10_000;
    this.#onFailure = options.onFailure ?? (() => undefined);
  }

  /** Gives one that lives. `signal` ends this caller's wait alone, with `cancelled`. */
  async get({ signal }: { readonly signal: AbortSignal }): Promise<T> {
    const now = this.#clock.now();
    const held = this.#held;
    if (held === undefined || now >= held.expiresAt) return (await untilAborted(this.#renewed(), signal)).value;
    // A clock that was put back says nothing about when it ends.
    if (now >= held.due || now < held.since) void this.#renewed().catch(() => undefined);
    return held.value;
  }

  /**
   * Told that what `isRefused` recognises was refused: says whether there is another by now, asking for one where it has not just done so.
   */
  async replace(isRefused: (value: T) => boolean): Promise<boolean> {
    const held = this.#held;
    if (held !== undefined && !isRefused(held.value)) return this.#clock.now() < held.expiresAt;
    if (this.#pending === undefined) {
      if (isWithin(FORCED_EVERY_MS, { since: this.#forcedAt, now: this.#clock.now() })) return false;
      this.#forcedAt = this.#clock.now();
    }
    return this.#renewed().then(
      ({ value }) => !isRefused(value),
      () => false,
    );
  }

  /** Ends what is under way; afterwards there is none to be had. */
  close(): void {
    this.#closing.abort();
    this.#held = undefined;
  }

  /** A fresh one, asked for once for all who want it now. */
  #renewed(): Promise<Held<T>> {
    if (this.#pending !== undefined) return this.#pending;
    const { at, waitMs = 0 } = this.#failed ?? {};
    if (isWithin(waitMs, { since: at, now: this.#clock.now() })) return Promise.reject(unavailable());
    this.#pending = this.#ask().finally(() => {
      this.#pending = undefined;
    });
    return this.#pending;
  }

  async #ask(): Promise<Held<T>> {
    const since = this.#clock.now();
    try {
      const held = heldFrom(since, await this.#answer());
      if (this.#closing.signal.aborted) throw unavailable();
      this.#held = held;
      this.#failed = undefined;
      return held;
    } catch {
      const waitMs = Math.min((this.#failed?.waitMs ?? FIRST_WAIT_MS / 2) * 2, LONGEST_WAIT_MS);
      this.#failed = { at: this.#clock.now(), waitMs };
      this.#onFailure();
      throw unavailable();
    }
  }

  #answer(): Promise<Lived<T>> {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(this.#timeoutMs)]);
    // Not every library ends with its signal.
    return untilAborted(this.#obtain({ signal }), signal);
  }
}

/** Raises `credential_unavailable` for what has ended before it began. */
function heldFrom<T>(since: number, { value, expiresAt }: Lived<T>): Held<T> {
  const lifetime = Math.min(expiresAt - since, LONGEST_MS);
  if (!(lifetime > 0)) throw unavailable();
  return { value, since, expiresAt: since + lifetime, due: since + lifetime - Math.min(MARGIN_MS, lifetime / 2) };
}

/** A clock that was put back makes nobody wait. */
function isWithin(lengthMs: number, { since, now }: { readonly since: number | undefined; readonly now: number }) {
  return since !== undefined && now >= since && now < since + lengthMs;
}

function unavailable(): SallyportError {
  return new SallyportError('credential_unavailable');
}
