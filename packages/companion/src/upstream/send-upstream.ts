import { Readable } from 'node:stream';
import { type Connection, SallyportError } from '@sallyport/core';
import type { HeaderRecord, Intended, Payload, Reply } from '@sallyport/pipeline';
import { mayStream } from '@sallyport/wire';
import type { Dispatcher } from 'undici';
import type { ConnectionConfig } from '../config/index.ts';
import type { Credential, OutgoingRequest } from '../credentials/index.ts';
import { readAuthorization } from '../door/identify.ts';
import type { UpstreamAnswer } from './answer-collector.ts';
import { failingAs } from './failing-as.ts';
import { headersBack, headersOut } from './passed-headers.ts';
import { requestUpstream } from './request-upstream.ts';
import { upstreamFailure } from './upstream-failure.ts';

/** What sending works with. */
export interface UpstreamParts {
  /** By connection. */
  readonly upstreams: ReadonlyMap<string, Upstream>;
  readonly timeoutMs: number;
  readonly maxResponseBytes: number;
}

/** How one connection's provider is reached. */
export interface Upstream {
  readonly config: Pick<ConnectionConfig, 'baseUrl'>;
  readonly dispatcher: Dispatcher;
  readonly credential: Credential;
}

/**
 * Sends what may leave to the connection's provider. The URL is rebuilt from configuration and operation; redirects are
 * never followed; only listed headers pass. Raises `upstream_*`.
 */
export async function sendUpstream(parts: UpstreamParts, exchange: Intended): Promise<Reply> {
  const upstream = parts.upstreams.get(exchange.connection.name);
  if (upstream === undefined) throw new SallyportError('connection_unknown');
  try {
    return await attempt({ parts, upstream, exchange, mayRepeat: true });
  } catch (cause) {
    throw upstreamFailure(cause);
  }
}

interface Attempt {
  readonly parts: UpstreamParts;
  readonly upstream: Upstream;
  readonly exchange: Intended;
  readonly mayRepeat: boolean;
}

/** Once more where the credential was refused and has another to offer: a key that was just rotated, a token that was just withdrawn. */
async function attempt({ parts, upstream, exchange, mayRepeat }: Attempt): Promise<Reply> {
  const { signal } = exchange.call;
  const outgoing = outgoingRequest(upstream, exchange);
  const proof = await upstream.credential.authorise(outgoing, { signal });
  const { egress } = exchange;
  const options = {
    origin: outgoing.url.origin,
    path: `${outgoing.url.pathname}${outgoing.url.search}`,
    method: exchange.operation.method,
    headers: { ...outgoing.headers, ...proof, ...lengthHeader(egress) },
    body: egress.bytes ?? Readable.from(egress.read()),
  };
  const { timeoutMs, maxResponseBytes: limit } = parts;
  const bounds = { limit, timeoutMs, streams: mayStream(exchange.operation), signal };
  const answer = await requestUpstream(upstream.dispatcher, options, bounds);
  // The provider speaks of the companion's key here, not of the caller's token.
  if (answer.statusCode !== 401 && answer.statusCode !== 403) return readReply(answer, exchange.connection);
  await answer.stream?.cancel();
  if (mayRepeat && (await upstream.credential.refused?.(proof)) === true) {
    return attempt({ parts, upstream, exchange, mayRepeat: false });
  }
  throw new SallyportError('upstream_credential');
}

function outgoingRequest(
  { config }: Upstream,
  { connection, operation, query, call, egress, caller }: Intended,
): OutgoingRequest {
  return {
    ...(caller.means === 'bearer' ? { callerToken: readAuthorization(call.headers.authorization).token } : {}),
    method: operation.method,
    url: new URL(`${config.baseUrl}${operation.path}${query === '' ? '' : `?${query}`}`),
    headers: { ...headersOut(connection.kind, call.headers), 'accept-encoding': 'identity' },
    body: egress,
  };
}

/** Of bytes in memory, undici tells the length itself. */
function lengthHeader({ bytes, length }: Payload): HeaderRecord {
  return bytes === undefined ? { 'content-length': String(length) } : {};
}

function readReply({ statusCode: status, headers, body, stream }: UpstreamAnswer, { kind }: Connection): Reply {
  if (status >= 300 && status < 400) throw new SallyportError('upstream_redirected');
  const encoding = headers['content-encoding'];
  if (typeof encoding === 'string' && encoding !== 'identity') {
    void stream?.cancel();
    throw new SallyportError('upstream_invalid');
  }
  const whole = { status, headers: headersBack(kind, headers), body };
  return stream === undefined ? whole : { ...whole, stream: failingAs(stream, upstreamFailure) };
}
