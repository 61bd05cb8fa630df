import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const TENANT = '6babcaad-604b-40ac-a9d7-9fd97c0b779f';
let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-issuers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(issuer: string, more = '', allow = '{ subjects: ["*"] }') {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(
    path,
    `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers:
  - { issuer: "https://login.example/", audience: sallyport, ${issuer} }
${more}
connections:
  - { name: openai, kind: openai, baseUrl: "https://api.openai.com/v1", baa: true, credential: { secret: key }, allow: ${allow} }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`,
  );
  return loadConfig(path);
}

async function fault(...parts: Parameters<typeof load>): Promise<string> {
  return load(...parts).then(
    () => 'loaded',
    (error: unknown) => (isSallyportError(error) ? (error.place ?? '').replace(/^\S+ /, '') : 'other'),
  );
}

const graph = (more: string): string =>
  `groups: { overage: { graph: { tenantId: ${TENANT}, clientId: app, ${more} } } }`;
const saml = (more = ''): string =>
  `samlIssuers: [{ issuer: "urn:idp", audience: "urn:sp", certificateFiles: [idp.pem, new.pem] ${more} }]`;

describe('issuers', () => {
  it('are read with everything that can be said of them, paths absolute', async () => {
    const { issuers, samlIssuers } = await load(
      `caFile: ca.pem, clockToleranceSeconds: 0, maxAgeSeconds: 600, accept: people,
       requiredClaims: { tid: a, "hd.x": [a, "b*"], cid: { sameAs: sub } },
       serviceAccounts: [{ claims: { sub: "system:*" }, groups: [jobs] }],
       groups: { claim: realm_access.roles, overage: { graph: { tenantId: ${TENANT}, clientId: app, caFile: graph.pem,
         certificate: { file: app.pem, privateKey: app-key } } } }`,
      saml(', groupsAttribute: groups, recipient: "https://sallyport.example/saml", requiredAttributes: { unit: icu }'),
    );
    expect(issuers[0]).toMatchObject({
      caFile: join(folder, 'ca.pem'),
      clockToleranceSeconds: 0,
      requiredClaims: { tid: 'a', 'hd.x': ['a', 'b*'], cid: { sameAs: 'sub' } },
      groups: {
        claim: 'realm_access.roles',
        overage: { graph: { caFile: join(folder, 'graph.pem'), certificate: { file: join(folder, 'app.pem') } } },
      },
    });
    expect(samlIssuers?.[0]).toMatchObject({ certificateFiles: [join(folder, 'idp.pem'), join(folder, 'new.pem')] });
  });

  it('may have several audiences, and sealed secrets for Graph', async () => {
    expect(await fault(graph('secret: graph-key'))).toBe('loaded');
    const { issuers } = await load('algorithms: [ES256]', saml(), '{ issuer: "urn:idp", groups: [nurses] }');
    expect(issuers[0]).not.toHaveProperty('groups');
  });

  it.each<[string, string]>([
    ['clockToleranceSeconds: 121', 'issuers/0/clockToleranceSeconds must be a number of seconds from 0 to 120'],
    ['clockToleranceSeconds: -1', 'issuers/0/clockToleranceSeconds must be a number of seconds from 0 to 120'],
    ['maxAgeSeconds: 0', 'issuers/0/maxAgeSeconds must be a number of seconds from 1 to 31536000'],
    ['requiredClaims: {}', 'issuers/0/requiredClaims must be claims with what they must be'],
    ['requiredClaims: { a: 1 }', 'issuers/0/requiredClaims/a must be a text, a list of texts, or { sameAs: claim }'],
    [
      'requiredClaims: { a: { b: c } }',
      'issuers/0/requiredClaims/a must be a text, a list of texts, or { sameAs: claim }',
    ],
    ['accept: nobody', 'issuers/0/accept must be both, people or services'],
    ['accept: people', 'issuers/0 must have serviceAccounts, by which people are told from services'],
    ['serviceAccounts: [{ groups: [a] }]', 'issuers/0/serviceAccounts/0 must have claims'],
    [
      graph('secret: a, certificate: { file: a, privateKey: b }'),
      'issuers/0/groups/overage/graph must have either secret or certificate',
    ],
    [graph('url: "https://graph.example"'), 'issuers/0/groups/overage/graph must have either secret or certificate'],
    [graph('secret: a, url: "http://graph.example"'), 'issuers/0/groups/overage/graph/url must be an https URL'],
    [
      graph('secret: a, authority: "http://login.example"'),
      'issuers/0/groups/overage/graph/authority must be an https URL',
    ],
    [graph('secret: a').replace(TENANT, 'common'), 'issuers/0/groups/overage/graph/tenantId must be a tenant id'],
    [graph('secret: a, secrets: b'), 'issuers/0/groups/overage/graph has an unknown key: did you mean secret?'],
  ])('cannot have %s', async (issuer, expected) => {
    expect(await fault(issuer)).toBe(expected);
  });

  it.each<[string, string]>([
    [
      saml(', clockToleranceSeconds: 300'),
      'samlIssuers/0/clockToleranceSeconds must be a number of seconds from 0 to 120',
    ],
    [saml(', recipient: "http://sallyport.example/"'), 'samlIssuers/0/recipient must be an https URL'],
    [saml().replace('urn:idp', 'https://login.example/'), 'samlIssuers/0/issuer must not name one issuer twice'],
    [saml().replace('[idp.pem, new.pem]', '[]'), 'samlIssuers/0/certificateFiles must be a list of 1 to 10 paths'],
    [saml().replace('audience', 'audiences'), 'samlIssuers/0 has an unknown key: did you mean audience?'],
  ])('of SAML cannot be %s', async (more, expected) => {
    expect(await fault('algorithms: [RS256]', more)).toBe(expected);
  });

  it('of both kinds must be told apart where a connection allows names', async () => {
    const expected = 'connections/openai/allow must have issuer, because several issuers are configured';
    expect(await fault('algorithms: [RS256]', saml(), '{ groups: [nurses] }')).toBe(expected);
    expect(await fault('algorithms: [RS256]', '', '{ groups: [nurses] }')).toBe('loaded');
  });
});
