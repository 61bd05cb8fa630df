import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SallyportError } from '@sallyport/core';
import type { MetricsConfig } from '../config/index.ts';
import type { Metrics } from './metrics.ts';

/** Where metrics are read. */
export interface MetricsListener {
  /** `http://127.0.0.1:9464` */
  readonly url: string;
  /** Cuts whoever still reads. */
  close(): Promise<void>;
}

const PATH = '/metrics';
const MOST_CONNECTIONS = 32;
const REQUEST_MS = 5_000;
const BOUNDS = {
  maxHeaderSize: 8_192,
  requestTimeout: REQUEST_MS,
  headersTimeout: REQUEST_MS,
  keepAliveTimeout: REQUEST_MS,
};

/**
 * Serves metrics, at `GET /metrics`, on a listener of their own: apart from calls, and to whoever can reach it, for nobody is asked who they are.
 * Raises `config_invalid` for an address that cannot be listened on.
 */
export async function startMetricsListener(
  { host, port }: MetricsConfig,
  metrics: Pick<Metrics, 'text' | 'contentType'>,
): Promise<MetricsListener> {
  const server = createServer(BOUNDS, (request, response) => void answer(request, response, metrics));
  server.maxConnections = MOST_CONNECTIONS;
  await listen(server, { host, port });
  const { address, family, port: taken } = server.address() as AddressInfo;
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${taken}`,
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  { method, url }: IncomingMessage,
  response: ServerResponse,
  metrics: Pick<Metrics, 'text' | 'contentType'>,
): Promise<void> {
  const end = (status: number, headers: Readonly<Record<string, string>> = {}, body = '') =>
    response.writeHead(status, { 'cache-control': 'no-store', ...headers }).end(body);
  if (url !== PATH) return void end(404);
  if (method !== 'GET') return void end(405, { allow: 'GET' });
  try {
    end(200, { 'content-type': metrics.contentType }, await metrics.text());
  } catch {
    end(500);
  }
}

async function listen(server: Server, place: MetricsConfig): Promise<void> {
  try {
    server.listen(place);
    await once(server, 'listening');
  } catch {
    throw new SallyportError('config_invalid', { place: 'metrics: this address cannot be listened on' });
  }
}
