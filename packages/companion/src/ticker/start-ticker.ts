/** What is done again and again. */
export interface Ticking {
  /** Does what is due. Never rejects; it begins nothing more once the signal is aborted. */
  readonly tick: (signal: AbortSignal) => Promise<void>;
  /** How long after one tick the next begins, in milliseconds. */
  readonly everyMs: number;
}

/** Work that goes on beside the calls. */
export interface Ticker {
  /** Begins nothing more, and resolves once what the tick is at is done. Stopping twice is stopping once. */
  stop(): Promise<void>;
}

/** Starts to tick, the first time at once; there is never more than one tick. It does not keep the process alive. */
export function startTicker({ tick, everyMs }: Ticking): Ticker {
  const stopping = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const run = async () => {
    await tick(stopping.signal);
    if (stopping.signal.aborted) return;
    timer = setTimeout(() => {
      running = run();
    }, everyMs).unref();
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
