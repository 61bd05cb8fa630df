import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FetchHandler, startFetchProvider } from './start-fetch-provider.ts';

let provider: Awaited<ReturnType<typeof startFetchProvider>>;
let handle: FetchHandler;

beforeEach(async () => {
  provider = await startFetchProvider((request) => handle(request));
});
afterEach(() => provider.close());

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('a provider that is a function', () => {
  it('is given the request as it came, and says what the function does', async () => {
    handle = async (request) =>
      Response.json(
        { at: request.url, by: request.method, of: request.headers.get('x-note'), said: await request.text() },
        { status: 201, headers: { 'x-request-id': 'req_1' } },
      );
    const sent = { method: 'POST', headers: { 'x-note': 'one' }, body: 'fever' };
    const answer = await fetch(`${provider.url}/embeddings?a=1`, sent);
    expect([answer.status, answer.headers.get('x-request-id')]).toEqual([201, 'req_1']);
    expect(await answer.json()).toEqual({
      at: `${provider.url}/embeddings?a=1`,
      by: 'POST',
      of: 'one',
      said: 'fever',
    });
    expect(provider.requests.map(({ path, body }) => `${path} ${body}`)).toEqual(['/v1/embeddings?a=1 fever']);
  });

  it('is given no body where there is none, and says nothing where the function says nothing', async () => {
    const bodies: unknown[] = [];
    handle = ({ body }) => {
      bodies.push(body);
      return new Response(null, { status: 204 });
    };
    for (const method of ['GET', 'HEAD', 'DELETE', 'POST']) {
      const answer = await fetch(provider.url, { method });
      expect([answer.status, await answer.text()]).toEqual([204, '']);
    }
    expect(bodies).toEqual([null, null, null, null]);
  });

  it('gives a stream as it comes, and tells the function that its caller went away', async () => {
    handle = () => new Response('data: 1\n\ndata: 2\n\n', { headers: { 'content-type': 'text/event-stream' } });
    expect(await (await fetch(provider.url)).text()).toBe('data: 1\n\ndata: 2\n\n');
    const left = new Promise((resolve) => {
      handle = ({ signal }) => {
        signal.addEventListener('abort', resolve);
        return new Response(new ReadableStream({ start: (body) => body.enqueue(bytes('data: 1\n\n')) }));
      };
    });
    const answer = await fetch(provider.url);
    await answer.body?.cancel();
    await left;
  });

  it('breaks off where the function throws, and where its stream fails', async () => {
    handle = () => {
      throw new Error('away');
    };
    await expect(fetch(provider.url)).rejects.toThrow();
    const failing = new ReadableStream({
      start: (body) => body.enqueue(Uint8Array.of(1)),
      pull: (body) => body.error(),
    });
    handle = () => new Response(failing);
    await expect(fetch(provider.url).then((answer) => answer.text())).rejects.toThrow();
  });
});
