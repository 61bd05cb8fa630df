import { generateKeyPairSync } from 'node:crypto';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type AwsKms, startAwsKms } from './start-aws-kms.ts';
import { type AzureKeyVault, startAzureKeyVault } from './start-azure-key-vault.ts';
import { type GcpKms, startGcpKms } from './start-gcp-kms.ts';

let aws: AwsKms;
let gcp: GcpKms;
let azure: AzureKeyVault;
beforeAll(async () => {
  [aws, gcp, azure] = await Promise.all([startAwsKms(), startGcpKms(), startAzureKeyVault()]);
});
afterAll(async () => {
  await Promise.all([aws, gcp, azure].map(({ service }) => service.close()));
});

describe('the stand-in for AWS KMS', () => {
  const scope = `20260101/eu-central-1/kms/aws4_request`;
  const signed = `AWS4-HMAC-SHA256 Credential=INVENTED/${scope}, SignedHeaders=host;x-amz-date, Signature=${'0'.repeat(64)}`;
  const ask = async (headers: Readonly<Record<string, string>>, target = 'TrentService.Encrypt') => {
    const body = JSON.stringify({ KeyId: aws.keyId, Plaintext: 'AAAA' });
    const all = { 'x-amz-target': target, 'x-amz-date': '20260101T000000Z', ...headers };
    return (await fetch(aws.endpoint, { method: 'POST', headers: all, body })).json();
  };

  it('wants a request that is signed for it', async () => {
    const unsigned = { __type: 'IncompleteSignatureException' };
    expect(await ask({})).toMatchObject(unsigned);
    expect(await ask({ authorization: signed.replace('/kms/', '/s3/') })).toMatchObject(unsigned);
    expect(await ask({ authorization: signed, 'x-amz-date': '' })).toMatchObject(unsigned);
    expect(await ask({ authorization: signed })).toMatchObject({ KeyId: aws.keyId });
  });

  it('knows two operations', async () => {
    const answer = await ask({ authorization: signed }, 'TrentService.ListKeys');
    expect(answer).toMatchObject({ __type: 'UnknownOperationException' });
  });
});

describe('the stand-in for Google Cloud KMS', () => {
  const ask = async (token: string, body: object, name = gcp.name) => {
    const headers = { authorization: `Bearer ${token}` };
    const url = `${gcp.endpoint}/v1/${name}:encrypt`;
    return (await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) })).status;
  };

  it('wants a token that its service account signed', async () => {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const claims = new SignJWT({}).setProtectedHeader({ alg: 'RS256' }).setIssuer(gcp.credentials.client_email);
    expect(await ask(await claims.setExpirationTime('1h').sign(privateKey), {})).toBe(401);
    expect(await ask('', {})).toBe(401);
  });
});

describe('the stand-in for Azure Key Vault', () => {
  const ask = (authorization?: string) =>
    new Promise<{ readonly status: number; readonly challenge: string; readonly body: string }>((resolve, reject) => {
      const path = `/keys/${azure.key}/?api-version=7.6`;
      const headers = authorization === undefined ? {} : { authorization };
      const to = { host: '127.0.0.1', servername: 'localhost', port: azure.service.port, ca: azure.certificate };
      const call = request({ ...to, path, headers }, (answer) => {
        const { statusCode: status = 0, headers: got } = answer;
        text(answer).then((body) => resolve({ status, challenge: got['www-authenticate'] ?? '', body }), reject);
      });
      call.once('error', reject).end();
    });

  it('challenges whoever brings no token, and takes those for its own resource alone', async () => {
    const { status, challenge } = await ask();
    expect([status, challenge]).toEqual([401, expect.stringContaining('resource="https://vault.localhost"')]);
    const right = await azure.credential.getToken('https://vault.localhost/.default');
    const wrong = await azure.credential.getToken('https://elsewhere.example/.default');
    expect((await ask(`Bearer ${wrong.token}`)).status).toBe(401);
    const { body } = await ask(`Bearer ${right.token}`);
    expect(JSON.parse(body)).toMatchObject({ key: { kty: 'RSA', kid: expect.stringContaining(azure.key) } });
    expect(body).not.toContain('"d"');
  });
});
