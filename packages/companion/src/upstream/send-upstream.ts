import { Readable } from 'node:stream';
import { isSallyportError, SallyportError } from '@sallyport/core';
import type { HeaderRecord, Intended, Payload, Reply } from '@sallyport/pipeline';
import { mayStream } from '@sallyport/wire';
import { type Dispatcher, errors } from 'undici';
import type { ConnectionConfig } from '../config/index.ts';
import type { UpstreamAnswer } from './answer-collector.ts';
import { credentialHeader } from './credential-header.ts';
import { failingAs } from './failing-as.ts';
import { headersBack, headersOut } from './passed-headers.ts';
import { requestUpstream } from './request-upstream.ts';

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
    const options = {
      ...upstreamTarget(config, exchange),
      method: exchange.operation.method,
      headers: {
        ...headersOut(exchange.call.headers),
        'accept-encoding': 'identity',
        ...credentialHeader(config.kind, parts.credentials.get(config.name)),
        ...lengthHeader(exchange.egress),
      },
      body: exchange.egress.bytes ?? Readable.from(exchange.egress.read()),
    };
    const { timeoutMs, maxResponseBytes: limit } = parts;
    const { signal } = exchange.call;
    const bounds = { limit, timeoutMs, streams: mayStream(exchange.operation), signal };
    return readReply(await requestUpstream(parts.dispatcher, options, bounds));
  } catch (cause) {
    throw upstreamFailure(cause);
  }
}

/** Of bytes in memory, undici tells the length itself. */
function lengthHeader({ bytes, length }: Payload): HeaderRecord {
  return bytes === undefined ? { 'content-length': String(length) } : {};
}

function upstreamTarget({ baseUrl }: ConnectionConfig, { operation, query }: Intended) {
  const { origin, pathname, search } = new URL(`${baseUrl}${operation.path}${query === '' ? '' : `?${query}`}`);
  return { origin, path: `${pathname}${search}` };
}

function readReply({ statusCode: status, headers, body, stream }: UpstreamAnswer): Reply {
  if (status >= 300 && status < 400) throw new SallyportError('upstream_redirected');
  // The provider speaks of the companion's key here, not of the caller's token.
  if (status === 401 || status === 403) throw new SallyportError('upstream_credential');
  const encoding = headers['content-encoding'];
  if (typeof encoding === 'string' && encoding !== 'identity') {
    void stream?.cancel();
    throw new SallyportError('upstream_invalid');
  }
  const whole = { status, headers: headersBack(headers), body };
  return stream === undefined ? whole : { ...whole, stream: failingAs(stream, upstreamFailure) };
}

function upstreamFailure(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return cause;
  const timedOut =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError;
  return new SallyportError(timedOut ? 'upstream_timeout' : 'upstream_unreachable');
}
