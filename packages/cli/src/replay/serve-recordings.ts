import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { asSallyportError, ERROR_CATALOGUE, type ErrorCode, problemReply, SallyportError } from '@sallyport/core';
import { giveAnswer } from './give-answer.ts';
import { RequestMatcher } from './match-request.ts';
import type { ServedRecording } from './served-recording.ts';

/** How recordings are served. */
export interface ServingOptions {
  readonly port: number;
  /** Default: as it was. */
  readonly speed?: number;
  /** Whatever is asked of the same method and path is answered. Default: only the very request. */
  readonly any?: boolean;
}

/** A server that answers with recordings. */
export interface ReplayServer {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  close(): Promise<void>;
}

const REQUEST_TIMEOUT_MS = 300_000;
const MOST_CONNECTIONS = 64;
const LOCAL = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::\d{1,5})?$/i;

/** Answers requests on this machine with the recordings that have them. Raises `config_invalid` for a port that cannot be listened on. */
export async function serveRecordings(
  recordings: readonly ServedRecording[],
  { port, speed = 1, any = false }: ServingOptions,
): Promise<ReplayServer> {
  const matcher = new RequestMatcher(recordings, { any });
  const server = createServer({ requestTimeout: REQUEST_TIMEOUT_MS, noDelay: true }, (request, response) => {
    answer({ request, response, matcher, speed }).catch((cause: unknown) => fail(response, cause));
  });
  server.maxConnections = MOST_CONNECTIONS;
  server.listen(port, '127.0.0.1');
  await once(server, 'listening').catch(() => {
    throw new SallyportError('config_invalid', { place: '--port' });
  });
  return Object.freeze({
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  });
}

interface Asked {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly matcher: RequestMatcher;
  readonly speed: number;
}

async function answer({ request, response, matcher, speed }: Asked): Promise<void> {
  // A page in a browser could otherwise have its own name lead here, and read what is served.
  if (!LOCAL.test(request.headers.host ?? '')) throw new SallyportError('origin_not_allowed');
  const bodyHash = await hashBody(request);
  const recording = matcher.match({ method: request.method ?? '', target: request.url ?? '', bodyHash });
  const { answer: given, end } = recording;
  if (given !== undefined) return giveAnswer({ ...recording, answer: given }, { response, speed });
  throw new SallyportError(codeOf(end?.error));
}

/** What its caller got where nothing came of the call. */
function codeOf(code: string | undefined): ErrorCode {
  return code !== undefined && Object.hasOwn(ERROR_CATALOGUE, code) ? (code as ErrorCode) : 'outcome_unknown';
}

async function hashBody(request: IncomingMessage): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of request as AsyncIterable<Buffer>) hash.update(chunk);
  return hash.digest('hex');
}

function fail(response: ServerResponse, cause: unknown): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const { status, headers, body } = problemReply(asSallyportError(cause));
  response.writeHead(status, headers).end(body);
}
