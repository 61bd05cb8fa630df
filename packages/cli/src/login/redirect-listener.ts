import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SallyportError, untilAborted } from '@sallyport/core';
import { resultPage } from './result-page.ts';

/** Waits on this machine for the browser to come back, RFC 8252 §7.3. */
export interface RedirectListener {
  /** `http://127.0.0.1:PORT/callback` */
  readonly redirectUri: string;
  /** Where the browser came back to, with this `state`; anything else that comes is sent away. Raises `cancelled` when the signal does. */
  received(state: string, signal: AbortSignal): Promise<Redirect>;
  close(): Promise<void>;
}

/** The browser that came back, and waits to be told how it went. */
export interface Redirect {
  readonly url: URL;
  answer(loggedIn: boolean): Promise<void>;
}

const PATH = '/callback';

/** Listens on a free port of 127.0.0.1, which nobody else reaches. */
export async function listenForRedirect(): Promise<RedirectListener> {
  const waiting = new Map<string, (redirect: Redirect) => void>();
  const server = createServer({ requestTimeout: 10_000, maxHeaderSize: 32_768 }, (request, response) => {
    const url = new URL(request.url ?? '/', redirectUri);
    const state = url.searchParams.get('state') ?? '';
    const found = request.method === 'GET' && url.pathname === PATH ? waiting.get(state) : undefined;
    if (found === undefined) {
      void send(response, 404, resultPage('nothing here'));
      return;
    }
    // Once: who knows the state later comes too late.
    waiting.delete(state);
    found({
      url,
      answer: (loggedIn) => send(response, loggedIn ? 200 : 400, resultPage(loggedIn ? 'logged in' : 'not logged in')),
    });
  });
  server.maxConnections = 16;
  server.listen(0, '127.0.0.1');
  await once(server, 'listening').catch(() => {
    throw new SallyportError('login_failed');
  });
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}${PATH}`;
  return {
    redirectUri,
    received: (state, signal) => untilAborted(new Promise((resolve) => waiting.set(state, resolve)), signal),
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      // Browsers also open connections that they then do not use.
      server.closeAllConnections();
      await closed;
    },
  };
}

/** Resolves once the answer is out, or nobody is there to take it. */
async function send(response: ServerResponse, status: number, body: string): Promise<void> {
  const gone = new Promise<void>((resolve) => {
    response.once('close', resolve);
  });
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    connection: 'close',
  });
  response.end(body);
  await gone;
}
