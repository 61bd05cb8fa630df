import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { BenchFailure } from '../bench-failure.ts';
import { closedLoop } from './closed-loop.ts';
import { encodeRequest } from './encode-request.ts';

const seen: string[] = [];
const sockets = new Set<unknown>();
const server = createServer(async (request, response) => {
  const body = await text(request);
  seen.push(body);
  sockets.add(request.socket);
  if (body === 'hang up') request.socket.destroy();
  else response.writeHead(body === 'refuse' ? 403 : 200).end('answer');
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
afterAll(() => server.close());
beforeEach(() => {
  seen.length = 0;
  sockets.clear();
});

const url = `${origin}/v1/embeddings`;
const requests = (bodies: readonly string[]) => bodies.map((body) => encodeRequest({ url, headers: {}, body }));

describe('closedLoop', () => {
  it('sends each request once, over so many kept connections', async () => {
    const bodies = Array.from({ length: 100 }, (_, number) => `é ${number}`);
    const answers: string[] = [];
    const onAnswer = (body: Buffer) => answers.push(String(body));
    const figures = await closedLoop({ origin, requests: requests(bodies), connections: 4, onAnswer });
    expect(seen.toSorted()).toEqual(bodies.toSorted());
    expect(answers).toEqual(bodies.map(() => 'answer'));
    expect(sockets.size).toBe(4);
    expect(figures.count).toBe(100);
    expect(figures.p50Ms).toBeLessThanOrEqual(figures.p99Ms);
  });

  it.each([
    ['refuse', 'request 1 was answered 403'],
    ['hang up', 'the server closed a kept connection'],
  ])('does not count what fails: %s', async (body, words) => {
    const failing = closedLoop({ origin, requests: requests(['good', body, 'good']), connections: 1 });
    await expect(failing).rejects.toThrow(new BenchFailure(words));
  });
});
