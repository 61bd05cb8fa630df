import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as a fake service sees it. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: unknown;
}

/** What a fake service answers: a status with JSON, or with a text as it is, or never. */
export type Answer = { readonly status: number; readonly json?: unknown; readonly raw?: string } | 'never' | 'redirect';

/** A service on a port of this machine. */
export interface FakeService {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** How many requests were under way at once, at most. */
  readonly mostAtOnce: number;
  /** How many requests their client gave up. */
  readonly givenUp: number;
  /** Answers by this from now on. */
  answerBy(answer: (asked: Asked) => Answer): void;
  close(): Promise<void>;
}

/** Starts a service that speaks HTTP. */
export async function startFakeService(answer: (asked: Asked) => Answer): Promise<FakeService> {
  const state = { answer, asked: [] as Asked[], atOnce: 0, mostAtOnce: 0, givenUp: 0 };
  const server = createServer((request, response) => {
    state.atOnce += 1;
    state.mostAtOnce = Math.max(state.mostAtOnce, state.atOnce);
    response.on('close', () => {
      state.atOnce -= 1;
      if (!response.writableFinished) state.givenUp += 1;
    });
    void readAsked(request).then((asked) => {
      state.asked.push(asked);
      // A moment, so that what may overlap does.
      setTimeout(() => give(response, state.answer(asked)), 2);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked: state.asked,
    get mostAtOnce() {
      return state.mostAtOnce;
    },
    get givenUp() {
      return state.givenUp;
    },
    answerBy: (next) => {
      state.answer = next;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function readAsked(request: IncomingMessage): Promise<Asked> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  const { method = '', url: path = '', headers } = request;
  return { method, path, headers, body: JSON.parse(Buffer.concat(parts).toString('utf8')) as unknown };
}

function give(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return;
  if (answer === 'redirect') {
    response.writeHead(307, { location: 'http://127.0.0.1:9/elsewhere' }).end();
    return;
  }
  response.writeHead(answer.status, { 'content-type': 'application/json' });
  response.end(answer.raw ?? JSON.stringify(answer.json));
}
