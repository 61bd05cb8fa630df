import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { Fault, IssuerSite } from '@sallyport/testkit';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { EntraConfig, GoogleConfig } from '../config/index.ts';
import { anthropicFederation } from './anthropic-federation.ts';
import { awsWebIdentity } from './aws-web-identity.ts';
import { allOf, noSignal, openClouds } from './clouds-fixture.test-support.ts';
import { entraFederation } from './entra-federation.ts';
import { googleFederation } from './google-federation.ts';
import { managedIdentity } from './managed-identity.ts';
import { openAiFederation } from './openai-federation.ts';
import { type Obtain, ShortLived } from './short-lived.ts';

const trusted = getCACertificates('default');
const { AZURE_POD_IDENTITY_AUTHORITY_HOST: metadataBefore } = process.env;
let stage: Awaited<ReturnType<typeof openClouds>>;
beforeAll(async () => {
  stage = await openClouds({ https: true });
  setDefaultCACertificates([...trusted, stage.clouds.ca ?? '']);
  process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = stage.clouds.origin;
});
afterAll(async () => {
  setDefaultCACertificates(trusted);
  if (metadataBefore === undefined) delete process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST;
  else process.env.AZURE_POD_IDENTITY_AUTHORITY_HOST = metadataBefore;
  await stage.close();
});
beforeEach(() => {
  stage.clouds.clear();
  stage.clouds.lifetimeSeconds = 3600;
});

const COGNITIVE_SERVICES = 'https://cognitiveservices.azure.com/.default';

/** Each source, right in everything that `audience` does not spoil. */
const SOURCES: Readonly<Record<string, (audience?: string) => Obtain<unknown>>> = {
  openai: (audience = 'https://api.openai.com/v1') => {
    const config = { audience, ...stage.clouds.settings.openai };
    return openAiFederation({ config, identityToken: stage.tokenFor(audience), clock: stage.clock });
  },
  anthropic: (audience = 'https://api.anthropic.com') => {
    const config = { audience, ...stage.clouds.settings.anthropic };
    return anthropicFederation({ config, identityToken: stage.tokenFor(audience), clock: stage.clock });
  },
  entra: (audience = 'api://AzureADTokenExchange') => {
    const config = entraConfig(audience);
    return entraFederation({ config, identityToken: stage.tokenFor(audience), clock: stage.clock });
  },
  'managed identity': (audience) => {
    const scope = audience ?? COGNITIVE_SERVICES;
    return managedIdentity({ config: { ...stage.clouds.settings.managedIdentity, scope }, clock: stage.clock });
  },
  aws: (audience = 'sts.amazonaws.com') => {
    const config = { ...stage.clouds.settings.aws, durationSeconds: 3600 };
    return awsWebIdentity({ config, sessionName: 'sallyport-claude', identityToken: stage.tokenFor(audience) });
  },
  google: (audience) => google({}, audience),
  'google, for an account': (audience) => google(stage.clouds.settings.google, audience),
};

function google(more: Partial<GoogleConfig>, audience?: string) {
  const { serviceAccount: _account, ...settings } = stage.clouds.settings.google;
  const config = { ...settings, scope: 'https://www.googleapis.com/auth/cloud-platform', ...more };
  const identityToken = stage.tokenFor(audience ?? `https:${settings.provider}`);
  return googleFederation({ config, identityToken, clock: stage.clock });
}

function entraConfig(audience: string): EntraConfig {
  return { audience, actAs: 'companion', scope: COGNITIVE_SERVICES, ...stage.clouds.settings.entra };
}

const FAULTS: readonly (readonly [string, Fault])[] = [
  ['refuses with words of its own', { kind: 'status', status: 400, body: '{"error":"said-by-the-service"}' }],
  ['fails', { kind: 'status', status: 503, body: 'said-by-the-service' }],
  ['is asked too often', { kind: 'status', status: 429, headers: { 'retry-after': '3600' } }],
  ['answers garbage', { kind: 'invalid-json' }],
  ['answers half', { kind: 'truncated' }],
  ['answers without end', { kind: 'huge', bytes: 4_000_000 }],
  ['breaks off', { kind: 'reset' }],
  ['sends elsewhere', { kind: 'redirect', url: 'https://169.254.169.254/latest' }],
  ['answers something else', { kind: 'status', status: 200, body: '{"access_token":"said-by-the-service\\n"}' }],
  ['answers nothing', { kind: 'status', status: 200, body: '' }],
];

describe.each(Object.keys(SOURCES))('%s', (name) => {
  const source = (audience?: string) => (SOURCES[name] as (audience?: string) => Obtain<unknown>)(audience);
  const expectFailure = async (obtain: Obtain<unknown>) => {
    const error = await new ShortLived(obtain).get({ signal: noSignal() }).catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'credential_unavailable' });
    expect(allOf(error)).not.toMatch(/said-by-the-service|eyJ|invalid_|localhost/);
  };

  it('gives what the cloud made, and knows when it ends', async () => {
    stage.clouds.lifetimeSeconds = 1800;
    const before = Date.now();
    const { value, expiresAt } = await source()({ signal: noSignal() });
    const token = typeof value === 'string' ? value : (value as { readonly sessionToken: string }).sessionToken;
    expect(stage.clouds.tokens).toContain(token);
    expect(Math.abs(expiresAt - before - 1_800_000)).toBeLessThan(10_000);
  });

  it('gives each replica another', async () => {
    const [one, another] = [await source()({ signal: noSignal() }), await source()({ signal: noSignal() })];
    expect(one.value).not.toEqual(another.value);
  });

  it('gives none for a token that is meant for another service', async () => {
    await expectFailure(source('https://elsewhere.example/.default'));
  });

  it.each(FAULTS)('gives none where the service %s, and asks for nothing twice', async (_, fault) => {
    stage.clouds.fail(fault, Number.POSITIVE_INFINITY);
    await expectFailure(source());
    const tokens = stage.clouds.requests.map(({ method, path }) => `${method} ${path}`);
    expect(new Set(tokens).size).toBe(tokens.length);
  });

  it('ends with its signal where the service never answers', async () => {
    stage.clouds.fail({ kind: 'hang' });
    const controller = new AbortController();
    const waiting = source()({ signal: controller.signal });
    while (stage.clouds.requests.length === 0) await new Promise(setImmediate);
    controller.abort();
    await expect(waiting).rejects.toBeDefined();
  });
});

describe('a cloud that does not trust the issuer’s keys', () => {
  let keys: IssuerSite['keys'];
  beforeAll(() => {
    keys = stage.site.keys;
    stage.site.keys = [];
  });
  afterAll(() => {
    stage.site.keys = keys;
  });

  it.each(Object.keys(SOURCES).filter((name) => name !== 'managed identity'))('gives %s nothing', async (name) => {
    await expect(SOURCES[name]?.()({ signal: noSignal() })).rejects.toBeDefined();
  });
});

describe('a service over plain http elsewhere', () => {
  it('is never asked', async () => {
    const config = { ...stage.clouds.settings.openai, audience: 'x', tokenUrl: 'http://sts.example/oauth/token' };
    const obtain = openAiFederation({ config, identityToken: async () => 'token', clock: stage.clock });
    await expect(obtain({ signal: noSignal() })).rejects.toMatchObject({ code: 'credential_unavailable' });
  });
});
