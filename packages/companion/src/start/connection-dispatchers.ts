import type { Clock } from '@sallyport/core';
import type { Dispatcher } from 'undici';
import type { Config } from '../config/index.ts';
import { openDispatcher } from '../upstream/open-dispatcher.ts';

/** What sends to each connection's provider, by the connection's name. */
export interface ConnectionDispatchers {
  readonly dispatchers: ReadonlyMap<string, Dispatcher>;
  /** Waits for what is in flight, and closes all sockets. */
  closeDispatchers(): Promise<void>;
}

/** Opens them at the start, so that a certificate that cannot be used stops the start and not a call. Raises `config_invalid`. */
export async function connectionDispatchers(parts: {
  readonly config: Config;
  readonly clock: Clock;
}): Promise<ConnectionDispatchers> {
  const { config, clock } = parts;
  const dispatchers = new Map<string, Dispatcher>();
  for (const one of config.connections) {
    dispatchers.set(one.name, await openDispatcher(one, { clock, connections: config.limits.concurrentCalls }));
  }
  return {
    dispatchers,
    closeDispatchers: async () => {
      await Promise.all([...dispatchers.values()].map((dispatcher) => dispatcher.close()));
    },
  };
}
