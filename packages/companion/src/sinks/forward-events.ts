import { asSallyportError, type SallyportError } from '@sallyport/core';
import { type Backoff, waitAfter } from '../notices/backoff.ts';
import type { ForwardParts } from './deliver-events.ts';
import { deliverNext } from './deliver-next.ts';
import { deliverRevived } from './deliver-revived.ts';
import { SinkLease } from './sink-lease.ts';

/** Tried again for ever: from a second up to five minutes apart. */
export const SINK_BACKOFF: Backoff = Object.freeze({
  attempts: Number.POSITIVE_INFINITY,
  firstMs: 1_000,
  factor: 2,
  mostMs: 300_000,
});

/**
 * Brings one sink up to the log's end, if it is due and no other replica is at it: first the dead letters that are to be tried again, then what it has not
 * had. Resolves also when the sink failed: it is put off then. Raises `ledger_unavailable`.
 */
export async function forwardEvents(parts: ForwardParts, signal: AbortSignal): Promise<void> {
  const lease = await SinkLease.take(parts.database, parts.sink.name, signal);
  if (lease === undefined) return;
  try {
    await deliverRevived(parts, lease);
    await lease.giveBack(await deliverNext(parts, lease));
  } catch (cause) {
    await settleFailed(parts, lease, asSallyportError(cause));
  } finally {
    lease.letGo();
  }
}

async function settleFailed(
  { sink, log, watch, backoff }: ForwardParts,
  lease: SinkLease,
  error: SallyportError,
): Promise<void> {
  if (lease.signal.aborted || error.code === 'cancelled') return lease.giveBack();
  if (error.code === 'ledger_unavailable') {
    await lease.giveBack().catch(() => undefined);
    throw error;
  }
  watch.failed(sink.name, error.code);
  const count = lease.failures + 1;
  log.warn('sink failed', { sink: sink.name, code: error.code, count });
  const wait = waitAfter(count, backoff, Math.random()) ?? backoff.mostMs;
  // What a server asks for is heeded, as long as it is not longer than the longest wait.
  const asked = Math.min((error.details.retryAfter ?? 0) * 1000, backoff.mostMs);
  await lease.putOff(error.code, Math.max(wait, asked));
}
