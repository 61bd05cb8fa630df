import { type IncomingHttpHeaders, request } from 'node:http';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

/** A request as no client library would send it. */
export interface RawCall {
  /** Default `POST`. */
  readonly method?: string;
  /** The request target, sent as it is. */
  readonly path: string;
  /** An object, or names and values in turn where a name shall stand twice. */
  readonly headers?: Readonly<Record<string, string>> | readonly string[];
  /** A list is sent in chunks, without a `content-length`. */
  readonly body?: string | Uint8Array | readonly Uint8Array[];
}

/** An answer, whole. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends one request over a connection of its own, and reads the answer to its end. */
export function rawCall(origin: string, { method = 'POST', path, headers = {}, body }: RawCall): Promise<RawAnswer> {
  const { hostname, port, host } = new URL(origin);
  const chunks = typeof body === 'string' || body instanceof Uint8Array ? [body] : (body ?? []);
  const length =
    Array.isArray(body) || body === undefined ? [] : ['content-length', String(Buffer.byteLength(chunks[0] ?? ''))];
  const given = Array.isArray(headers) ? headers : Object.entries(headers).flat();
  return new Promise((resolve, reject) => {
    const call = request({ hostname, port, method, path, agent: false, headers: ['host', host, ...given, ...length] });
    call.once('error', reject);
    call.once('response', (answer) => {
      text(answer).then(
        (read) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: read }),
        reject,
      );
    });
    for (const chunk of chunks) call.write(chunk);
    call.end();
  });
}

/** Sends bytes, and reads what comes back until the other side closes. */
export async function rawBytes(origin: string, bytes: string): Promise<string> {
  const { hostname, port } = new URL(origin);
  const socket = connect({ host: hostname, port: Number(port) });
  // Not ended: a server that waits for more would be found out by the test's own time limit.
  socket.write(bytes);
  return text(socket);
}
