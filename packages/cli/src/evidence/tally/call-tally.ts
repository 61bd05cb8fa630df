import type { Identity } from '@sallyport/core';
import type { CallRow } from './call-row.ts';
import { addCall, type CallSums, noCalls, triedOf } from './call-sums.ts';
import { type Group, Groups } from './groups.ts';
import { type EntityRow, IdentifierTally } from './identifier-tally.ts';
import { isoDay, isoHour } from './time-words.ts';

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

/** Hours are told apart only where few days are: the first so many. */
const MOST_HOURS = 72;

/** How many rows of a table a summary has. */
const MOST_ROWS = 1_000;

/** Counts of the calls of one name. */
export interface NamedCalls extends CallSums {
  readonly name: string;
}

/** Counts of the calls of one identity. */
export interface IdentityCalls extends CallSums, Identity {}

/** Counts of the calls that one rule of one policy decided about. */
export interface RuleCalls extends CallSums {
  readonly policy: string;
  readonly rule: string;
}

/** So many of a code. */
export interface CodeCount {
  readonly code: string;
  readonly count: number;
}

/** Rows, the greatest first; `others` is the sum of those that are not among them. */
export interface RankedRows<T> {
  readonly count: number;
  /** There are more than `count`, which could not be told apart. */
  readonly more?: true;
  readonly rows: readonly T[];
  readonly others?: CallSums;
}

/** All that is counted of calls. */
export interface CallSummary {
  readonly total: CallSums;
  readonly entities: readonly EntityRow[];
  /** By day, in UTC; those without a call are absent. */
  readonly days: readonly NamedCalls[];
  /** By hour, in UTC, of the first 72 that have a call. */
  readonly hours: readonly NamedCalls[];
  /** Calls that were tried, by day of the week (0 is Monday) and hour of the day, in UTC. */
  readonly week: readonly (readonly number[])[];
  readonly identities: RankedRows<IdentityCalls>;
  readonly connections: RankedRows<NamedCalls>;
  readonly operations: RankedRows<NamedCalls>;
  /** What callers said they call for; the empty name is those that said nothing. */
  readonly purposes: RankedRows<NamedCalls>;
  readonly rules: RankedRows<RuleCalls>;
  /** Why calls were refused, and why sessions failed: the error of ours, or the provider's status as `HTTP 500`. */
  readonly refusals: readonly CodeCount[];
  readonly failures: readonly CodeCount[];
  /** Sessions by how they were recorded; with the digest of a recording, and with a sealed original. */
  readonly recorded: readonly CodeCount[];
  readonly recordings: number;
  readonly originals: number;
}

/** Counts calls, in memory that does not grow with them. */
export class CallTally {
  readonly #total = noCalls();
  readonly #entities = new IdentifierTally();
  readonly #days = new Groups(noCalls);
  readonly #hours = new Groups(noCalls, MOST_HOURS);
  readonly #week = Array.from({ length: 7 }, () => new Array<number>(24).fill(0));
  readonly #identities = new Groups(noCalls);
  readonly #connections = new Groups(noCalls);
  readonly #operations = new Groups(noCalls);
  readonly #purposes = new Groups(noCalls);
  readonly #rules = new Groups(noCalls);
  readonly #refusals = new Codes();
  readonly #failures = new Codes();
  readonly #recorded = new Codes();
  #recordings = 0;
  #originals = 0;

  take(row: CallRow): void {
    const { identity, policy, rule } = row;
    const sums = [
      this.#total,
      this.#days.at(isoDay(row.time)),
      this.#hours.at(isoHour(row.time)),
      this.#identities.at(JSON.stringify([identity.issuer, identity.subject])),
      this.#connections.at(row.connection),
      this.#operations.at(row.operation),
      this.#purposes.at(row.purpose),
      this.#rules.at(JSON.stringify([policy, rule])),
    ];
    for (const one of sums) addCall(one, row);
    this.#entities.take(row);
    this.#takeHour(row.time);
    this.#takeEnd(row);
  }

  summary(): CallSummary {
    return {
      total: this.#total,
      entities: this.#entities.rows(),
      days: this.#days.sorted().map(named),
      hours: this.#hours.sorted().map(named),
      week: this.#week,
      identities: ranked(this.#identities, ({ key, tally }) => {
        const [issuer = '', subject = ''] = JSON.parse(key) as string[];
        return { issuer, subject, ...tally };
      }),
      connections: ranked(this.#connections, named),
      operations: ranked(this.#operations, named),
      purposes: ranked(this.#purposes, named),
      rules: ranked(this.#rules, ({ key, tally }) => {
        const [policy = '', rule = ''] = JSON.parse(key) as string[];
        return { policy, rule, ...tally };
      }),
      refusals: this.#refusals.rows(),
      failures: this.#failures.rows(),
      recorded: this.#recorded.rows(),
      recordings: this.#recordings,
      originals: this.#originals,
    };
  }

  #takeHour(time: number): void {
    // The epoch was a Thursday.
    const day = (((Math.floor(time / DAY_MS) + 3) % 7) + 7) % 7;
    const hour = ((Math.floor(time / HOUR_MS) % 24) + 24) % 24;
    const hours = this.#week[day];
    if (hours !== undefined) hours[hour] = (hours[hour] ?? 0) + 1;
  }

  #takeEnd({ end, error, outcome, recordingMode }: CallRow): void {
    if (end === 'denied') {
      this.#refusals.add(error);
      return;
    }
    this.#recorded.add(recordingMode);
    if (end === 'failure') this.#failures.add(outcome?.error || `HTTP ${outcome?.upstreamStatus ?? 0}`);
    if (outcome !== undefined && outcome.recording !== '') this.#recordings += 1;
    if (outcome?.original === true) this.#originals += 1;
  }
}

/** Counts codes. */
export class Codes {
  readonly #codes = new Groups(() => ({ count: 0 }), MOST_ROWS);

  add(code: string, count = 1): void {
    this.#codes.at(code).count += count;
  }

  /** The most frequent first. */
  rows(): readonly CodeCount[] {
    return this.#codes.ranked(({ count }) => count).map(({ key, tally }) => ({ code: key, count: tally.count }));
  }
}

function named({ key, tally }: Group<CallSums>): NamedCalls {
  return { name: key, ...tally };
}

function ranked<T>(groups: Groups<CallSums>, rowOf: (group: Group<CallSums>) => T): RankedRows<T> {
  const all = groups.ranked(triedOf);
  const rest = all.slice(MOST_ROWS).map(({ tally }) => tally);
  const unnamed = groups.others === undefined ? rest : [...rest, groups.others];
  const rows = all.slice(0, MOST_ROWS).map(rowOf);
  const more = groups.others === undefined ? {} : ({ more: true } as const);
  return { count: all.length, ...more, rows, ...(unnamed.length === 0 ? {} : { others: unnamed.reduce(addSums) }) };
}

function addSums(a: CallSums, b: CallSums): CallSums {
  const sums = Object.entries(a).map(([name, count]) => [name, (count ?? 0) + (b[name as keyof CallSums] ?? 0)]);
  const first = Math.min(a.first ?? Number.MAX_SAFE_INTEGER, b.first ?? Number.MAX_SAFE_INTEGER);
  return { ...(Object.fromEntries(sums) as CallSums), first, last: Math.max(a.last ?? 0, b.last ?? 0) };
}
