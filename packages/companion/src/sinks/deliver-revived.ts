import { dropDeadLetters, reburyDeadLetter, revivedDeadLetters } from './dead-letter-rows.ts';
import { deliverEvents, type ForwardParts } from './deliver-events.ts';
import { shapeEvent } from './shape-event.ts';
import type { SinkEvent } from './sink.ts';
import type { SinkLease } from './sink-lease.ts';

/** So many dead letters are in hand at once. */
const PAGE = 32;

/** Delivers the dead letters that somebody wants to be tried again. Raises what `deliverEvents` does, and `ledger_unavailable`, `ledger_corrupt`. */
export async function deliverRevived(parts: ForwardParts, lease: SinkLease): Promise<void> {
  const { sink, database } = parts;
  const most = Math.min(PAGE, sink.most.events);
  for (;;) {
    const indexes = await revivedDeadLetters(database, { sink: sink.name, most });
    if (indexes.length === 0) return;
    const events = await readEvents(parts, lease, indexes);
    if (events.length > 1 && (await deliverEvents(parts, lease, events))) await drop(parts, lease, events);
    else for (const event of events) await deliverAlone(parts, lease, event);
  }
}

/** As many of them as are delivered at once. */
async function readEvents(
  { sink, database, ledger }: ForwardParts,
  lease: SinkLease,
  indexes: readonly number[],
): Promise<readonly SinkEvent[]> {
  const events: SinkEvent[] = [];
  let bytes = 0;
  for (const index of indexes) {
    const [leaf = new Uint8Array()] = await ledger.leaves(index, 1);
    const event = shapeEvent({ origin: lease.origin, index, leaf });
    if (event === undefined) await reburyDeadLetter(database, { ...held(lease), index, error: 'ledger_corrupt' });
    else {
      bytes += Buffer.byteLength(event.json);
      if (bytes > sink.most.bytes && events.length > 0) return events;
      events.push(event);
    }
  }
  return events;
}

async function deliverAlone(parts: ForwardParts, lease: SinkLease, event: SinkEvent): Promise<void> {
  const { sink, database, log, watch } = parts;
  const { index } = event;
  if (await deliverEvents(parts, lease, [event])) return drop(parts, lease, [event]);
  watch.failed(sink.name, 'sink_refused');
  log.warn('sink refused event', { sink: sink.name, index });
  await reburyDeadLetter(database, { ...held(lease), index, error: 'sink_refused' });
}

async function drop({ database }: ForwardParts, lease: SinkLease, events: readonly SinkEvent[]): Promise<void> {
  await dropDeadLetters(database, { ...held(lease), indexes: events.map(({ index }) => index) });
  await lease.advance(lease.next);
}

function held({ sink, holder }: SinkLease) {
  return { sink, holder };
}
