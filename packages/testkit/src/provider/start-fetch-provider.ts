import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { closeServer, listen } from '../listen.ts';
import type { Provider, ReceivedRequest } from './start-provider.ts';

/** Answers a request, as a handler of any runtime that speaks fetch does. The request's signal says that its caller went away. */
export type FetchHandler = (request: Request) => Response | Promise<Response>;

/**
 * Starts a provider, on 127.0.0.1, that is a function: it says to every request what the function does, and asks for no key. A function
 * that throws is a provider that breaks off.
 */
export async function startFetchProvider(
  handle: FetchHandler,
): Promise<Pick<Provider, 'origin' | 'url' | 'requests' | 'close'>> {
  const requests: ReceivedRequest[] = [];
  const server = createServer((incoming, response) => {
    answer(incoming, response).catch(() => response.destroy());
  });
  const origin = `http://127.0.0.1:${await listen(server)}`;
  const answer = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = await buffer(incoming);
    requests.push(Object.freeze({ method, path, headers, body }));
    const gone = new AbortController();
    response.once('close', () => gone.abort());
    const init = { method, headers: headersOf(incoming), signal: gone.signal };
    const sent = body.length === 0 ? null : new Uint8Array(body);
    await send(response, await handle(new Request(`${origin}${path}`, { ...init, body: sent })));
  };
  return { origin, url: `${origin}/v1`, requests, close: () => closeServer(server) };
}

function headersOf({ headersDistinct }: IncomingMessage): [string, string][] {
  return Object.entries(headersDistinct).flatMap(([name, values = []]) =>
    values.map((value): [string, string] => [name, value]),
  );
}

async function send(response: ServerResponse, { status, headers, body }: Response): Promise<void> {
  response.writeHead(status, [...headers].flat());
  if (body === null) response.end();
  else await pipeline(Readable.fromWeb(body as NodeReadableStream), response);
}
