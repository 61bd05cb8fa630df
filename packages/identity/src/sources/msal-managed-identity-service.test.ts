import { afterAll, beforeAll, expect, it } from 'vitest';
import { type AzureMetadata, IDENTITY_HEADER, startAzureMetadata } from './azure-metadata.test-support.ts';
import { msalManagedIdentity } from './msal-managed-identity.ts';

// A file of its own: MSAL looks only once where the process runs.
let azure: AzureMetadata;
beforeAll(async () => {
  azure = await startAzureMetadata();
  Object.assign(process.env, { IDENTITY_ENDPOINT: `${azure.origin}/msi/token`, IDENTITY_HEADER });
});
afterAll(() => {
  delete process.env.IDENTITY_ENDPOINT;
  delete process.env.IDENTITY_HEADER;
  azure.close();
});

it('asks App Service where the environment has one', async () => {
  const { token } = await msalManagedIdentity({ resource: 'api://companion' }).getToken();
  expect(token).toBe('token-1');
  expect(azure.asked[0]?.pathname).toMatch(/^\/msi\/token\/?$/);
});
