import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';

/** An answer on the data path. What is left out: 200, `application/json`, `{}`. `hang` is no answer at all. */
export type StandInAnswer =
  | 'hang'
  | {
      readonly status?: number;
      readonly headers?: Readonly<Record<string, string>>;
      readonly body?: string | Uint8Array;
    };

/** A stand-in for the companion: it keeps what it was sent and answers as told. */
export interface CompanionStandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The forms its token endpoint was sent. It answers each with a grant of its own: `grant-1`, `grant-2`, … */
  readonly exchanges: readonly URLSearchParams[];
  /** Every call on the data path, oldest first. */
  readonly calls: readonly ReceivedRequest[];
  /** Decides the answer to a call; `serial` counts calls from 1. Default: one embedding, one model, or `{}`. */
  answer: (call: ReceivedRequest, serial: number) => StandInAnswer;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/** Starts a stand-in for the companion on 127.0.0.1, for tests of the inner door alone. It verifies nothing. */
export async function startCompanionStandIn(): Promise<CompanionStandIn> {
  const exchanges: URLSearchParams[] = [];
  const calls: ReceivedRequest[] = [];
  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = request;
    const body = await buffer(request);
    if (path === '/oauth/token') {
      exchanges.push(new URLSearchParams(body.toString()));
      return send(response, { body: grant(exchanges.length) });
    }
    calls.push(Object.freeze({ method, path, headers, body }));
    return send(response, standIn.answer({ method, path, headers, body }, calls.length));
  };
  const url = `http://127.0.0.1:${await listen(server)}`;
  const standIn: CompanionStandIn = { url, exchanges, calls, answer: usualAnswer, close: () => closeServer(server) };
  return standIn;
}

function send(response: ServerResponse, answer: StandInAnswer): void {
  if (answer === 'hang') return;
  const { status = 200, headers = { 'content-type': 'application/json' }, body = '{}' } = answer;
  response.writeHead(status, headers);
  response.end(body);
}

/** RFC 8693 §2.2.1. */
function grant(serial: number): string {
  return JSON.stringify({
    access_token: `grant-${serial}`,
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: 900,
  });
}

function usualAnswer({ path }: ReceivedRequest): StandInAnswer {
  if (path.includes('/embeddings')) {
    return { body: '{"object":"list","data":[{"object":"embedding","index":0,"embedding":"AACAPw=="}],"model":"m"}' };
  }
  if (path.endsWith('/models')) return { body: '{"object":"list","data":[{"id":"m-1","object":"model"}]}' };
  return {};
}
