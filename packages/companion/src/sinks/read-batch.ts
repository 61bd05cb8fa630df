import { setImmediate as otherWork } from 'node:timers/promises';
import type { Ledger } from '../ledger/index.ts';
import { shapeEvent } from './shape-event.ts';
import type { Sink, SinkEvent } from './sink.ts';

/** Which entries are read. */
export interface BatchQuery {
  /** The log's. */
  readonly origin: string;
  /** From this index on, and before that one. */
  readonly first: number;
  readonly end: number;
  readonly most: Sink['most'];
}

/** So many entries are read, and shaped, at once: calls come in between. */
const PAGE = 64;

/**
 * Reads the entries that are delivered next: without gaps, no more than a sink takes at once, though always one. It ends before an entry
 * that cannot be shaped, so it is empty where that is the first. Raises `ledger_unavailable`, `ledger_corrupt`.
 */
export async function readBatch(
  ledger: Pick<Ledger, 'leaves'>,
  { origin, first, end, most }: BatchQuery,
): Promise<readonly SinkEvent[]> {
  const events: SinkEvent[] = [];
  let bytes = 0;
  for (let from = first; from < end && events.length < most.events; ) {
    const leaves = await ledger.leaves(from, Math.min(PAGE, end - from, most.events - events.length));
    for (const [offset, leaf] of leaves.entries()) {
      const event = shapeEvent({ origin, index: from + offset, leaf });
      if (event === undefined) return events;
      bytes += Buffer.byteLength(event.json);
      if (bytes > most.bytes && events.length > 0) return events;
      events.push(event);
    }
    from += leaves.length;
    await otherWork();
  }
  return events;
}
