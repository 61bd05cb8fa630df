import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

const KEEP_ALIVE_MS = 600_000;

/**
 * Listens on a free port of 127.0.0.1 and tells which one. Connections are kept for as long as a test takes: one that the server
 * ends after the usual five seconds meets a request already on its way where both share a busy event loop.
 */
export async function listen(server: Server): Promise<number> {
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return (server.address() as AddressInfo).port;
}

/** Stops listening and cuts every open connection, so that nothing keeps the process alive. Closing twice is closing once. */
export async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
