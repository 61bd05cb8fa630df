import { Agent, type Dispatcher } from 'undici';
import { type ConnectorOptions, type Reached, upstreamConnector } from './upstream-connector.ts';

/** How to open a dispatcher. */
export interface DispatcherOptions extends ConnectorOptions {
  /** The most sockets that stand open at once. */
  readonly connections: number;
}

/** Opens what sends to one connection's provider; see `upstreamConnector`. Raises `config_invalid`. */
export async function openDispatcher(
  config: Reached,
  { connections, ...options }: DispatcherOptions,
): Promise<Dispatcher> {
  return new Agent({ connections, connect: await upstreamConnector(config, options) });
}
