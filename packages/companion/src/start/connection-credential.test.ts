import { generateKeyPairSync } from 'node:crypto';
import { Writable } from 'node:stream';
import { TestClock } from '@sallyport/testkit';
import { describe, expect, it } from 'vitest';
import type { ConnectionConfig, CredentialConfig } from '../config/index.ts';
import { FederationIssuer } from '../federation/index.ts';
import { createLog } from '../log/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { openCredential } from './connection-credential.ts';

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

const LOG = createLog({ stream: new Writable({ write: (_chunk, _encoding, done) => done() }) });

/** Opens the credential of one connection, beside these sealed secrets. */
async function open(
  credential: CredentialConfig,
  { kind = 'openai', sealed = {} }: { readonly kind?: string; readonly sealed?: Readonly<Record<string, string>> } = {},
) {
  const clock = new TestClock();
  const versions = async (name: string) => {
    const value = sealed[name];
    return value === undefined ? [] : [{ version: 1, value }];
  };
  const secrets = { versions } as Partial<SecretStore> as SecretStore;
  const one = { name: 'model', kind, credential } as Partial<ConnectionConfig> as ConnectionConfig;
  const issuer = new FederationIssuer({ issuer: 'https://sallyport.example', key: () => ({ kid: 'k', privateKey }) });
  return openCredential(one, { secrets, clock, issuer, log: LOG });
}

const request = { method: 'GET', url: new URL('https://model.example'), headers: {}, body: undefined as never };
const { signal } = new AbortController();

describe('the credential of a connection', () => {
  it('is a sealed key, in its header', async () => {
    const opened = await open({ secret: 'a-key' }, { kind: 'azure-openai', sealed: { 'a-key': 'sk-1' } });
    expect(await opened.authorise(request, { signal })).toEqual({ 'api-key': 'sk-1' });
  });

  it('is nothing where it is none', async () => {
    expect(await (await open({ none: true })).authorise(request, { signal })).toEqual({});
  });

  it.each([
    ['a secret that is not sealed', { secret: 'a-key' }, 'no secret of this name is sealed'],
    ['AWS keys that are not sealed', { aws: { region: 'us-east-1', keysSecret: 'aws' } }, 'no secret of this name'],
    ['AWS keys that are none', { aws: { region: 'us-east-1', keysSecret: 'broken' } }, 'does not hold AWS keys'],
    ['AWS keys with half missing', { aws: { region: 'us-east-1', keysSecret: 'half' } }, 'does not hold AWS keys'],
  ])('stops the start with %s, and says nothing of it', async (_, credential, expected) => {
    const sealed = { broken: '{"accessKeyId":"AKIA-of-the-tests"', half: '{"accessKeyId":"AKIA-of-the-tests"}' };
    const error = await open(credential, { kind: 'bedrock', sealed }).catch((raised: unknown) => raised);
    expect(error).toMatchObject({ code: 'config_invalid', place: expect.stringContaining('connections/model: ') });
    expect(error).toMatchObject({ place: expect.stringContaining(expected) });
    expect(String(error)).not.toContain('AKIA');
  });

  it('does not stop the start where a token service is down: its calls are refused', async () => {
    const opened = await open({
      openai: { identityProviderId: 'i', serviceAccountId: 's', audience: 'a', tokenUrl: 'http://127.0.0.1:1/token' },
    });
    await expect(opened.authorise(request, { signal })).rejects.toMatchObject({ code: 'credential_unavailable' });
    await opened.close?.();
  });
});
