import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { CompanionHttp } from './companion-http.ts';

const SECRET = 'header.secret-token.signature';
const servers: Server[] = [];

afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((done) => server.close(done));
  }
});

async function httpTo(
  listener: RequestListener,
  options: { readonly timeoutMs?: number } = {},
): Promise<CompanionHttp> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return new CompanionHttp(new URL(`http://127.0.0.1:${port}/base/`), options);
}

const failure = (call: Promise<unknown>) => call.catch((cause: unknown) => cause);
const get = { method: 'GET', path: '/v1/x', maxBytes: 100, headers: { authorization: `DPoP ${SECRET}` } } as const;

describe('CompanionHttp', () => {
  it('calls below the base URL and gives the answer as it is, whatever its status', async () => {
    const http = await httpTo((request, response) => {
      const { url, method, headers } = request;
      response.writeHead(418, { 'X-Said': `${method} ${url} ${headers['accept-encoding']}` }).end('short');
    });
    const { status, headers, body } = await http.send(get);
    expect([status, headers['x-said'], Buffer.from(body).toString()]).toEqual([
      418,
      'GET /base/v1/x identity',
      'short',
    ]);
  });

  it('unpacks nothing: what is small on the wire may be large in memory', async () => {
    const packed = gzipSync(Buffer.alloc(10_000));
    const http = await httpTo((_, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(packed));
    expect(Buffer.from((await http.send(get)).body)).toEqual(packed);
  });

  it.each<[string, RequestListener, string]>([
    ['a redirect', (_, response) => response.writeHead(307, { location: '/elsewhere' }).end(), 'companion_invalid'],
    ['a redirect with a body', (_, response) => response.writeHead(302).end('x'), 'companion_invalid'],
    ['an answer too large', (_, response) => response.end('x'.repeat(101)), 'companion_invalid'],
    ['an answer that breaks off', (_, response) => breakOff(response), 'companion_unreachable'],
    ['no answer', (request) => request.socket.destroy(), 'companion_unreachable'],
  ])('raises a code for %s, and nothing of the request', async (_, listener, code) => {
    const error = await failure((await httpTo(listener)).send(get));
    expect(error).toMatchObject({ code });
    expect(inspect(error, { depth: null, showHidden: true })).not.toContain('secret-token');
  });

  it('reads no further than the limit', async () => {
    let sent = 0;
    const http = await httpTo((_, response) => {
      const send = (): void => {
        if (response.destroyed) return;
        sent += 1;
        response.write(Buffer.alloc(65_536), send);
      };
      send();
    });
    expect(await failure(http.send({ ...get, maxBytes: 100_000 }))).toMatchObject({ code: 'companion_invalid' });
    expect(sent).toBeLessThan(200);
  });

  it('does not wait for a companion that hangs, or that drips', async () => {
    const hanging = await httpTo(() => undefined, { timeoutMs: 30 });
    expect(await failure(hanging.send(get))).toMatchObject({ code: 'companion_unreachable' });
    const dripping = await httpTo(
      (_, response) => {
        const drip = setInterval(() => response.write('x'), 5);
        response.on('close', () => clearInterval(drip));
      },
      { timeoutMs: 60 },
    );
    expect(await failure(dripping.send(get))).toMatchObject({ code: 'companion_unreachable' });
  });

  it('ends with the signal, before and during a call', async () => {
    const controller = new AbortController();
    const http = await httpTo(() => controller.abort());
    expect(await failure(http.send({ ...get, signal: controller.signal }))).toMatchObject({ code: 'cancelled' });
    expect(await failure(http.send({ ...get, signal: controller.signal }))).toMatchObject({ code: 'cancelled' });
  });
});

function breakOff(response: Parameters<RequestListener>[1]): void {
  response.writeHead(200, { 'content-length': '50' });
  response.write('half', () => response.destroy());
}
