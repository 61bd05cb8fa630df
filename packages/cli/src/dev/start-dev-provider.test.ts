import { describe, expect, it } from 'vitest';
import { startDevProvider } from './start-dev-provider.ts';

describe('the provider of the demo', () => {
  it('is a stand-in that demands a key', async () => {
    const provider = await startDevProvider(undefined);
    const asked = async (key: string) =>
      (await fetch(`${provider.url}/models`, { headers: { authorization: `Bearer ${key}` } })).status;
    expect([await asked('another'), await asked(provider.key)]).toEqual([401, 200]);
    await provider.close();
  });

  it('is a function that answers, and keeps what it was sent', async () => {
    const provider = await startDevProvider(async (request) => new Response(await request.text()));
    const sent = { method: 'POST', body: 'fever' };
    expect(await (await fetch(`${provider.url}/embeddings`, sent)).text()).toBe('fever');
    expect(provider.requests.map(({ body }) => body.toString())).toEqual(['fever']);
    await provider.close();
  });

  it.each(['http://127.0.0.1:4010/v1', 'https://localhost:4010/', 'http://[::1]:4010/'])(
    'is a server on this machine: %s',
    async (url) => {
      expect(await startDevProvider(url)).toMatchObject({ url, requests: [] });
    },
  );

  it.each(['https://models.example/v1', 'http://127.0.0.1.example/', 'ftp://127.0.0.1/', 'here', ''])(
    'is no server elsewhere: %s',
    async (url) => {
      await expect(startDevProvider(url)).rejects.toMatchObject({ code: 'config_invalid', place: 'provider' });
    },
  );
});
