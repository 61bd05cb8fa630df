import type { Backoff } from '../notices/backoff.ts';
import { startTicker, type Ticker } from '../ticker/index.ts';
import type { ForwardParts } from './deliver-events.ts';
import { forwardEvents, SINK_BACKOFF } from './forward-events.ts';
import type { OpenSink } from './open-sinks.ts';
import { freeSink, insertSink } from './sink-rows.ts';
import type { SinkWatch } from './sink-watch.ts';

/** What sinks are started with. */
export interface SinksOptions extends Pick<ForwardParts, 'database' | 'ledger' | 'log'> {
  readonly sinks: readonly OpenSink[];
  /** Whether no other process has the database: what was held before it started is nobody's then. Default false. */
  readonly alone?: boolean;
  /** Default: nobody counts. */
  readonly watch?: SinkWatch;
  /** Default `SINK_BACKOFF`. */
  readonly backoff?: Backoff;
  /** How long after one look at the ledger the next comes, in milliseconds. Default 1,000. */
  readonly everyMs?: number;
  /** The longest that one delivery may take, in milliseconds. Default 900,000. */
  readonly deliveryMs?: number;
}

const NOBODY: SinkWatch = { delivered: () => undefined, failed: () => undefined };

/**
 * Starts to forward the ledger's events, to each sink apart from the others and from the calls: nothing waits for it. Every replica may; each sink is one
 * replica's at a time. Its end cuts what is under way, which is delivered again later, and closes the sinks. It is stopped before the ledger is closed.
 */
export function startSinks(options: SinksOptions): Ticker {
  const { sinks, alone = false, watch = NOBODY, backoff = SINK_BACKOFF, ...times } = options;
  const { everyMs = 1_000, deliveryMs = 900_000, ...parts } = times;
  const tickers = sinks.map(({ sink, begin }) => {
    const tick = forwarding({ ...parts, sink, watch, backoff, deliveryMs }, { begin, alone });
    return startTicker({ everyMs, tick });
  });
  return {
    stop: async () => {
      await Promise.all(tickers.map((ticker) => ticker.stop()));
      const closed = await Promise.allSettled(sinks.map(({ sink }) => sink.close()));
      for (const one of closed) if (one.status === 'rejected') parts.log.error('sink failed', one.reason);
    },
  };
}

/** One sink's tick. What the database refuses now is tried again the next time; it is said once. */
function forwarding(
  parts: ForwardParts,
  { begin, alone }: Pick<OpenSink, 'begin'> & { readonly alone: boolean },
): (signal: AbortSignal) => Promise<void> {
  const { sink, database, log } = parts;
  let begun = false;
  let failing = false;
  return async (signal) => {
    try {
      if (!begun) await insertSink(database, sink.name, begin);
      if (!begun && alone) await freeSink(database, sink.name);
      begun = true;
      await forwardEvents(parts, signal);
      failing = false;
    } catch (cause) {
      if (!failing) log.error('ledger unavailable', cause);
      failing = true;
    }
  };
}
