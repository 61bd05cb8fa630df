import { describe, expect, it } from 'vitest';
import { metadataNetwork, msalNetwork } from './msal-network.ts';

function recording() {
  const urls: string[] = [];
  const fetch: typeof globalThis.fetch = async (url) => {
    urls.push(String(url));
    return new Response('{"ok":true}', { headers: { 'content-type': 'application/json' } });
  };
  return { urls, fetch };
}

describe('the network of metadata services', () => {
  it.each(['http://169.254.169.254/metadata', 'http://127.0.0.1:4100/msi', 'https://login.example/token'])(
    'asks %s',
    async (url) => {
      const { urls, fetch } = recording();
      const answer = await metadataNetwork({ fetch }).sendGetRequestAsync(url);
      expect(answer).toMatchObject({ status: 200, body: { ok: true } });
      expect(urls).toEqual([url]);
    },
  );

  it.each([
    'http://metadata.example/',
    'http://169.254.169.254.example/',
    'http://10.0.0.1/',
    'http://169.254.1.1@example.org/',
  ])('sends nothing in the clear to %s', async (url) => {
    const { urls, fetch } = recording();
    await expect(metadataNetwork({ fetch }).sendGetRequestAsync(url)).rejects.toMatchObject({
      code: 'identity_unavailable',
    });
    expect(urls).toEqual([]);
  });

  it('is the only one that asks a link-local address', async () => {
    const { fetch } = recording();
    const asked = msalNetwork({ fetch }).sendPostRequestAsync('http://169.254.169.254/metadata');
    await expect(asked).rejects.toMatchObject({ code: 'identity_unavailable' });
  });
});
