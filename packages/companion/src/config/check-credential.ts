import type { ConnectionKind } from '@sallyport/core';
import { checkUrl } from './check-url.ts';
import type { ConnectionConfig } from './connection-config.ts';
import type { AwsConfig, CredentialConfig, EntraConfig } from './credential-config.ts';
import { type Fault, firstOf } from './fault.ts';

/** The kinds of provider that take what a credential gives; all where it is not listed. */
const KINDS: Readonly<Record<string, readonly ConnectionKind[]>> = {
  openai: ['openai'],
  anthropic: ['anthropic'],
  entra: ['azure-openai'],
  managedIdentity: ['azure-openai'],
  aws: ['bedrock'],
  google: ['vertex'],
};

/** Keys that hold URLs; some may be empty of a path. */
const URLS = ['tokenUrl', 'tokenOrigin', 'host', 'stsUrl', 'impersonationOrigin'];

/** Finds what is wrong with the credential of a connection. Paths begin at the connection. */
export function checkCredential(one: ConnectionConfig): Fault | undefined {
  const [[name, given] = ['none', true]] = Object.entries(one.credential) as [string, unknown][];
  const kinds = KINDS[name];
  if (kinds !== undefined && !kinds.includes(one.kind)) {
    return fault([name], `is only for a connection whose kind is ${kinds.join(' or ')}`);
  }
  if (one.kind === 'bedrock' && name === 'secret') return fault([name], 'is not for bedrock, which takes aws');
  return checkUrls(name, given) ?? checkParts(one, one.credential);
}

function checkUrls(name: string, given: unknown): Fault | undefined {
  if (typeof given !== 'object' || given === null) return undefined;
  const urls = Object.entries(given).filter(([key]) => URLS.includes(key));
  return firstOf(urls, ([key, url]) => {
    const message = checkUrl(String(url));
    return message === undefined ? undefined : fault([name, key], message);
  });
}

function checkParts(one: ConnectionConfig, credential: CredentialConfig): Fault | undefined {
  if ('entra' in credential) return checkEntra(one, credential.entra);
  if ('aws' in credential) return checkAws(credential.aws);
  if (!('managedIdentity' in credential)) return undefined;
  const { clientId, objectId, resourceId } = credential.managedIdentity;
  const named = [clientId, objectId, resourceId].filter((id) => id !== undefined);
  return named.length > 1 ? fault(['managedIdentity'], 'must have one id at most') : undefined;
}

/** MSAL talks https only, to this very machine too. */
function checkEntra({ senderConstraint }: ConnectionConfig, { host, actAs }: EntraConfig): Fault | undefined {
  if (!host.startsWith('https:')) return fault(['entra', 'host'], 'must be an https URL');
  if (actAs === 'companion' || senderConstraint === 'bearer') return undefined;
  return fault(['entra', 'actAs'], 'may be caller only where senderConstraint is bearer');
}

function checkAws(aws: AwsConfig): Fault | undefined {
  if ('roleArn' in aws === 'keysSecret' in aws) return fault(['aws'], 'must have either roleArn or keysSecret');
  const stray = 'keysSecret' in aws && ['audience', 'subject', 'stsUrl'].find((key) => key in aws);
  return stray ? fault(['aws', stray], 'is only for a roleArn') : undefined;
}

function fault(path: readonly string[], message: string): Fault {
  return { path: ['credential', ...path], message };
}
