import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import type { SelfSigned } from '../../certificate/self-signed.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { KafkaConnection } from './kafka-connection.ts';
import { KafkaFault } from './kafka-fault.ts';

/** What the nodes keep of their clients. */
export interface Kept {
  readonly sockets: Set<Socket>;
  readonly requests: string[];
  readonly faults: string[];
}

/** What a node is opened with. */
export interface NodeParts {
  readonly cluster: KafkaCluster;
  readonly kept: Kept;
  /** Its id. */
  readonly node: number;
  /** Default: without TLS. */
  readonly certificate: SelfSigned | undefined;
}

const HOST = '127.0.0.1';
/** `socket.request.max.bytes` is 100 MiB; nothing here comes near. */
const MOST_FRAME = 16_777_216;

/** Opens a node on a free port of 127.0.0.1, and tells which one. */
export async function openNode(parts: NodeParts): Promise<{ readonly server: Server; readonly port: number }> {
  const { kept, certificate } = parts;
  const take = (socket: Socket) => serve(socket, parts);
  const server =
    certificate === undefined
      ? createServer(take)
      : createTlsServer({ key: certificate.privateKey, cert: certificate.certificate }, take);
  server.on('connection', (socket) => keep(kept, socket));
  server.listen(0, HOST);
  await once(server, 'listening');
  return { server, port: (server.address() as AddressInfo).port };
}

function keep({ sockets }: Kept, socket: Socket): void {
  sockets.add(socket);
  socket.on('error', () => undefined);
  socket.once('close', () => sockets.delete(socket));
}

function serve(socket: Socket, { cluster, kept, node }: NodeParts): void {
  const connection = new KafkaConnection(cluster, node);
  socket.on('error', () => undefined);
  let held: Buffer = Buffer.alloc(0);
  socket.on('data', (chunk: Buffer) => {
    held = Buffer.concat([held, chunk]);
    try {
      for (let frame = frameOf(held); frame !== undefined; frame = frameOf(held)) {
        held = held.subarray(frame.length + 4);
        if (!cluster.silent) answer(socket, { connection, kept, frame });
      }
    } catch (cause) {
      if (!(cause instanceof KafkaFault)) throw cause;
      kept.faults.push(cause.message);
      socket.destroy();
    }
  });
}

function answer(
  socket: Socket,
  { connection, kept, frame }: { readonly connection: KafkaConnection; readonly kept: Kept; readonly frame: Buffer },
): void {
  const reply = connection.answer(frame);
  kept.requests.push(`${reply.api} ${reply.version}`);
  const send = () => {
    if (reply.frame !== undefined) socket.write(reply.frame);
    if (reply.last) socket.destroySoon();
  };
  if (reply.afterMs === undefined) send();
  else setTimeout(send, reply.afterMs).unref();
}

/** The first whole request of what has come. */
function frameOf(held: Buffer): Buffer | undefined {
  if (held.length < 4) return undefined;
  const length = held.readInt32BE();
  if (length < 0 || length > MOST_FRAME) throw new KafkaFault(`a request of ${length} bytes`);
  return held.length < length + 4 ? undefined : held.subarray(4, length + 4);
}
