import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AzureMetadata, startAzureMetadata } from './azure-metadata.test-support.ts';
import { type MsalManagedIdentityOptions, msalManagedIdentity } from './msal-managed-identity.ts';

let azure: AzureMetadata;
beforeAll(async () => {
  azure = await startAzureMetadata();
  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = azure.origin;
});
afterAll(() => {
  delete process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  azure.close();
});

function source(options: Partial<MsalManagedIdentityOptions> = {}) {
  return msalManagedIdentity({ resource: 'api://companion', ...options });
}

describe('a managed identity on a machine', () => {
  it('asks the metadata service, once while the token is good', async () => {
    const tokens = source();
    const first = await tokens.getToken();
    expect(first).toMatchObject({ token: 'token-1', type: 'urn:ietf:params:oauth:token-type:access_token' });
    expect(first.expiresAt).toBeGreaterThan(Date.now());
    expect(await tokens.getToken()).toBe(first);
    expect(azure.asked.map(({ searchParams }) => searchParams.get('resource'))).toEqual(['api://companion']);
  });

  it.each([
    ['client_id', { clientId: '0d5f7a2c-0000-4000-8000-000000000001' }],
    ['object_id', { objectId: '0d5f7a2c-0000-4000-8000-000000000002' }],
    ['msi_res_id', { resourceId: '/subscriptions/0/resourceGroups/notes' }],
  ])('asks for the one that was assigned, by its %s', async (parameter, assigned) => {
    await source({ assigned }).getToken();
    expect(azure.asked.at(-1)?.searchParams.get(parameter)).toBe(Object.values(assigned)[0]);
  });

  it('asks with its own fetch and until its own time, whoever asked before', async () => {
    const signals: AbortSignal[] = [];
    const fetch: typeof globalThis.fetch = (url, init) => {
      if (init?.signal) signals.push(init.signal);
      return globalThis.fetch(url, init);
    };
    const first = source({ fetch, timeoutMs: 2_000 });
    await first.getToken();
    await new Promise((resolve) => signals[0]?.addEventListener('abort', resolve));
    await source({ fetch }).getToken();
    expect(signals.map(({ aborted }) => aborted)).toEqual([true, false]);
  });

  it('says what to do when it is refused, and when nobody answers', async () => {
    azure.refuse();
    await expect(source().getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
    azure.close();
    await expect(source().getToken()).rejects.toMatchObject({
      code: 'identity_unavailable',
      place: expect.stringContaining('could not be reached'),
    });
  });

  it('refuses to be for nothing', () => {
    expect(() => source({ resource: '' })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
