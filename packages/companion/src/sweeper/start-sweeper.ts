import { asSallyportError } from '@sallyport/core';
import type { Log } from '../log/index.ts';
import { type SweepParts, type Swept, sweep } from './sweep.ts';

/** What a sweeper works with. */
export interface SweeperOptions extends Pick<SweepParts, 'ledger' | 'events'> {
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

/** Closes, from time to time, the sessions that a crash left open. */
export interface Sweeper {
  /** Begins nothing more, and resolves once the page it is at is done. Goes before the ledger's own `close`. */
  stop(): Promise<void>;
}

/**
 * Starts a sweeper, whose first sweep begins at once; there is never more than one. What a sweep cannot close, because the ledger is
 * away or an intent cannot be read, is tried again at the next. Logs `sessions closed as unknown` with how many, and why not, if any
 * could not be. It does not keep the process alive.
 */
export function startSweeper(options: SweeperOptions): Sweeper {
  const { every = 30_000 } = options;
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    report(options.log, await sweepOnce(options, stopping.signal));
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, every).unref();
  };
  let running = run();
  return Object.freeze({
    stop: async () => {
      stopping.abort();
      clearTimeout(timer);
      await running;
    },
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
