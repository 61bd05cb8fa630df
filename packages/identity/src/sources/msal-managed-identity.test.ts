import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type MsalManagedIdentityOptions, msalManagedIdentity } from './msal-managed-identity.ts';

const RESOURCE = 'api://companion';
const HEADER = 'identity-header-of-the-tests';

let azure: Server;
let asked: URL[] = [];
let origin: string;

/** Speaks as the instance metadata service and as App Service do; each has its own way to see that a request was meant. */
function answer({ url = '', headers }: IncomingMessage): object | undefined {
  const target = new URL(url, 'http://azure');
  asked.push(target);
  const onMachine = target.pathname === '/metadata/identity/oauth2/token/' && headers.metadata === 'true';
  const onService = target.pathname === '/msi/token/' && headers['x-identity-header'] === HEADER;
  if (!onMachine && !onService) return undefined;
  const expires = Math.floor(Date.now() / 1000) + 3600;
  const resource = target.searchParams.get('resource');
  return {
    access_token: `for-${resource}-${asked.length}`,
    expires_on: String(expires),
    resource,
    token_type: 'Bearer',
  };
}

beforeAll(async () => {
  azure = createServer((request, response) => {
    const body = answer(request);
    response.writeHead(body === undefined ? 400 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(body ?? { error: 'invalid_request', error_description: 'no' }));
  });
  await new Promise<void>((resolve) => azure.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(azure.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => azure.close(resolve)));

const VARIABLES = ['AZURE_POD_IDENTITY_AUTHORITY_HOST', 'IDENTITY_ENDPOINT', 'IDENTITY_HEADER'];
afterEach(() => {
  for (const name of VARIABLES) delete process.env[name];
  asked = [];
});

function source(options: Partial<MsalManagedIdentityOptions> = {}) {
  return msalManagedIdentity({ resource: RESOURCE, ...options });
}

describe('msalManagedIdentity', () => {
  it('asks the metadata service of a machine, once while the token is good', async () => {
    process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = origin;
    const tokens = source();
    const first = await tokens.getToken();
    expect(first).toMatchObject({
      token: `for-${RESOURCE}-1`,
      type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    expect(await tokens.getToken()).toBe(first);
    expect(asked).toHaveLength(1);
  });

  it('asks for the assigned identity that was named', async () => {
    process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = origin;
    await source({ assigned: { clientId: '0d5f7a2c-0000-4000-8000-000000000001' } }).getToken();
    expect(asked[0]?.searchParams.get('client_id')).toBe('0d5f7a2c-0000-4000-8000-000000000001');
    await source({ assigned: { objectId: '0d5f7a2c-0000-4000-8000-000000000002' } }).getToken();
    expect(asked[1]?.searchParams.get('object_id')).toBe('0d5f7a2c-0000-4000-8000-000000000002');
  });

  it('asks App Service where the environment has one', async () => {
    Object.assign(process.env, { IDENTITY_ENDPOINT: `${origin}/msi/token`, IDENTITY_HEADER: HEADER });
    expect((await source().getToken()).token).toBe(`for-${RESOURCE}-1`);
    expect(asked[0]?.pathname).toBe('/msi/token/');
  });

  it('says what to do when nobody answers, and when it is refused', async () => {
    Object.assign(process.env, { IDENTITY_ENDPOINT: `${origin}/msi/token`, IDENTITY_HEADER: 'wrong' });
    await expect(source().getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
    process.env.IDENTITY_ENDPOINT = 'http://127.0.0.1:1/msi/token';
    await expect(source().getToken()).rejects.toMatchObject({
      code: 'identity_unavailable',
      place: expect.stringContaining('could not be reached'),
    });
  });

  it('sends nothing in the clear to an address that is not the machine’s own', async () => {
    let reached = false;
    process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = 'http://metadata.example';
    const fetch = async () => {
      reached = true;
      return new Response('{}');
    };
    await expect(source({ fetch }).getToken()).rejects.toMatchObject({ code: 'identity_unavailable' });
    expect(reached).toBe(false);
  });

  it('refuses to be for nothing', () => {
    expect(() => source({ resource: '' })).toThrow(expect.objectContaining({ code: 'config_invalid' }));
  });
});
