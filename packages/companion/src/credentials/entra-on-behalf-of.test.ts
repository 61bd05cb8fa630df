import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allOf, noSignal, openClouds } from './clouds-fixture.test-support.ts';
import type { Credential } from './credential.ts';
import { entraOnBehalfOf } from './entra-on-behalf-of.ts';

const trusted = getCACertificates('default');
let stage: Awaited<ReturnType<typeof openClouds>>;
let credential: Credential;
beforeAll(async () => {
  stage = await openClouds({ https: true });
  setDefaultCACertificates([...trusted, stage.clouds.ca ?? '']);
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  await stage.close();
});
beforeEach(() => {
  stage.clouds.clear();
  const audience = 'api://AzureADTokenExchange';
  credential = entraOnBehalfOf({
    config: {
      ...stage.clouds.settings.entra,
      ...{ audience, actAs: 'caller', scope: 'https://cognitiveservices.azure.com/.default' },
    },
    identityToken: stage.tokenFor(audience),
    clock: stage.clock,
    mostCallers: 2,
  });
});

const authorise = (callerToken?: string) =>
  credential.authorise(
    {
      ...{ method: 'POST', url: new URL('https://model.example'), headers: {}, body: undefined as never },
      ...(callerToken === undefined ? {} : { callerToken }),
    },
    { signal: noSignal() },
  );
const asked = () =>
  stage.clouds.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => new URLSearchParams(body).get('assertion'));

describe('on behalf of a caller', () => {
  it('asks once for each caller’s token, and keeps them apart', async () => {
    const [ada, bob] = await Promise.all([authorise('a.d.a'), authorise('b.o.b')]);
    expect(ada).not.toEqual(bob);
    expect(await authorise('a.d.a')).toEqual(ada);
    expect(asked().sort()).toEqual(['a.d.a', 'b.o.b']);
  });

  it('forgets who was longest away when there are too many', async () => {
    for (const token of ['a.d.a', 'b.o.b', 'a.d.a', 'c.l.e', 'a.d.a', 'b.o.b']) await authorise(token);
    expect(asked()).toEqual(['a.d.a', 'b.o.b', 'c.l.e', 'b.o.b']);
  });

  it('replaces what the provider refused for that caller alone', async () => {
    const [ada, bob] = [await authorise('a.d.a'), await authorise('b.o.b')];
    expect(await credential.refused?.(ada)).toBe(true);
    expect(await authorise('a.d.a')).not.toEqual(ada);
    expect(await authorise('b.o.b')).toEqual(bob);
    expect(await credential.refused?.({ authorization: 'Bearer of-nobody' })).toBe(false);
  });

  it('gives nothing without a caller’s token, and says nothing of one that Entra refuses', async () => {
    await expect(authorise()).rejects.toMatchObject({ code: 'credential_unavailable' });
    const error = await authorise('opaque-token-of-ada').catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'credential_unavailable' });
    expect(allOf(error)).not.toMatch(/opaque-token-of-ada|invalid_grant/);
  });

  it('asks nothing for a caller whose token was just refused, while others are served', async () => {
    await authorise('opaque').catch(() => undefined);
    await authorise('opaque').catch(() => undefined);
    expect(asked()).toEqual(['opaque']);
    await authorise('a.d.a');
    await credential.close?.();
  });
});
