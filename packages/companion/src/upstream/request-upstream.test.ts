import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { SallyportError } from '@sallyport/core';
import type { AnswerStream } from '@sallyport/pipeline';
import { Agent } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RequestBounds, requestUpstream } from './request-upstream.ts';

type Answer = (request: IncomingMessage, response: ServerResponse) => void;

const EVENTS = { 'content-type': 'text/event-stream; charset=utf-8' };
let written = 0;
let closed = 0;

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
  '/events': (_, response) => {
    response.writeHead(200, EVENTS).write('data: 1\n\n');
    setTimeout(() => response.end('data: 2\n\n'), 5);
  },
  '/events-forever': (_, response) => {
    response.writeHead(200, EVENTS);
    const more = (): void => {
      let wanted = true;
      while (!response.destroyed && wanted) {
        written += 10_000;
        wanted = response.write('x'.repeat(10_000));
      }
      response.once('drain', more);
    };
    response.once('close', () => {
      closed += 1;
    });
    more();
  },
  '/events-then-silence': (_, response) => void response.writeHead(200, EVENTS).write('data: 1\n\n'),
  '/events-cut': (_, response) => {
    response.writeHead(200, EVENTS).write('data: 1\n\n');
    setTimeout(() => response.destroy(), 5);
  },
  '/events-refused': (_, response) => void response.writeHead(429, EVENTS).end('data: no\n\n'),
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
  requestUpstream(
    dispatcher,
    { origin, path, method: body === undefined ? 'GET' : 'POST', ...(body === undefined ? {} : { body }) },
    { limit: 1000, timeoutMs: 5000, signal: new AbortController().signal, ...bounds },
  );

const read = async (stream: AnswerStream | undefined): Promise<string> => {
  let text = '';
  for (let chunk = await stream?.read(); chunk !== undefined; chunk = await stream?.read()) {
    text += Buffer.from(chunk).toString();
  }
  return text;
};

describe('requestUpstream', () => {
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
      requestUpstream(
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

describe('answers in events', () => {
  const streams = true;

  it('come as they are sent, their head first', async () => {
    const { statusCode, body, stream } = await ask('/events', { streams });
    expect(statusCode).toBe(200);
    expect(body).toHaveLength(0);
    expect(Buffer.from((await stream?.read()) ?? []).toString()).toBe('data: 1\n\n');
    expect(await read(stream)).toBe('data: 2\n\n');
    expect(await stream?.read()).toBeUndefined();
  });

  it('are taken whole where no stream is wanted, and where they are refusals', async () => {
    expect(Buffer.from((await ask('/events')).body).toString()).toBe('data: 1\n\ndata: 2\n\n');
    const refused = await ask('/events-refused', { streams });
    expect(refused.stream).toBeUndefined();
    expect(Buffer.from(refused.body).toString()).toBe('data: no\n\n');
  });

  it('wait for a slow reader, and end when it leaves', async () => {
    written = 0;
    closed = 0;
    const { stream } = await ask('/events-forever', { streams });
    await stream?.read();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = written;
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(written).toBe(before);
    for (let got = 0; got < 10_000_000; ) got += (await stream?.read())?.length ?? 0;
    await stream?.cancel();
    await expect(stream?.read()).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(() => closed).toBe(1);
  });

  it('may be silent for so long and no longer', async () => {
    const { stream } = await ask('/events-then-silence', { streams, timeoutMs: 50 });
    await stream?.read();
    await expect(stream?.read()).rejects.toMatchObject({ code: 'upstream_timeout' });
  });

  it('fail when they are cut, or given up while they are waited for', async () => {
    await expect(read((await ask('/events-cut', { streams })).stream)).rejects.toThrow();
    const wanted = new AbortController();
    const { stream } = await ask('/events-then-silence', { streams, signal: wanted.signal });
    await stream?.read();
    const reading = stream?.read();
    wanted.abort(new SallyportError('cancelled'));
    await expect(reading).rejects.toMatchObject({ code: 'cancelled' });
  });
});
