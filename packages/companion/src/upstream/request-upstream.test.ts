import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SallyportError } from '@sallyport/core';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RequestBounds, requestWhole } from './request-whole.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const ANSWERS: Readonly<Record<string, Answer>> = {
  '/pieces': (_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    response.writeHead(201, { 'x-one': 'a', 'x-two': ['b', 'c'] }).write('first, ');
    setTimeout(() => response.end('second'), 5);
  },
  '/echo': (request, response) => void request.pipe(response),
  '/empty': (_, response) => void response.writeHead(204).end(),
  '/endless': (_, response) => {
    const more = (): void => {
      while (!response.destroyed && response.write('x'.repeat(10_000)));
      response.once('drain', more);
    };
    more();
  },
  '/half': (_, response) => {
    response.writeHead(200, { 'content-length': '100' }).write('not all');
    setTimeout(() => response.destroy(), 5);
  },
  '/never': (_, response) => void response.writeHead(200).write('a beginning'),
};

const server = createServer((request, response) => ANSWERS[request.url ?? '']?.(request, response));
const dispatcher = new Agent();
let origin: string;
beforeAll(async () => {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await dispatcher.close();
  server.close();
});

const ask = (path: string, bounds: Partial<RequestBounds> = {}, body?: string) =>
  requestWhole(
    dispatcher,
    { origin, path, method: body === undefined ? 'GET' : 'POST', ...(body === undefined ? {} : { body }) },
    { limit: 1000, timeoutMs: 5000, signal: new AbortController().signal, ...bounds },
  );

describe('requestWhole', () => {
  it('gives an answer that came in pieces, after early hints, as one', async () => {
    const { statusCode, headers, body } = await ask('/pieces');
    expect(statusCode).toBe(201);
    expect(headers).toMatchObject({ 'x-one': 'a', 'x-two': ['b', 'c'] });
    expect(Buffer.from(body).toString()).toBe('first, second');
  });

  it('sends a body, and takes an answer that has none', async () => {
    expect(Buffer.from((await ask('/echo', {}, 'a body')).body).toString()).toBe('a body');
    expect(await ask('/empty')).toMatchObject({ statusCode: 204, body: Buffer.alloc(0) });
  });

  it('takes so many bytes and no more', async () => {
    expect((await ask('/echo', { limit: 10 }, 'ten bytes!')).body).toHaveLength(10);
    await expect(ask('/echo', { limit: 9 }, 'ten bytes!')).rejects.toMatchObject({ code: 'upstream_too_large' });
    await expect(ask('/endless')).rejects.toMatchObject({ code: 'upstream_too_large' });
  });

  it('waits so long for the last byte', async () => {
    await expect(ask('/never', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'upstream_timeout' });
  });

  it('rejects an answer that breaks off, and a server that is not there', async () => {
    await expect(ask('/half')).rejects.toThrow();
    await expect(
      requestWhole(
        dispatcher,
        { origin: 'http://127.0.0.1:1', path: '/', method: 'GET' },
        { limit: 1, timeoutMs: 5000, signal: new AbortController().signal },
      ),
    ).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  });

  it.each(['before it was asked', 'meanwhile', 'while there is no connection yet'])(
    'gives up when told %s',
    async (when) => {
      const reason = new SallyportError('cancelled');
      const wanted = new AbortController();
      if (when === 'before it was asked') wanted.abort(reason);
      if (when === 'meanwhile') setTimeout(() => wanted.abort(reason), 30);
      const asked = ask('/never', { signal: wanted.signal });
      if (when === 'while there is no connection yet') wanted.abort(reason);
      await expect(asked).rejects.toBe(reason);
    },
  );
});
