import { SallyportError } from '@sallyport/core';
import type { Config, RootKeyConfig } from '../config/index.ts';
import type { KeyWrapper } from './key-wrapper.ts';
import { readRootKey } from './read-root-key.ts';
import { awsKmsWrapper } from './wrappers/aws-kms-wrapper.ts';
import { azureKeyVaultWrapper } from './wrappers/azure-key-vault-wrapper.ts';
import { gcpKmsWrapper } from './wrappers/gcp-kms-wrapper.ts';
import { rootKeyWrapper } from './wrappers/root-key-wrapper.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What a root key is opened with. */
export interface RootKeyOptions {
  readonly config: Pick<Config, 'dataDir' | 'rootKey' | 'previousRootKey'>;
  readonly environment: Environment;
}

/**
 * Opens the root key, and the one before it where it is configured too. A key management service is not called yet. Raises `config_invalid`
 * when the key is not there, is none, or its service's client is not installed.
 */
export async function openRootKey({ config, environment }: RootKeyOptions): Promise<KeyWrapper> {
  const { dataDir, rootKey, previousRootKey } = config;
  const current = await openOne(rootKey, { dataDir, environment, name: 'root key' });
  if (previousRootKey === undefined) return current;
  const previous = await openOne(previousRootKey, { dataDir, environment, name: 'previous root key' });
  if (previous.keyId !== current.keyId) return Object.freeze({ ...current, previous });
  throw new SallyportError('config_invalid', { place: 'previousRootKey must be another key than rootKey' });
}

interface Surroundings {
  readonly dataDir: string;
  readonly environment: Environment;
  readonly name: string;
}

async function openOne(key: RootKeyConfig, { dataDir, environment, name }: Surroundings): Promise<KeyWrapper> {
  if ('file' in key) return readRootKey(key.file, { dataDir, name: `${name} file` });
  if ('awsKms' in key) return awsKmsWrapper(key.awsKms);
  if ('gcpKms' in key) return gcpKmsWrapper(key.gcpKms);
  if ('azureKeyVault' in key) return azureKeyVaultWrapper(key.azureKeyVault);
  const text = environment[key.env];
  if (text !== undefined && text !== '') return rootKeyWrapper(text, `${name} variable`);
  throw new SallyportError('config_invalid', { place: `${name} variable is not set` });
}
