import { type Identity, identityKey } from '@sallyport/core';
import type { FindingTally } from './finding-tally.ts';

/** A call, or one that was refused. */
export interface CallSighting {
  readonly who: Identity;
  /** Milliseconds since the Unix epoch. */
  readonly time: number;
  /** Of its session, or, refused, of its event. */
  readonly id: string;
}

/** What is known of callers from before the period. */
export interface CallerHistory {
  /** Which of these never called before the period. */
  newcomers(identities: readonly Identity[]): Promise<readonly Identity[]>;
  /** How many calls one made in its busiest hour of the days before the period. */
  busiestHour(identity: Identity): Promise<number>;
}

/** What callers are judged by. */
export interface CallersParts {
  readonly tally: FindingTally;
  readonly history: CallerHistory;
  readonly burst: { readonly calls: number; readonly factor: number };
  readonly offHours: (time: number) => boolean;
}

interface Caller {
  readonly who: Identity;
  isNew: boolean;
  /** The hour of its latest call, since the epoch, and how many it made in that. */
  hour: number;
  calls: number;
  last: number;
  ids: string[];
  /** Its busiest hour in the period, of those that are over. */
  busiest: number;
  /** Of the days before, once that was asked for. */
  before?: number;
}

interface EndedHour {
  readonly caller: Caller;
  readonly busiest: number;
  readonly calls: number;
  readonly first: number;
  readonly last: number;
  readonly ids: readonly string[];
}

const HOUR_MS = 3_600_000;
/** So many callers are told apart. */
const MOST = 50_000;
const SAMPLE = 5;

/** Finds, from calls one after the other, who is new, who calls in bursts, and who calls when nobody works; in bounded memory. */
export class Callers {
  readonly #parts: CallersParts;
  readonly #callers = new Map<string, Caller>();
  #unsettled = new Map<Caller, CallSighting[]>();
  #ended: EndedHour[] = [];

  constructor(parts: CallersParts) {
    this.#parts = parts;
  }

  /** How many called. */
  get count(): number {
    return this.#callers.size;
  }

  /** Takes the next call. */
  take(call: CallSighting): void {
    const { tally, offHours } = this.#parts;
    const { who, time, id } = call;
    const once = { first: time, last: time, ids: [id] };
    if (offHours(time)) tally.add({ kind: 'off_hours', who }, once);
    const caller = this.#caller(who);
    if (caller === undefined) {
      tally.add({ kind: 'identities_uncounted' }, once);
      return;
    }
    if (caller.isNew) this.#welcome(caller, call);
    this.#count(caller, call);
  }

  /** Settles what has to be asked for about the calls that were taken: to be called again and again, and at the end. Raises `ledger_unavailable`. */
  async settle(): Promise<void> {
    await this.#settleNew();
    const ended = this.#ended;
    this.#ended = [];
    for (const hour of ended) await this.#judge(hour);
  }

  /** Ends the hours under way. Raises `ledger_unavailable`. */
  async end(): Promise<void> {
    for (const caller of this.#callers.values()) this.#endHour(caller);
    await this.settle();
  }

  #caller(who: Identity): Caller | undefined {
    const key = identityKey(who);
    const known = this.#callers.get(key);
    if (known !== undefined || this.#callers.size >= MOST) return known;
    const caller: Caller = { who, isNew: true, hour: 0, calls: 0, last: 0, ids: [], busiest: 0 };
    this.#callers.set(key, caller);
    this.#unsettled.set(caller, []);
    return caller;
  }

  /** Until it is settled whether somebody is new, what they did is kept; after that it is told at once. */
  #welcome(caller: Caller, call: CallSighting): void {
    const waiting = this.#unsettled.get(caller);
    if (waiting !== undefined) waiting.push(call);
    else this.#tellNew(call);
  }

  #tellNew({ who, time, id }: CallSighting): void {
    this.#parts.tally.add({ kind: 'new_identity', who }, { first: time, last: time, ids: [id] });
  }

  async #settleNew(): Promise<void> {
    const unsettled = this.#unsettled;
    if (unsettled.size === 0) return;
    const newcomers = await this.#parts.history.newcomers([...unsettled.keys()].map(({ who }) => who));
    const keys = new Set(newcomers.map(identityKey));
    this.#unsettled = new Map();
    for (const [caller, seen] of unsettled) {
      caller.isNew = keys.has(identityKey(caller.who));
      if (caller.isNew) for (const call of seen) this.#tellNew(call);
    }
  }

  /** Clocks differ a little: a call that comes late counts in the hour under way. */
  #count(caller: Caller, { time, id }: CallSighting): void {
    const hour = Math.floor(time / HOUR_MS);
    if (hour > caller.hour) {
      this.#endHour(caller);
      Object.assign(caller, { hour, calls: 0, ids: [] });
    }
    caller.calls += 1;
    caller.last = Math.max(caller.last, time);
    // Of most hours nothing will be told: only near a burst is it worth to keep which calls.
    const { calls: threshold } = this.#parts.burst;
    if (caller.calls > threshold - SAMPLE && caller.calls <= threshold) caller.ids.push(id);
  }

  #endHour(caller: Caller): void {
    const { burst } = this.#parts;
    const { calls, busiest, hour, last, ids } = caller;
    if (calls >= burst.calls && calls >= burst.factor * busiest) {
      this.#ended.push({ caller, busiest, calls, first: hour * HOUR_MS, last, ids });
    }
    caller.busiest = Math.max(busiest, calls);
    Object.assign(caller, { calls: 0, ids: [] });
  }

  async #judge({ caller, busiest, calls, first, last, ids }: EndedHour): Promise<void> {
    const { history, burst, tally } = this.#parts;
    caller.before ??= await history.busiestHour(caller.who);
    if (calls < burst.factor * Math.max(busiest, caller.before)) return;
    tally.add({ kind: 'burst', who: caller.who }, { first, last, count: calls, ids });
  }
}
