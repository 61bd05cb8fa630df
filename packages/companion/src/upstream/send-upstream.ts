import { Readable } from 'node:stream';
import { isSallyportError, SallyportError } from '@sallyport/core';
import type { HeaderRecord, Intended, Payload, Reply } from '@sallyport/pipeline';
import { type Dispatcher, errors } from 'undici';
import type { ConnectionConfig } from '../config/index.ts';
import { credentialHeader } from './credential-header.ts';
import { headersBack, headersOut } from './passed-headers.ts';
import { requestWhole, type WholeAnswer } from './request-whole.ts';

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
    return readReply(await requestWhole(parts.dispatcher, options, { limit, timeoutMs, signal: exchange.call.signal }));
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

function readReply({ statusCode: status, headers, body }: WholeAnswer): Reply {
  if (status >= 300 && status < 400) throw new SallyportError('upstream_redirected');
  // The provider speaks of the companion's key here, not of the caller's token.
  if (status === 401 || status === 403) throw new SallyportError('upstream_credential');
  const encoding = headers['content-encoding'];
  if (typeof encoding === 'string' && encoding !== 'identity') throw new SallyportError('upstream_invalid');
  return { status, headers: headersBack(headers), body };
}

function upstreamFailure(cause: unknown): SallyportError {
  if (isSallyportError(cause)) return cause;
  const timedOut =
    cause instanceof errors.HeadersTimeoutError ||
    cause instanceof errors.BodyTimeoutError ||
    cause instanceof errors.ConnectTimeoutError;
  return new SallyportError(timedOut ? 'upstream_timeout' : 'upstream_unreachable');
}
