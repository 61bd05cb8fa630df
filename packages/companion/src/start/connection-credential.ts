import { type Clock, isSallyportError, SallyportError } from '@sallyport/core';
import type { ConnectionConfig } from '../config/index.ts';
import {
  type Credential,
  NO_CREDENTIAL,
  readAwsKeys,
  SealedKeys,
  sigv4Credential,
  staticCredential,
} from '../credentials/index.ts';
import type { FederationIssuer } from '../federation/index.ts';
import type { Log } from '../log/index.ts';
import type { SecretStore } from '../secrets/index.ts';
import { federatedCredential } from './federated-credential.ts';

/** What credentials are opened with. */
export interface CredentialParts {
  readonly secrets: SecretStore;
  /** Signs the companion's own tokens. */
  readonly issuer: FederationIssuer;
  readonly clock: Clock;
  readonly log: Log;
}

/** Opens the credential of a connection. Raises `config_invalid` where its secret is missing or is no key. */
export async function openCredential(one: ConnectionConfig, parts: CredentialParts): Promise<Credential> {
  const { credential, name } = one;
  if ('none' in credential) return NO_CREDENTIAL;
  if ('secret' in credential) {
    return staticCredential(one.kind, await openSealed(credential.secret, { ...parts, name, parse: String }));
  }
  if ('aws' in credential && 'keysSecret' in credential.aws) {
    const { keysSecret, region } = credential.aws;
    const keys = await openSealed(keysSecret, { ...parts, name, parse: readAwsKeys });
    return sigv4Credential({ region, service: 'bedrock', keys, clock: parts.clock });
  }
  const { issuer, clock, log } = parts;
  const onFailure = () =>
    log.warn('provider credential unavailable', { connection: name, code: 'credential_unavailable' });
  return federatedCredential(one, { issuer, clock, onFailure });
}

interface Sealed<T> {
  readonly name: string;
  readonly secrets: SecretStore;
  readonly clock: Clock;
  readonly parse: (text: string) => T;
}

/** Reads a sealed secret once, so that one that is missing or is no key is known at the start. */
async function openSealed<T>(secret: string, { name, secrets, clock, parse }: Sealed<T>): Promise<SealedKeys<T>> {
  const refuse = (what: string) => new SallyportError('config_invalid', { place: `connections/${name}: ${what}` });
  const versions = async () => (await secrets.versions(secret)).map(({ value }) => value);
  const [newest] = await versions();
  if (newest === undefined) throw refuse('no secret of this name is sealed');
  try {
    parse(newest);
  } catch (cause) {
    throw isSallyportError(cause) ? refuse('the sealed secret does not hold AWS keys') : cause;
  }
  return new SealedKeys({ versions, parse, clock });
}
