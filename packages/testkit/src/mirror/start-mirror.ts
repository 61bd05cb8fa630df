import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';
import { authorizeOpenAi } from '../provider/authorize.ts';
import type { ReceivedRequest } from '../provider/start-provider.ts';

/** What the mirror says to one request. */
export interface MirrorAnswer {
  /** Default 200. */
  readonly status?: number;
  /** Default `application/json`. */
  readonly contentType?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The body whole, or the chunks it comes in. Default: none. */
  readonly body?: string | Uint8Array | readonly (string | Uint8Array)[];
}

/** How to set up a mirror. */
export interface MirrorOptions {
  /** The API key it demands. Default: a random one. */
  readonly key?: string;
}

/** A running mirror. */
export interface Mirror {
  readonly key: string;
  /** `http://127.0.0.1:PORT/v1`, the base URL. */
  readonly url: string;
  /** Every request received, oldest first, refused ones too. */
  readonly requests: readonly ReceivedRequest[];
  /** What it answers to whoever holds the key. Default: an empty JSON object. */
  answer: (request: ReceivedRequest) => MirrorAnswer;
  /** Forgets the received requests. */
  clear(): void;
  /** Stops, cutting open connections. */
  close(): Promise<void>;
}

/**
 * Starts a provider, on 127.0.0.1, that knows no operation: it says to any request what the test holds up to it, once the key is
 * right, and keeps all it received.
 */
export async function startMirror(options: MirrorOptions = {}): Promise<Mirror> {
  const { key = `sk-test-${randomBytes(18).toString('base64url')}` } = options;
  const state: State = { key, received: [], answer: () => ({ body: '{}' }) };
  const server = createServer((request, response) => {
    // A caller that goes away while it sends is no failure of the mirror.
    handle(state, request, response).catch(() => response.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server)}/v1`;
  return {
    key,
    url,
    get requests() {
      return state.received;
    },
    get answer() {
      return state.answer;
    },
    set answer(answer) {
      state.answer = answer;
    },
    clear: () => {
      state.received = [];
    },
    close: () => closeServer(server),
  };
}

interface State {
  readonly key: string;
  received: ReceivedRequest[];
  answer: Mirror['answer'];
}

async function handle(state: State, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { method = 'GET', url = '/', headers } = request;
  const read = Object.freeze({ method, path: url, headers, body: await buffer(request) });
  state.received.push(read);
  const refusal = authorizeOpenAi(headers, (token) => token === state.key);
  if (refusal !== undefined) return send(response, { ...refusal, contentType: 'application/json' });
  return send(response, state.answer(read));
}

function send(response: ServerResponse, answer: MirrorAnswer): void {
  const { status = 200, contentType = 'application/json', headers = {}, body } = answer;
  const chunks = body === undefined ? [] : Array.isArray(body) ? body : [body];
  const length = Array.isArray(body) ? {} : { 'content-length': Buffer.byteLength(chunks[0] ?? '') };
  response.writeHead(status, { ...(body === undefined ? {} : { 'content-type': contentType }), ...length, ...headers });
  for (const chunk of chunks) response.write(chunk);
  response.end();
}
