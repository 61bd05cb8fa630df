import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadConfig } from './load-config.ts';

const withKeys = (keys: string) => `version: 1
publicUrl: https://sallyport.example
dataDir: ./data
${keys}
issuers:
  - { issuer: "https://login.example/", audience: sallyport }
connections:
  - name: openai
    kind: openai
    baseUrl: https://api.openai.com/v1
    baa: true
    credential: { secret: openai-key }
    allow: { subjects: ["*"] }
ledger: { origin: sallyport.example/log, dangerouslyUnwitnessed: true }
`;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-root-key-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function load(keys: string) {
  const path = join(folder, 'sallyport.yaml');
  await writeFile(path, withKeys(keys));
  return loadConfig(path);
}

const ARN = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const GCP = 'projects/p/locations/eu/keyRings/r/cryptoKeys/k';

describe('where the root key is', () => {
  it('is the same whether said in short or in full', async () => {
    const expected = { file: join(folder, 'root.key') };
    expect(await load('rootKeyFile: ./root.key')).toMatchObject({ rootKey: expected });
    expect(await load('rootKey: { file: ./root.key }')).toMatchObject({ rootKey: expected });
    expect(await load('rootKeyFile: ./root.key')).not.toHaveProperty('rootKeyFile');
  });

  it.each([
    [{ env: 'SALLYPORT_ROOT_KEY' }],
    [{ awsKms: { keyId: ARN, region: 'us-east-1' } }],
    [
      {
        awsKms: { keyId: 'mrk-1234abcd12ab34cd56ef1234567890ab', region: 'us-east-1', endpoint: 'http://127.0.0.1:1' },
      },
    ],
    [{ gcpKms: { name: GCP, endpoint: 'https://kms.example' } }],
    [{ azureKeyVault: { vaultUrl: 'https://ward.vault.azure.net', key: 'root', version: '0123456789abcdef' } }],
  ])('may be %j, now and before', async (rootKey) => {
    const other = { file: join(folder, 'root.key') };
    expect(await load(`rootKey: ${JSON.stringify(rootKey)}\npreviousRootKey: { file: ./root.key }`)).toMatchObject({
      rootKey,
      previousRootKey: other,
    });
    expect(await load(`rootKeyFile: ./root.key\npreviousRootKey: ${JSON.stringify(rootKey)}`)).toMatchObject({
      rootKey: other,
      previousRootKey: rootKey,
    });
  });

  it('loses the slash at the end of a vault', async () => {
    const config = await load('rootKey: { azureKeyVault: { vaultUrl: "https://ward.vault.azure.net/", key: root } }');
    expect(config.rootKey).toEqual({ azureKeyVault: { vaultUrl: 'https://ward.vault.azure.net', key: 'root' } });
  });

  it.each([
    ['nowhere', '', 'must have rootKey or rootKeyFile'],
    ['in two places', 'rootKeyFile: ./a\nrootKey: { file: ./b }', ':5:1 must have either rootKey or rootKeyFile'],
    ['of two kinds', 'rootKey: { file: ./a, env: A }', ':4:10 rootKey must be exactly one of file, env, azureKeyVault'],
    ['of no kind', 'rootKey: {}', 'rootKey must be exactly one of'],
    ['of an unknown kind', 'rootKey: { vault: a }', 'rootKey has an unknown key'],
    ['in the data', 'rootKey: { file: ./data/root.key }', ':4:18 rootKey/file must lie outside dataDir'],
    [
      'in the data before',
      'rootKeyFile: ./a\npreviousRootKey: { file: ./data/b }',
      'previousRootKey/file must lie outside dataDir',
    ],
    ['in no variable', 'rootKey: { env: "A B" }', 'rootKey/env must be the name of an environment variable'],
    [
      'behind http',
      'rootKey: { azureKeyVault: { vaultUrl: "http://ward.vault.azure.net", key: a } }',
      'rootKey/azureKeyVault/vaultUrl must be an https URL',
    ],
    [
      'behind http before',
      `rootKeyFile: ./a\npreviousRootKey: { gcpKms: { name: ${GCP}, endpoint: "http://kms.example" } }`,
      'previousRootKey/gcpKms/endpoint must be an https URL',
    ],
    [
      'at an AWS endpoint over http',
      `rootKey: { awsKms: { keyId: "${ARN}", region: us-east-1, endpoint: "http://kms.example" } }`,
      'rootKey/awsKms/endpoint must be an https URL',
    ],
    [
      'behind an alias',
      'rootKey: { awsKms: { keyId: alias/root, region: us-east-1 } }',
      'rootKey/awsKms/keyId must be the ARN or the id of a key',
    ],
    ['without a region', `rootKey: { awsKms: { keyId: "${ARN}" } }`, 'rootKey/awsKms must have region'],
    [
      'a version of a GCP key',
      `rootKey: { gcpKms: { name: ${GCP}/cryptoKeyVersions/1 } }`,
      'rootKey/gcpKms/name must be projects/',
    ],
  ])('may not be %s', async (_where, keys, place) => {
    await expect(load(keys)).rejects.toMatchObject({ code: 'config_invalid', place: expect.stringContaining(place) });
  });
});
