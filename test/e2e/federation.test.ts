import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { type Clouds, freePort, startClouds } from '@sallyport/testkit';
import OpenAI from 'openai';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, exchangeGrant, guardedClient, plainClient } from '../stack/callers.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { provenHeaders } from '../stack/proving.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

/** A stack whose provider takes nothing but what the clouds made. */
async function startFederated(options: {
  readonly kind: string;
  readonly https?: boolean;
  readonly connection?: string;
  readonly credential: (settings: Clouds['settings']) => object;
}): Promise<{ readonly stack: Stack; readonly clouds: Clouds }> {
  const port = await freePort();
  const clouds = await startClouds({ issuer: `http://127.0.0.1:${port}`, https: options.https ?? false });
  const { kind, connection } = options;
  const stack = await startStack({
    ...{ kind, port, accepts: (token) => clouds.tokens.includes(token) },
    ...(connection === undefined ? {} : { connection }),
    credential: JSON.stringify(options.credential(clouds.settings)),
  });
  return { stack, clouds };
}

const exchanges = (clouds: Clouds) => clouds.requests.filter(({ method }) => method === 'POST');

describe('an openai connection without a secret', () => {
  let stack: Stack;
  let clouds: Clouds;
  let token: string;
  beforeAll(async () => {
    ({ stack, clouds } = await startFederated({ kind: 'openai', credential: ({ openai }) => ({ openai }) }));
    token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  });
  afterAll(async () => {
    await stack.close();
    await clouds.close();
  });
  beforeEach(() => {
    stack.provider.clear();
    clouds.clear();
  });
  const embed = () => plainClient(stack, token).embeddings.create(EMBEDDING);

  it('is ready, and refuses its calls without sending anything, while the token service is down', async () => {
    clouds.fail({ kind: 'status', status: 503 }, Number.POSITIVE_INFINITY);
    expect((await rawCall(stack.companion.url, { method: 'GET', path: '/readyz' })).status).toBe(200);
    expect(await nativeFailure(embed())).toMatchObject({ status: 503, code: 'credential_unavailable' });
    expect(stack.provider.requests).toEqual([]);
    expect(stack.log()).toContain('"message":"provider credential unavailable"');
    // The pause before the next try.
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  });

  it('serves an unmodified client and one behind the inner door, with one exchange for all of them', async () => {
    const guarded = guardedClient(stack, token);
    await Promise.all([embed(), embed(), guarded.embeddings.create(EMBEDDING)]);
    const chat = { model: 'gpt-5', messages: [{ role: 'user' as const, content: 'SSN 078-05-1120' }] };
    await guarded.chat.completions.create(chat);
    expect(exchanges(clouds)).toHaveLength(1);
    const [minted] = clouds.tokens;
    expect(new Set(stack.provider.requests.map(({ headers }) => headers.authorization))).toEqual(
      new Set([`Bearer ${minted}`]),
    );
    expect(String(stack.provider.requests.map(({ body }) => body))).not.toContain('078-05-1120');
  });

  it('replaces a token that the provider withdrew, and asks for it exactly as OpenAI’s own client does', async () => {
    clouds.revokeAll();
    await embed();
    expect(stack.provider.requests).toHaveLength(2);
    const { identityProviderId, serviceAccountId, tokenUrl } = clouds.settings.openai;
    const subject = JSON.parse(exchanges(clouds)[0]?.body ?? '{}').subject_token;
    const theirs = new OpenAI({
      baseURL: stack.provider.url,
      workloadIdentity: {
        ...{ identityProviderId, serviceAccountId },
        provider: { tokenType: 'jwt', getToken: async () => subject },
      },
      fetch: (url, init) => fetch(String(url) === 'https://auth.openai.com/oauth/token' ? tokenUrl : url, init),
    });
    await theirs.embeddings.create(EMBEDDING);
    const [ours, native] = exchanges(clouds).map(({ method, path, headers, body }) => ({
      ...{ method, path, type: headers['content-type'], body: JSON.parse(body) },
    }));
    expect(ours).toEqual(native);
  });

  it('forces no other token soon after, so that a provider that refuses all of them costs no exchange for each call', async () => {
    clouds.revokeAll();
    expect(await nativeFailure(embed())).toMatchObject({ status: 502, code: 'upstream_credential' });
    expect([stack.provider.requests.length, exchanges(clouds).length]).toEqual([1, 0]);
  });
});

describe('an openai connection whose token ends', () => {
  let stack: Stack;
  let clouds: Clouds;
  let token: string;
  beforeAll(async () => {
    ({ stack, clouds } = await startFederated({ kind: 'openai', credential: ({ openai }) => ({ openai }) }));
    token = await stack.identityProvider.issueToken({ expiresIn: 3000 });
  });
  afterAll(async () => {
    await stack.close();
    await clouds.close();
  });
  const embed = () => plainClient(stack, token).embeddings.create(EMBEDDING);

  it('is served while the token lives though the service is down, and then refused', async () => {
    clouds.lifetimeSeconds = 4;
    await embed();
    clouds.fail({ kind: 'status', status: 503 }, Number.POSITIVE_INFINITY);
    await embed();
    while (clouds.tokens.length > 0) await new Promise((resolve) => setTimeout(resolve, 100));
    stack.provider.clear();
    expect(await nativeFailure(embed())).toMatchObject({ status: 503, code: 'credential_unavailable' });
    expect(stack.provider.requests).toEqual([]);
  });
});

describe('an azure-openai connection on behalf of whoever calls', () => {
  const trusted = getCACertificates('default');
  let stack: Stack;
  let clouds: Clouds;
  beforeAll(async () => {
    ({ stack, clouds } = await startFederated({
      kind: 'azure-openai',
      https: true,
      connection: 'senderConstraint: bearer, bearer: { clients: [ada.example, bob.example] }',
      credential: ({ entra }) => ({ entra: { ...entra, actAs: 'caller' } }),
    }));
    setDefaultCACertificates([...trusted, clouds.ca ?? '']);
  });
  afterAll(async () => {
    setDefaultCACertificates(trusted);
    await stack.close();
    await clouds.close();
  });

  const PATH = '/c/openai/deployments/text-embedding-3-small/embeddings';
  const body = JSON.stringify(EMBEDDING);
  const embed = (headers: Readonly<Record<string, string>>) => {
    const path = `${PATH}?api-version=2024-10-21`;
    return rawCall(stack.companion.url, { path, headers: { ...headers, 'content-type': 'application/json' }, body });
  };

  it('presents each caller’s own token to Entra, and to the provider what Entra gave for it', async () => {
    const [ada, bob] = [
      await stack.identityProvider.issueToken({ subject: 'ada.example' }),
      await stack.identityProvider.issueToken({ subject: 'bob.example' }),
    ];
    for (const token of [ada, bob, ada]) {
      expect((await embed({ authorization: `Bearer ${token}` })).status).toBe(200);
    }
    const asked = exchanges(clouds).map(({ body }) => new URLSearchParams(body));
    expect(asked.map((form) => form.get('assertion'))).toEqual([ada, bob]);
    const sent = stack.provider.requests.map(({ headers }) => headers.authorization);
    expect(sent).toEqual([0, 1, 0].map((at) => `Bearer ${clouds.tokens[at]}`));
    expect(JSON.stringify(stack.provider.requests) + stack.log()).not.toContain(ada);
  });

  it('refuses a grant, which holds no token of the caller’s', async () => {
    const subject = await stack.identityProvider.issueToken();
    const grant = await exchangeGrant(stack, exchangeFields(subject));
    const answer = await embed(await provenHeaders({ url: `${stack.companion.url}${PATH}`, grant, body }));
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([503, { code: 'credential_unavailable' }]);
  });
});
