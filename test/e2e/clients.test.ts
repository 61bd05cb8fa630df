import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { msalClientCredential, oidcClientCredentials, type TokenSource } from '@sallyport/identity';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, plainClient } from '../stack/callers.ts';
import { type RawAnswer, rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** Requests as a client really sent them, taken down on the wire; `Bearer IDENTITY_TOKEN` is where its token stood. */
interface Recorded {
  readonly client: string;
  readonly requests: readonly {
    readonly method: string;
    readonly path: string;
    readonly headers: readonly (readonly [string, string])[];
    readonly body?: string;
  }[];
}

async function recorded(name: string): Promise<Recorded> {
  return JSON.parse(await readFile(join(import.meta.dirname, 'recorded', `${name}.json`), 'utf8')) as Recorded;
}

const [python, curl] = await Promise.all([recorded('openai-python'), recorded('curl')]);
const requests = [python, curl].flatMap(({ client, requests }) => requests.map((one) => ({ client, ...one })));

const trusted = getCACertificates('default');
let stack: Stack;
beforeAll(async () => {
  // MSAL talks to none but an authority over https.
  stack = await startStack({ identityProvider: { https: true } });
  setDefaultCACertificates([...trusted, stack.identityProvider.ca ?? '']);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await stack.close();
});

async function replay(request: (typeof requests)[number]): Promise<RawAnswer> {
  const { token } = await openid().getToken();
  const headers = request.headers.flatMap(([name, value]) => [name, value.replace('IDENTITY_TOKEN', token)]);
  const { method, path, body } = request;
  return rawCall(stack.companion.url, { method, path, headers, ...(body === undefined ? {} : { body }) });
}

function openid(): TokenSource {
  const { issuer, clientId, clientSecret } = stack.identityProvider;
  return oidcClientCredentials({ issuer, clientId, clientSecret });
}

function msal(): TokenSource {
  const { issuer, clientId, clientSecret } = stack.identityProvider;
  const known = { knownAuthorities: [new URL(issuer).host], protocolMode: 'OIDC' as const };
  return msalClientCredential({ authority: issuer, ...known, clientId, clientSecret, scopes: ['sallyport/.default'] });
}

describe('one connection', () => {
  it.each([
    ['openid-client', openid],
    ['MSAL', msal],
  ])('is called through both doors with an identity token of %s', async (_, source) => {
    const { data } = await stack.client({ tokenSource: source() }).embeddings.create(EMBEDDING);
    expect(data[0]?.embedding.length).toBeGreaterThan(0);
  });

  it.each([
    ['openid-client', openid],
    ['MSAL', msal],
  ])('is called by the plain client with a token of %s in place of the key', async (_, source) => {
    const { token } = await source().getToken();
    expect((await plainClient(stack, token).embeddings.create(EMBEDDING)).data).toHaveLength(1);
  });

  it.each(requests.map((one) => [one.client, `${one.method} ${one.path}`, one] as const))(
    'is called by %s: %s',
    async (_client, _request, request) => {
      const before = stack.provider.requests.length;
      const answer = await replay(request);
      expect(answer.status).toBe(200);
      const [sent] = stack.provider.requests.slice(before);
      expect(sent).toBeDefined();
      expect(`${sent?.body}`).not.toMatch(/Quillonby|146-56-2961|4481236/);
      expect(answer.body).not.toMatch(/Quillonby|146-56-2961|4481236/);
    },
  );
});
