import { asSallyportError, SallyportError } from '@sallyport/core';
import type { Ledger } from '../ledger/index.ts';
import type { Log } from '../log/index.ts';
import type { Backoff } from '../notices/backoff.ts';
import type { SqlRunner } from '../storage/index.ts';
import type { Sink, SinkEvent } from './sink.ts';
import type { SinkLease } from './sink-lease.ts';
import type { SinkWatch } from './sink-watch.ts';

/** What one sink's events are forwarded with. */
export interface ForwardParts {
  readonly sink: Sink;
  readonly database: SqlRunner;
  readonly ledger: Pick<Ledger, 'leaves'>;
  readonly log: Pick<Log, 'warn' | 'error'>;
  readonly watch: SinkWatch;
  readonly backoff: Backoff;
  /** The longest that one delivery may take, in milliseconds. */
  readonly deliveryMs: number;
}

/**
 * Delivers events while the sink is held. Tells whether they were taken; `false` when the sink will never take one of them. Raises
 * `cancelled` when the lease ends, and whatever else the sink does; `sink_unavailable` for what took too long.
 */
export async function deliverEvents(
  { sink, watch, deliveryMs }: Pick<ForwardParts, 'sink' | 'watch' | 'deliveryMs'>,
  lease: Pick<SinkLease, 'signal'>,
  events: readonly SinkEvent[],
): Promise<boolean> {
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(), deliveryMs);
  try {
    lease.signal.throwIfAborted();
    await sink.deliver(events, { signal: AbortSignal.any([lease.signal, tooLong.signal]) });
  } catch (cause) {
    if (lease.signal.aborted) throw new SallyportError('cancelled');
    const error = asSallyportError(cause);
    if (error.code === 'sink_refused') return false;
    throw error.code === 'cancelled' ? new SallyportError('sink_unavailable') : error;
  } finally {
    clearTimeout(timer);
  }
  watch.delivered(sink.name, events.length);
  return true;
}
