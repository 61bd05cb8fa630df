import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '@sallyport/core';
import {
  type Graph,
  type IdentityProvider,
  makeSamlProvider,
  type SamlProvider,
  selfSigned,
  startGraph,
  startIdentityProvider,
} from '@sallyport/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GraphConfig } from '../config/index.ts';
import { type OpenVerifierOptions, openIdentityVerifier } from './open-identity-verifier.ts';

const TENANT = '6babcaad-604b-40ac-a9d7-9fd97c0b779f';
const ADA = '0a1b2c3d-0000-4000-8000-0000000000aa';
const KEY = 'a-secret-of-the-tests';
let folder = '';
let provider: IdentityProvider;
let samlProvider: SamlProvider;
let graph: Graph;
let graphConfig: GraphConfig;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-verifier-'));
  provider = await startIdentityProvider({ https: true });
  samlProvider = await makeSamlProvider();
  const members = { [`users/${ADA}`]: ['nurses'] };
  graph = await startGraph({ tenantId: TENANT, clientId: 'app', secret: KEY, members });
  const { url, authority } = graph;
  graphConfig = { url, authority, tenantId: TENANT, clientId: 'app', secret: 'graph', caFile: path('graph.pem') };
  await writeFile(path('ca.pem'), provider.ca ?? '');
  await writeFile(path('graph.pem'), graph.ca);
  await writeFile(path('saml.pem'), samlProvider.certificate);
  await writeFile(path('weak.pem'), (await selfSigned('rsa', 1024)).certificate);
});
afterAll(async () => {
  await Promise.all([provider.close(), graph.close()]);
  await rm(folder, { recursive: true, force: true });
});

const path = (name: string): string => join(folder, name);

function options(more: object = {}, certificateFiles = ['saml.pem']): OpenVerifierOptions {
  const { issuer, audience } = provider;
  return {
    clock: systemClock,
    secrets: { get: async (name) => (name === 'graph' ? KEY : undefined) },
    config: {
      publicUrl: 'https://sallyport.example',
      issuers: [{ issuer, audience, algorithms: ['RS256'], caFile: path('ca.pem'), ...more }],
      samlIssuers: [
        { issuer: samlProvider.issuer, audience: samlProvider.audience, certificateFiles: certificateFiles.map(path) },
      ],
    },
  };
}

describe('the verifier that a companion starts with', () => {
  it('knows issuers under authorities of their own, Graph, and SAML issuers', async () => {
    const verify = await openIdentityVerifier(options({ groups: { overage: { graph: graphConfig } } }));
    const claims = { tid: TENANT, oid: ADA, hasgroups: true };
    const token = await provider.issueToken({ claims });
    expect(await verify({ token, type: 'access_token' })).toMatchObject({ caller: { groups: ['nurses'] } });
    const assertion = Buffer.from(samlProvider.assertion()).toString('base64url');
    expect(await verify({ token: assertion, type: 'saml2' })).toMatchObject({ caller: { subject: 'ada.example' } });
  });

  it.each<[string, () => OpenVerifierOptions, string]>([
    ['an authority', () => options({ caFile: '/nowhere' }), 'issuers/0/caFile: this file could not be read'],
    [
      'a secret',
      () => options({ groups: { overage: { graph: { ...graphConfig, secret: 'absent' } } } }),
      'issuers/0/groups/overage/graph: no secret of this name is sealed',
    ],
    [
      'a signing certificate',
      () => options({}, ['saml.pem', 'absent.pem']),
      'samlIssuers/0/certificateFiles/1: this file could not be read',
    ],
    [
      'a strong signing key',
      () => options({}, ['weak.pem']),
      'samlIssuers/0/certificateFiles/0: must be a certificate of an RSA key of at least 2048 bits',
    ],
  ])('is not opened without %s', async (_, make, place) => {
    await expect(openIdentityVerifier(make())).rejects.toMatchObject({ code: 'config_invalid', place });
  });
});
