import { waitAfter } from '../notices/backoff.ts';
import { batchSize } from './batch-size.ts';
import { deliverEvents, type ForwardParts } from './deliver-events.ts';
import { readBatch } from './read-batch.ts';
import type { SinkLease } from './sink-lease.ts';

/**
 * So many events in a row are given up without a wait. A sink that then still refuses each one refuses something else than an event: what it
 * gives up then comes to few, and can be tried again.
 */
const FREE_REFUSALS = 16;

/**
 * Delivers what a sink has not had yet, batch by batch and in the log's order, up to what the log had when the sink was taken. An event that it will never
 * take is found by halving the batch, and given up. Gives how long to wait then, in milliseconds. Raises what `deliverEvents` does, and
 * `ledger_unavailable`, `ledger_corrupt`.
 */
export async function deliverNext(parts: ForwardParts, lease: SinkLease): Promise<number> {
  const { sink, ledger } = parts;
  let refusedEnd = 0;
  while (lease.next < lease.end) {
    const { next: first, end, origin } = lease;
    const events = batchSize({ next: first, refusedEnd, most: sink.most.events });
    const batch = await readBatch(ledger, { origin, first, end, most: { ...sink.most, events } });
    if (batch.length === 0) {
      parts.log.error('sink event unreadable', undefined, { sink: sink.name, index: first });
      await lease.bury('ledger_corrupt', false);
    } else if (await deliverEvents(parts, lease, batch)) {
      await lease.advance(first + batch.length);
    } else if (batch.length > 1) {
      refusedEnd = first + batch.length;
    } else {
      const waitMs = await buryRefused(parts, lease);
      if (waitMs > 0) return waitMs;
    }
  }
  return 0;
}

async function buryRefused({ sink, log, watch, backoff }: ForwardParts, lease: SinkLease): Promise<number> {
  watch.failed(sink.name, 'sink_refused');
  log.warn('sink refused event', { sink: sink.name, index: lease.next });
  await lease.bury('sink_refused', true);
  const inRow = lease.failures - FREE_REFUSALS;
  return inRow <= 0 ? 0 : (waitAfter(inRow, backoff, Math.random()) ?? backoff.mostMs);
}
