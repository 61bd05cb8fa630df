import { randomBytes } from 'node:crypto';
import { Agent } from 'node:https';
import type { LookupFunction } from 'node:net';
import { utf8 } from '@sallyport/core';
import { type AzureKeyVault, type GcpKms, startAwsKms, startAzureKeyVault, startGcpKms } from '@sallyport/testkit';
import { JWT } from 'google-auth-library';
import { describe, expect, it } from 'vitest';
import { awsKmsWrapper } from './aws-kms-wrapper.ts';
import { azureKeyVaultWrapper } from './azure-key-vault-wrapper.ts';
import { crc32c } from './crc32c.ts';
import { gcpKmsWrapper } from './gcp-kms-wrapper.ts';
import { describeKeyWrapperContract } from './key-wrapper-contract.test-support.ts';
import { describeKmsOutages } from './kms-outage.test-support.ts';
import { loadClient } from './load-client.ts';
import { rootKeyWrapper } from './root-key-wrapper.ts';

const timeoutMs = 1_000;

describe('rootKeyWrapper', () => {
  describeKeyWrapperContract(async () => {
    const root = randomBytes(32).toString('base64');
    return {
      wrapper: rootKeyWrapper(root),
      again: async () => rootKeyWrapper(`${root}\n`),
      stranger: rootKeyWrapper(randomBytes(32).toString('base64')),
      close: async () => undefined,
    };
  });
});

describe('awsKmsWrapper', () => {
  const client = { credentials: { accessKeyId: 'INVENTED', secretAccessKey: 'not-a-key' } };
  const open = async () => {
    const { service, ...config } = await startAwsKms();
    return { service, config, open: () => awsKmsWrapper(config, { client, timeoutMs }) };
  };

  describeKeyWrapperContract(async () => {
    const [mine, other] = await Promise.all([open(), open()]);
    return {
      wrapper: await mine.open(),
      again: mine.open,
      stranger: await other.open(),
      close: async () => void (await Promise.all([mine.service.close(), other.service.close()])),
    };
  });
  describeKmsOutages(async () => {
    const { service, open: connect } = await open();
    return { service, wrapper: await connect() };
  });

  it('raises key_unavailable for a key that the service does not have', async () => {
    const { service, config } = await open();
    const keyId = config.keyId.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    const wrapper = await awsKmsWrapper({ ...config, keyId }, { client, timeoutMs });
    await expect(wrapper.wrap(randomBytes(32), utf8('x'))).rejects.toMatchObject({
      code: 'key_unavailable',
      place: 'awsKms refused',
    });
    await service.close();
  });
});

describe('gcpKmsWrapper', () => {
  /** A service account that signs its own tokens. */
  const accountOf = ({ credentials: { client_email: email, private_key: key } }: GcpKms) => {
    const account = new JWT({ email, key, scopes: ['https://www.googleapis.com/auth/cloudkms'] });
    account.useJWTAccessWithScope = true;
    return account as never;
  };
  const open = async () => {
    const gcp = await startGcpKms();
    const { name, endpoint, service } = gcp;
    return { gcp, service, open: () => gcpKmsWrapper({ name, endpoint }, { authClient: accountOf(gcp), timeoutMs }) };
  };

  describeKeyWrapperContract(async () => {
    const [mine, other] = await Promise.all([open(), open()]);
    return {
      wrapper: await mine.open(),
      again: mine.open,
      stranger: await other.open(),
      close: async () => void (await Promise.all([mine.service.close(), other.service.close()])),
    };
  });
  describeKmsOutages(async () => {
    const { service, open: connect } = await open();
    return { service, wrapper: await connect() };
  });

  it('takes no bytes that were damaged on the way', async () => {
    const { gcp, service, open: connect } = await open();
    const wrapper = await connect();
    const wrapped = await wrapper.wrap(randomBytes(32), utf8('x'));
    gcp.damaging = true;
    const damaged = { code: 'key_unavailable', place: expect.stringContaining('changed') };
    await expect(wrapper.wrap(randomBytes(32), utf8('x'))).rejects.toMatchObject(damaged);
    await expect(wrapper.unwrap(wrapped, utf8('x'))).rejects.toMatchObject(damaged);
    await service.close();
  });
});

describe('azureKeyVaultWrapper', () => {
  /** Leads to the stand-in, whose certificate is for `localhost`. */
  const agentTo = ({ certificate: ca }: AzureKeyVault): Agent => {
    const lookup: LookupFunction = (_name, { all }, done) =>
      all ? done(null, [{ address: '127.0.0.1', family: 4 }]) : done(null, '127.0.0.1', 4);
    return new Agent({ ca, servername: 'localhost', lookup });
  };
  const connect = async (vault: AzureKeyVault) => {
    const agent = agentTo(vault);
    const name = 'lead to the stand-in';
    const policy = {
      name,
      sendRequest: (request: { agent?: unknown }, next: (request: never) => Promise<never>) => {
        request.agent = agent;
        return next(request as never);
      },
    };
    const client = { additionalPolicies: [{ policy, position: 'perCall' as const }] };
    const { vaultUrl, key, credential } = vault;
    return azureKeyVaultWrapper({ vaultUrl, key }, { client: client as never, credential, timeoutMs });
  };

  describe.each(['RSA', 'oct-HSM'] as const)('with a key of type %s', (kind) => {
    describeKeyWrapperContract(async () => {
      const [mine, other] = await Promise.all([startAzureKeyVault(kind), startAzureKeyVault(kind)]);
      return {
        wrapper: await connect(mine),
        again: () => connect(mine),
        stranger: await connect(other),
        close: async () => void (await Promise.all([mine.service.close(), other.service.close()])),
      };
    });
    describeKmsOutages(async () => {
      const vault = await startAzureKeyVault(kind);
      return { service: vault.service, wrapper: await connect(vault) };
    });
  });
});

describe('what the wrappers stand on', () => {
  it('sums by CRC32C', () => {
    // RFC 3720, appendix B.4, and the check value of the CRC catalogue.
    expect(crc32c(utf8('123456789'))).toBe(0xe306_9283);
    expect(crc32c(new Uint8Array(32))).toBe(0x8a91_36aa);
  });

  it('names the package that is not installed', async () => {
    const loading = loadClient('@invented/kms', () => Promise.reject(new TypeError('secret path')));
    await expect(loading).rejects.toMatchObject({
      code: 'config_invalid',
      place: 'the root key needs the package @invented/kms, which could not be loaded',
    });
  });
});
