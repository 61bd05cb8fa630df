import { type AddressInfo, createServer } from 'node:net';

/** A port nobody listens on: the companion's public URL is part of its configuration, so it must be known beforehand. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
