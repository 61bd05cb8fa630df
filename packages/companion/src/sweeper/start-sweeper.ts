import { asSallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import { startTicker, type Ticker } from '../ticker/index.ts';
import { type SweepParts, type Swept, sweep } from './sweep.ts';

/** What a sweeper works with. */
export interface SweeperOptions extends Pick<SweepParts, 'ledger' | 'events' | 'cut'> {
  readonly log: Pick<Log, 'warn' | 'error'>;
  /**
   * Asked at each sweep: sessions opened from this time on, milliseconds since the epoch, are left alone. It must be before the start
   * of every call that may still be going on, in any replica.
   */
  readonly openedBefore: () => number;
  /** How long after one sweep the next one begins, in milliseconds. Default 30,000. */
  readonly every?: number;
  /** How many sessions are closed at once. Default 64. */
  readonly pageSize?: number;
}

/**
 * Starts to close, from time to time, the sessions that a crash left open: the first sweep begins at once, and there is never more than one. What a sweep cannot close, because the ledger is
 * away or an intent cannot be read, is tried again at the next. Logs `sessions closed as unknown` with how many, and why not, if any
 * could not be. It is stopped before the ledger is closed.
 */
export function startSweeper(options: SweeperOptions): Ticker {
  const { every = 30_000 } = options;
  return startTicker({
    everyMs: every,
    tick: async (signal) => report(options.log, await sweepOnce(options, signal)),
  });
}

async function sweepOnce(options: SweeperOptions, signal: AbortSignal): Promise<Swept> {
  const { openedBefore, pageSize = 64, ...parts } = options;
  try {
    return await sweep({ ...parts, openedBefore: openedBefore(), pageSize, signal });
  } catch (cause) {
    return { closed: 0, failed: 0, error: asSallyportError(cause) };
  }
}

function report(log: SweeperOptions['log'], { closed, failed, error }: Swept): void {
  if (closed > 0) log.warn('sessions closed as unknown', { count: closed });
  if (error === undefined) return;
  const message = error.retry ? 'ledger unavailable' : 'unexpected fault';
  log.error(message, error, failed === 0 ? {} : { count: failed });
}
