import { type Clock, SallyportError } from '@sallyport/core';
import type { AwsConfig, ConnectionConfig, CredentialConfig, FederatedConfig } from '../config/index.ts';
import {
  anthropicBeta,
  anthropicFederation,
  awsWebIdentity,
  bearerCredential,
  type Credential,
  entraFederation,
  entraOnBehalfOf,
  googleFederation,
  managedIdentity,
  type Obtain,
  openAiFederation,
  ShortLived,
  sigv4Credential,
} from '../credentials/index.ts';
import { type FederationIssuer, type IdentityToken, identityToken } from '../federation/index.ts';

/** What a credential without a secret works with. */
export interface FederatedParts {
  readonly issuer: FederationIssuer;
  readonly clock: Clock;
  /** Told each time that a token could not be got. */
  readonly onFailure: () => void;
}

const AWS_AUDIENCE = 'sts.amazonaws.com';
/** AWS takes no longer one. */
const LONGEST_SESSION_NAME = 64;

/** Opens a credential that holds no secret: it asks for short-lived ones by the companion's own tokens, or by the identity of its host. */
export function federatedCredential(one: ConnectionConfig, parts: FederatedParts): Credential {
  const { credential, name } = one;
  const tokenFor = ({ audience, subject = `sallyport:${name}` }: FederatedConfig): IdentityToken =>
    identityToken(parts.issuer, { audience, subject });
  if ('aws' in credential) return awsCredential(credential.aws, { ...parts, name, tokenFor });
  if ('entra' in credential && credential.entra.actAs === 'caller') {
    return entraOnBehalfOf({ ...parts, config: credential.entra, identityToken: tokenFor(credential.entra) });
  }
  const token = new ShortLived(tokenSource(credential, { ...parts, tokenFor }), parts);
  return bearerCredential(token, 'anthropic' in credential ? anthropicBeta : undefined);
}

interface Source extends FederatedParts {
  readonly tokenFor: (to: FederatedConfig) => IdentityToken;
}

function tokenSource(credential: CredentialConfig, { tokenFor, clock }: Source): Obtain<string> {
  if ('openai' in credential) {
    return openAiFederation({ config: credential.openai, identityToken: tokenFor(credential.openai), clock });
  }
  if ('anthropic' in credential) {
    return anthropicFederation({ config: credential.anthropic, identityToken: tokenFor(credential.anthropic), clock });
  }
  if ('entra' in credential) {
    return entraFederation({ config: credential.entra, identityToken: tokenFor(credential.entra), clock });
  }
  if ('managedIdentity' in credential) return managedIdentity({ config: credential.managedIdentity, clock });
  if (!('google' in credential)) throw new SallyportError('internal');
  const { google: config } = credential;
  const to = { ...config, audience: config.audience ?? `https:${config.provider}` };
  return googleFederation({ config, identityToken: tokenFor(to), clock });
}

function awsCredential(config: AwsConfig, parts: Source & { readonly name: string }): Credential {
  if (!('roleArn' in config)) throw new SallyportError('internal');
  const { name, tokenFor, clock } = parts;
  const sessionName = `sallyport-${name}`.slice(0, LONGEST_SESSION_NAME);
  const to = { ...config, audience: config.audience ?? AWS_AUDIENCE };
  const keys = new ShortLived(awsWebIdentity({ config, sessionName, identityToken: tokenFor(to) }), parts);
  return sigv4Credential({ region: config.region, service: 'bedrock', keys, clock });
}
