import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { closeServer, listen } from '../listen.ts';

/** How a stand-in for a key management service behaves: as it should, failing, silent, or forbidding the use of its keys. */
export type KmsMood = 'well' | 'failing' | 'silent' | 'forbidding';

/** A request to a key management service. */
export interface KmsRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** An answer of one. */
export interface KmsAnswer {
  readonly status: number;
  readonly json: object;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A running stand-in for a key management service, on 127.0.0.1. */
export interface KmsService {
  readonly port: number;
  mood: KmsMood;
  /** How many requests came, refused ones too. */
  readonly asked: number;
  /** Gives the key new material, as the service's own rotation does. */
  rotate(): void;
  close(): Promise<void>;
}

/** How one service answers. */
export interface KmsDialect {
  /** In its own words that it fails, or that the key may not be used. */
  readonly trouble: (mood: 'failing' | 'forbidding') => KmsAnswer;
  readonly answer: (request: KmsRequest) => KmsAnswer | Promise<KmsAnswer>;
  readonly rotate: () => void;
}

/** Serves a dialect on a free port of 127.0.0.1. */
export async function serveKms(makeServer: (listener: Listener) => Server, dialect: KmsDialect): Promise<KmsService> {
  const state: { mood: KmsMood; asked: number } = { mood: 'well', asked: 0 };
  const server = makeServer((incoming, response) => {
    handle(incoming, response).catch(() => response.destroy());
  });
  async function handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await read(incoming);
    state.asked += 1;
    const { mood } = state;
    if (mood === 'silent') return;
    const { status, json, headers } = mood === 'well' ? await dialect.answer(request) : dialect.trouble(mood);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(json));
  }
  return {
    port: await listen(server),
    get mood() {
      return state.mood;
    },
    set mood(mood) {
      state.mood = mood;
    },
    get asked() {
      return state.asked;
    },
    rotate: dialect.rotate,
    close: () => closeServer(server),
  };
}

type Listener = (request: IncomingMessage, response: ServerResponse) => void;

async function read(incoming: IncomingMessage): Promise<KmsRequest> {
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, target: url, headers, body: await buffer(incoming) };
}
