import { Readable } from 'node:stream';
import { isSallyportError, SallyportError } from '@sallyport/core';
import type { HeaderRecord, Intended, Payload, Reply } from '@sallyport/pipeline';
import { type Dispatcher, errors, request } from 'undici';
import type { ConnectionConfig } from '../config/index.ts';
import { credentialHeader } from './credential-header.ts';
import { headersBack, headersOut } from './passed-headers.ts';

/** What sending works with. */
export interface UpstreamParts {
  readonly connections: ReadonlyMap<string, ConnectionConfig>;
  readonly dispatcher: Dispatcher;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
  /** The provider's key by connection; none where a connection needs none. */
  readonly credentials: ReadonlyMap<string, string>;
}

/**
 * Sends what may leave to the connection's provider. The URL is rebuilt from configuration and operation; redirects are
 * never followed; only listed headers pass. Raises `upstream_*`.
 */
export async function sendUpstream(parts: UpstreamParts, exchange: Intended): Promise<Reply> {
  const config = parts.connections.get(exchange.connection.name);
  if (config === undefined) throw new SallyportError('connection_unknown');
  try {
    const response = await request(upstreamUrl(config, exchange), {
      method: exchange.operation.method,
      headers: {
        ...headersOut(exchange.call.headers),
        'accept-encoding': 'identity',
        ...credentialHeader(config.kind, parts.credentials.get(config.name)),
        ...lengthHeader(exchange.egress),
      },
      body: exchange.egress.bytes ?? Readable.from(exchange.egress.read()),
      dispatcher: parts.dispatcher,
      signal: AbortSignal.any([exchange.call.signal, AbortSignal.timeout(parts.timeoutMs)]),
    });
    return await readReply(response, parts.maxResponseBytes);
  } catch (cause) {
    throw upstreamFailure(cause);
  }
}

/** Of bytes in memory, undici tells the length itself. */
function lengthHeader({ bytes, length }: Payload): HeaderRecord {
  return bytes === undefined ? { 'content-length': String(length) } : {};
}

function upstreamUrl({ baseUrl }: ConnectionConfig, { operation, query }: Intended): string {
  return `${baseUrl}${operation.path}${query === '' ? '' : `?${query}`}`;
}

async function readReply(response: Dispatcher.ResponseData, limit: number): Promise<Reply> {
  const { statusCode: status } = response;
  const body = await readBounded(response.body, limit);
  const headers = singleValues(response.headers);
  if (status >= 300 && status < 400) throw new SallyportError('upstream_redirected');
  // The provider speaks of the companion's key here, not of the caller's token.
  if (status === 401 || status === 403) throw new SallyportError('upstream_credential');
  if ((headers['content-encoding'] ?? 'identity') !== 'identity') throw new SallyportError('upstream_invalid');
  return { status, headers: headersBack(headers), body };
}

async function readBounded(stream: Dispatcher.ResponseData['body'], limit: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    length += chunk.length;
    // Leaving the loop destroys the stream and its connection.
    if (length > limit) throw new SallyportError('upstream_too_large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

function singleValues(headers: Dispatcher.ResponseData['headers']): HeaderRecord {
  const single = Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : []));
  return Object.fromEntries(single);
}

function upstreamFailure(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return cause;
  const timedOut =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError ||
    (cause instanceof Error && cause.name === 'TimeoutError');
  return new SallyportError(timedOut ? 'upstream_timeout' : 'upstream_unreachable');
}
