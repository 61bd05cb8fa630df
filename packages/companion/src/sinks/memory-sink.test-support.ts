import { type ErrorCode, SallyportError } from '@sallyport/core';
import type { Sink, SinkEvent } from './sink.ts';

/** A sink in memory that fails as a test says. */
export interface MemorySink extends Sink {
  /** What it took: a list of indexes for each delivery. */
  readonly deliveries: readonly (readonly number[])[];
  /** The same in one list. */
  taken(): readonly number[];
  /** Whether it was closed. */
  readonly closed: boolean;
  /** Entries that it refuses. */
  readonly poison: Set<number>;
  /** What it raises, unless that is undefined. */
  error: ErrorCode | undefined;
  /** Called with each delivery before it is taken; what it raises is raised. */
  before: (events: readonly SinkEvent[], signal: AbortSignal) => unknown;
}

/** For tests: a sink in memory. */
export function memorySink({ name = 'siem', events = 500, bytes = 1_048_576 } = {}): MemorySink {
  const deliveries: (readonly number[])[] = [];
  const poison = new Set<number>();
  let closed = false;
  const sink: MemorySink = {
    name,
    kind: 'webhook',
    most: { events, bytes },
    deliveries,
    poison,
    error: undefined,
    before: () => undefined,
    taken: () => deliveries.flat(),
    get closed() {
      return closed;
    },
    deliver: async (batch, { signal }) => {
      await sink.before(batch, signal);
      if (signal.aborted) throw new SallyportError('cancelled');
      if (sink.error !== undefined) throw new SallyportError(sink.error);
      if (batch.some(({ index }) => poison.has(index))) throw new SallyportError('sink_refused');
      deliveries.push(batch.map(({ index }) => index));
    },
    close: async () => {
      closed = true;
    },
  };
  return sink;
}

/** For tests: resolves never, and rejects once it is cancelled. */
export function hang(_events: readonly SinkEvent[], signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new SallyportError('cancelled')), { once: true });
  });
}
