import type { LedgerEvent } from '@sallyport/ledger';
import { isEvent, kindOf, type ReadLeaf } from '../../stack/read-verified.ts';
import type { MadeCall } from './simulate-week.ts';

/** The numbers of a week, counted without the code that makes the report. */
export interface Recount {
  readonly sent: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly refused: number;
  /** Calls that were tried, by subject. */
  readonly subjects: Readonly<Record<string, number>>;
  /** And by day, `2026-11-23`. */
  readonly days: Readonly<Record<string, number>>;
}

const SENT = new Set(['note', 'plain', 'chat', 'research', 'proven', 'approved', 'failing']);

/** Counts what the callers themselves went through. Who was no known caller made no call. */
export function recountCalls(calls: readonly MadeCall[]): Recount {
  const known = calls.filter(({ kind }) => kind !== 'stranger');
  const sent = known.filter(({ kind }) => SENT.has(kind));
  return {
    sent: sent.length,
    succeeded: sent.filter(({ status }) => status === 200).length,
    failed: sent.filter(({ status }) => status !== 200).length,
    refused: known.filter(({ status }) => status === 403).length,
    subjects: countBy(known, ({ subject }) => subject),
    days: countBy(known, ({ at }) => new Date(at).toISOString().slice(0, 10)),
  };
}

/** Sums counts by entity over events. */
export function sumOf(events: readonly LedgerEvent[], counts: (event: LedgerEvent) => object | undefined): number {
  const values = events.flatMap((event) => Object.values(counts(event) ?? {}) as number[]);
  return values.reduce((sum, one) => sum + one, 0);
}

/** The events of a kind. */
export function eventsOf(leaves: readonly ReadLeaf[], kind: string): readonly LedgerEvent[] {
  return leaves.filter(isEvent).filter((event) => event.metadata.event_code === kind);
}

/** How many leaves of each kind there are. */
export function kindsOf(leaves: readonly ReadLeaf[]): Readonly<Record<string, number>> {
  return countBy(leaves, kindOf);
}

function countBy<T>(items: readonly T[], name: (item: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const item of items) counts[name(item)] = (counts[name(item)] ?? 0) + 1;
  return counts;
}
