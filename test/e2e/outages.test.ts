import { oidcClientCredentials } from '@sallyport/identity';
import { freePort, startProvider } from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EMBEDDING, exchangeFields, guardedClient, plainClient, postForm } from '../stack/callers.ts';
import { type LedgerWatch, watchLedger } from '../stack/ledger-watch.ts';
import { nativeFailure } from '../stack/native-failure.ts';
import { rawCall } from '../stack/raw-call.ts';
import { type Stack, startStack } from '../stack/start-stack.ts';

const MARKER = 'marker-9d13';

let stack: Stack;
let ledger: LedgerWatch;
let token: string;
beforeAll(async () => {
  stack = await startStack();
  token = await stack.identityProvider.issueToken({ claims: { name: MARKER } });
  ledger = await watchLedger(stack);
});
afterAll(() => stack.close());

describe('a companion that is up', () => {
  it.each([
    ['/healthz', 'ok'],
    ['/readyz', 'ready'],
  ])('says so at %s', async (path, status) => {
    const answer = await rawCall(stack.companion.url, { method: 'GET', path });
    expect([answer.status, JSON.parse(answer.body)]).toEqual([200, { status }]);
  });
});

describe('a companion that is not the one', () => {
  it('or is down, is a failure of the client’s own kind', async () => {
    const client = stack.client({ companion: `http://127.0.0.1:${await freePort()}` });
    const { said, ...failure } = await nativeFailure(client.embeddings.create({ ...EMBEDDING, input: MARKER }));
    expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'companion_unreachable' });
    expect(said).not.toContain(MARKER);
  });

  it('but answers otherwise, is a failure too, and gets no text', async () => {
    const other = await startProvider({ key: MARKER });
    const client = stack.client({ companion: other.origin });
    const { said, ...failure } = await nativeFailure(client.embeddings.create({ ...EMBEDDING, input: MARKER }));
    expect(failure).toEqual({ type: 'InternalServerError', status: 502, code: 'companion_invalid' });
    expect(said).not.toContain(MARKER);
    expect(other.requests.map(({ path }) => path)).toEqual(['/v1/trust']);
    await other.close();
  });
});

describe('an identity provider that is down', () => {
  beforeAll(() => stack.identityProvider.close());

  it('lets the inner door send nothing', async () => {
    const { issuer, clientId, clientSecret } = stack.identityProvider;
    const tokenSource = oidcClientCredentials({ issuer, clientId, clientSecret, allowInsecureLoopback: true });
    const client = stack.client({ tokenSource });
    const { said, ...failure } = await nativeFailure(client.embeddings.create({ ...EMBEDDING, input: MARKER }));
    expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'identity_unavailable' });
    expect(said).not.toContain(MARKER);
    expect(said).not.toContain(clientSecret);
    expect(await ledger.lines()).toEqual([]);
  });

  it('lets the outer door believe nobody', async () => {
    const exchanged = await postForm(stack, exchangeFields(token));
    expect(exchanged.status).toBe(503);
    expect(JSON.parse(exchanged.body)).toMatchObject({ error: 'temporarily_unavailable', code: 'issuer_unavailable' });
    for (const client of [plainClient(stack, token), guardedClient(stack, token)]) {
      const { said, ...failure } = await nativeFailure(client.embeddings.create(EMBEDDING));
      expect(failure).toEqual({ type: 'InternalServerError', status: 503, code: 'issuer_unavailable' });
      expect(said + exchanged.body + stack.log()).not.toContain(MARKER);
    }
    expect(await ledger.lines()).toEqual(Array(3).fill('auth.failed issuer_unavailable'));
    expect(stack.provider.requests).toEqual([]);
  });
});
