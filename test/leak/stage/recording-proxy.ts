import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy on 127.0.0.1 that keeps every byte it passes on. */
export interface RecordingProxy {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** All that was sent towards the target so far. */
  sent(): Buffer;
  /** All that came back so far. */
  returned(): Buffer;
  close(): Promise<void>;
}

/** Starts a proxy to `target`, on a port of 127.0.0.1. */
export async function startRecordingProxy(target: string, onPort: number): Promise<RecordingProxy> {
  const { hostname, port } = new URL(target);
  const sent: Buffer[] = [];
  const returned: Buffer[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: hostname, port: Number(port) });
    relay(near, far, sent);
    relay(far, near, returned);
    for (const socket of [near, far]) sockets.add(socket);
  });
  server.listen(onPort, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    sent: () => Buffer.concat(sent),
    returned: () => Buffer.concat(returned),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

function relay(from: Socket, to: Socket, record: Buffer[]): void {
  from.on('data', (chunk: Buffer) => {
    record.push(chunk);
    to.write(chunk);
  });
  from.on('end', () => to.end());
  from.on('error', () => to.destroy());
}
