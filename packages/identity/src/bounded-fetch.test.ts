import { startProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedFetch } from './bounded-fetch.ts';

let server: Awaited<ReturnType<typeof startProvider>>;

beforeAll(async () => {
  server = await startProvider({ key: 'k' });
});
afterAll(async () => {
  await server.close();
});

const unavailable = { code: 'identity_unavailable' };

describe('boundedFetch', () => {
  it('answers like fetch', async () => {
    const answer = await boundedFetch({ allowInsecureLoopback: true })(`${server.url}/models`, {
      headers: { authorization: 'Bearer k' },
    });
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.json()).toMatchObject({ object: 'list' });
  });

  it('sends nothing in the clear, but to this machine where that is allowed', async () => {
    server.clear();
    await expect(boundedFetch({})(`${server.url}/models`, {})).rejects.toMatchObject(unavailable);
    for (const url of [
      'http://192.0.2.1/',
      'http://127.0.0.1.evil.example/',
      'http://localhost.evil.example/',
      'ftp://localhost/',
    ]) {
      await expect(boundedFetch({ allowInsecureLoopback: true })(url, {})).rejects.toMatchObject(unavailable);
    }
    expect(server.requests).toEqual([]);
  });

  it('follows no redirect', async () => {
    server.clear();
    server.fail({ kind: 'redirect', url: `${server.url}/models` });
    const answer = await boundedFetch({ allowInsecureLoopback: true })(`${server.url}/models`, {});
    expect(answer.status).toBe(302);
    expect(server.requests).toHaveLength(1);
  });

  it('reads no more than a mebibyte', async () => {
    const request = boundedFetch({ allowInsecureLoopback: true });
    server.fail({ kind: 'huge', bytes: 1024 * 1024 });
    expect((await (await request(`${server.url}/models`, {})).text()).length).toBe(1024 * 1024);
    server.fail({ kind: 'huge', bytes: 1024 * 1024 + 1 });
    await expect(request(`${server.url}/models`, {})).rejects.toMatchObject(unavailable);
  });

  it('ends with the signal', async () => {
    server.fail({ kind: 'hang' });
    const request = boundedFetch({ allowInsecureLoopback: true, signal: AbortSignal.timeout(20) });
    await expect(request(`${server.url}/models`, {})).rejects.toThrow('aborted due to timeout');
  });
});
