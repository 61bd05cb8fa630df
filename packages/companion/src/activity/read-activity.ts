import { setImmediate as breathe } from 'node:timers/promises';
import { CLOCK_SLACK_MS, type LedgerEvent } from '@sallyport/ledger';
import type { Database } from '../storage/index.ts';
import { callerHistory } from './caller-history.ts';
import { Callers } from './callers.ts';
import type { DigestCounts } from './digest-content.ts';
import { actorOf, eventFinding } from './event-findings.ts';
import { findEntry, firstOwn } from './find-entry.ts';
import type { FindingTally } from './finding-tally.ts';
import type { Period } from './periods.ts';
import { ledgerSize, type PageEntry, readPage } from './read-page.ts';
import { Silences } from './silences.ts';

/** What a period is read with. */
export interface ReadingParts {
  readonly database: Pick<Database, 'query'>;
  /** The name that the companion's own event keys count under in the database. */
  readonly ownKid: string;
  readonly period: Period;
  readonly tally: FindingTally;
  readonly burst: { readonly calls: number; readonly factor: number };
  readonly silenceMs: number;
  readonly offHours: (time: number) => boolean;
  /** Ends the reading after the page it is at. */
  readonly signal: AbortSignal;
}

/** What was read: its entries, from an index on and before another, and what they count to. */
export interface ReadActivity {
  readonly first: number;
  readonly end: number;
  readonly counts: DigestCounts;
}

const PAGE = 256;

/**
 * Reads the entries of a period page by page, and tells what it finds in them; memory stays bounded, and calls get their turn between pages. An event of
 * a client's counts when it came, by the companion's own before it: what a client says of the time is not believed. Gives `undefined` where it was ended
 * before. Raises `ledger_unavailable`.
 */
export async function readActivity(parts: ReadingParts): Promise<ReadActivity | undefined> {
  const { database, ownKid, period, signal } = parts;
  const size = await ledgerSize(database);
  const begun = await firstOwn(database, { first: 0, end: size, ownKid });
  // Silences may have begun before the period, and clocks differ.
  const lead = period.from - parts.silenceMs - 2 * CLOCK_SLACK_MS;
  const from = await findEntry(database, { time: lead, end: size, ownKid });
  const reading = new Reading(parts, begun?.time ?? period.to);
  for (let at = from; at < size && !reading.over; at += PAGE) {
    if (signal.aborted) return undefined;
    const page = await readPage(database, { first: at, end: Math.min(size, at + PAGE), ownKid });
    for (const entry of page) reading.take(entry);
    await reading.settle();
    await breathe();
  }
  return reading.end(size);
}

class Reading {
  readonly #parts: ReadingParts;
  readonly #callers: Callers;
  readonly #silences: Silences;
  readonly #entries = new Map<string, number>();
  #time = Number.NEGATIVE_INFINITY;
  #first: number | undefined;
  #end = 0;
  #over = false;
  /** The first entry that is no more of before the period. */
  #from: number | undefined;

  constructor(parts: ReadingParts, begun: number) {
    const { database, period, tally, silenceMs } = parts;
    this.#parts = parts;
    this.#callers = new Callers({ ...parts, history: callerHistory(database, period.from) });
    this.#silences = new Silences({ tally, period, begun, mostMs: silenceMs });
  }

  /** Whether nothing of the period can come any more. */
  get over(): boolean {
    return this.#over;
  }

  take(entry: PageEntry): void {
    const { from, to } = this.#parts.period;
    if (entry.own) this.#own(entry.event);
    if (this.#time >= from) this.#from ??= entry.index;
    if (this.#time < from || this.#time >= to) return;
    this.#first ??= entry.index;
    this.#end = entry.index + 1;
    this.#count(entry);
  }

  settle(): Promise<void> {
    return this.#callers.settle();
  }

  async end(size: number): Promise<ReadActivity> {
    await this.#callers.end();
    this.#silences.end();
    const count = (kind: string) => this.#entries.get(kind) ?? 0;
    const nothing = this.#from ?? size;
    return {
      first: this.#first ?? nothing,
      end: this.#first === undefined ? nothing : this.#end,
      counts: {
        entries: Object.fromEntries([...this.#entries].toSorted(([one], [other]) => (one < other ? -1 : 1))),
        calls: count('session.intent'),
        denied: count('session.denied'),
        identities: this.#callers.count,
      },
    };
  }

  #own({ time, metadata }: LedgerEvent): void {
    this.#time = time;
    if (metadata.event_code === 'checkpoint.witnessed') this.#silences.take(time, metadata.uid);
    if (time >= this.#parts.period.to + CLOCK_SLACK_MS) this.#over = true;
  }

  #count({ event }: PageEntry): void {
    const kind = event?.metadata.event_code ?? 'client.intent';
    this.#entries.set(kind, (this.#entries.get(kind) ?? 0) + 1);
    if (event === undefined) return;
    const [found, time, id] = [eventFinding(event), this.#time, event.api.request?.uid ?? event.metadata.uid];
    const count = event.unmapped.count ?? 1;
    if (found !== undefined) this.#parts.tally.add(found, { first: time, last: time, count, ids: [id] });
    const who = kind === 'session.intent' || kind === 'session.denied' ? actorOf(event) : undefined;
    if (who !== undefined) this.#callers.take({ who, time, id });
  }
}
