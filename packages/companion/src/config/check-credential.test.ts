import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSallyportError } from '@sallyport/core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CredentialConfig } from './credential-config.ts';
import { loadConfig } from './load-config.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-credential-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(credential: string, kind = 'openai', more = ''): Promise<CredentialConfig | undefined> {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(
    path,
    `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
rootKeyFile: ./root.key
issuers: [{ issuer: "https://login.example/", audience: sallyport, clients: [notes-app] }]
connections:
  - { name: model, kind: ${kind}, baseUrl: "https://model.example/v1", baa: true, allow: { subjects: ["*"] }, ${more} credential: ${credential} }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`,
  );
  return (await loadConfig(path)).connections[0]?.credential;
}

async function place(credential: string, kind?: string, more?: string): Promise<string> {
  const error: unknown = await load(credential, kind, more).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return isSallyportError(error) ? (error.place ?? '') : 'loaded';
}

const OPENAI = '{ openai: { identityProviderId: idp_1, serviceAccountId: sa_1 } }';
const ANTHROPIC = '{ anthropic: { federationRuleId: fdrl_1, organizationId: org-1 } }';
const ENTRA = '{ entra: { tenant: ward.example, clientId: app-1 } }';
const AWS = '{ aws: { region: us-east-1, roleArn: "arn:aws:iam::123456789012:role/notes" } }';
const PROVIDER = '//iam.googleapis.com/projects/4711/locations/global/workloadIdentityPools/ward/providers/sallyport';
const GOOGLE = `{ google: { provider: "${PROVIDER}" } }`;

describe('a credential', () => {
  it.each([
    [
      'openai',
      OPENAI,
      { openai: { tokenUrl: 'https://auth.openai.com/oauth/token', audience: 'https://api.openai.com/v1' } },
    ],
    ['anthropic', ANTHROPIC, { anthropic: { tokenOrigin: 'https://api.anthropic.com' } }],
    [
      'azure-openai',
      ENTRA,
      {
        entra: {
          actAs: 'companion',
          host: 'https://login.microsoftonline.com',
          audience: 'api://AzureADTokenExchange',
          scope: 'https://cognitiveservices.azure.com/.default',
        },
      },
    ],
    [
      'azure-openai',
      '{ managedIdentity: {} }',
      { managedIdentity: { scope: 'https://cognitiveservices.azure.com/.default' } },
    ],
    ['bedrock', AWS, { aws: { durationSeconds: 3600 } }],
    ['bedrock', '{ aws: { region: us-east-1, keysSecret: aws-keys } }', { aws: { keysSecret: 'aws-keys' } }],
    ['vertex', GOOGLE, { google: { tokenUrl: 'https://sts.googleapis.com/v1/token' } }],
    ['vertex', '{ secret: a-key }', { secret: 'a-key' }],
  ])('of %s is taken, with its defaults: %s', async (kind, credential, expected) => {
    expect(await load(credential, kind)).toMatchObject(expected);
  });

  it.each([
    ['openai-compatible', OPENAI, 'credential/openai is only for a connection whose kind is openai'],
    ['openai', ANTHROPIC, 'credential/anthropic is only for a connection whose kind is anthropic'],
    ['openai', ENTRA, 'credential/entra is only for a connection whose kind is azure-openai'],
    [
      'openai',
      '{ managedIdentity: {} }',
      'credential/managedIdentity is only for a connection whose kind is azure-openai',
    ],
    ['vertex', AWS, 'credential/aws is only for a connection whose kind is bedrock'],
    ['bedrock', GOOGLE, 'credential/google is only for a connection whose kind is vertex'],
    ['bedrock', '{ secret: a-key }', 'credential/secret is not for bedrock, which takes aws'],
    ['openai', '{}', 'credential must be either a secret, none, or one of'],
    ['openai', '{ openai: {} }', 'credential/openai must have identityProviderId'],
    ['openai', OPENAI.replace('sa_1', 'sa_1, clientSecret: x'), 'credential/openai has an unknown key'],
    [
      'openai',
      OPENAI.replace('sa_1', 'sa_1, tokenUrl: "http://sts.example/token"'),
      'openai/tokenUrl must be an https URL',
    ],
    [
      'openai',
      OPENAI.replace('sa_1', 'sa_1, tokenUrl: "https://u:p@sts.example"'),
      'openai/tokenUrl must be an https URL',
    ],
    [
      'openai',
      OPENAI.replace('sa_1', 'sa_1, tokenUrl: "https://sts.example/"'),
      'openai/tokenUrl must be an https URL',
    ],
    [
      'anthropic',
      ANTHROPIC.replace('org-1', 'org-1, tokenOrigin: "ftp://x"'),
      'anthropic/tokenOrigin must be an https URL',
    ],
    ['azure-openai', ENTRA.replace('app-1', 'app-1, host: "http://127.0.0.1:1"'), 'entra/host must be an https URL'],
    ['azure-openai', ENTRA.replace('ward.example', '"../other"'), 'entra/tenant must be the id or the domain'],
    [
      'azure-openai',
      ENTRA.replace('app-1', 'app-1, actAs: caller'),
      'actAs may be caller only where senderConstraint is bearer',
    ],
    ['azure-openai', '{ managedIdentity: { clientId: a, objectId: b } }', 'managedIdentity must have one id at most'],
    ['bedrock', '{ aws: { region: us-east-1 } }', 'credential/aws must have either roleArn or keysSecret'],
    [
      'bedrock',
      AWS.replace('notes" }', 'notes", keysSecret: k }'),
      'credential/aws must have either roleArn or keysSecret',
    ],
    ['bedrock', AWS.replace(':role/', ':user/'), 'credential/aws/roleArn must be the ARN of a role'],
    ['bedrock', AWS.replace('us-east-1', 'evil.example/'), 'credential/aws/region must be a region'],
    ['bedrock', AWS.replace('notes" }', 'notes", stsUrl: "http://sts.example" }'), 'aws/stsUrl must be an https URL'],
    [
      'bedrock',
      '{ aws: { region: us-east-1, keysSecret: k, subject: s } }',
      'credential/aws/subject is only for a roleArn',
    ],
    ['vertex', GOOGLE.replace('//iam', 'https://iam'), 'credential/google/provider must be a provider'],
    [
      'vertex',
      GOOGLE.replace('" }', '", serviceAccount: "a/b@x.example" }'),
      'google/serviceAccount must be the address',
    ],
  ])('of %s is refused where it is %s', async (kind, credential, expected) => {
    const said = await place(credential, kind);
    expect(said).toMatch(/^sallyport\.yaml:7:\d+ connections\/model\/credential/);
    expect(said).toContain(expected);
  });

  it('acts for its caller where bearers are taken', async () => {
    const caller = ENTRA.replace('app-1', 'app-1, actAs: caller');
    expect(await place(caller, 'azure-openai', 'senderConstraint: bearer,')).toBe('loaded');
  });
});
