import { SallyportError } from '@sallyport/core';
import {
  githubActions,
  msalManagedIdentity,
  oidcClientCredentials,
  type TokenSource,
  workloadTokenFile,
} from '@sallyport/identity';
import { type Environment, given, required } from './environment.ts';

/** The variable that each source is chosen by. */
const SOURCES: Readonly<Record<string, (environment: Environment, value: string) => TokenSource>> = {
  SALLYPORT_TOKEN_FILE: (_, path) => workloadTokenFile({ path }),
  SALLYPORT_GITHUB_AUDIENCE: fromGithub,
  SALLYPORT_MANAGED_IDENTITY: (_, resource) => msalManagedIdentity({ resource }),
  SALLYPORT_OIDC_ISSUER: fromOidc,
};

/**
 * The token source that the environment names: a projected token's file (`SALLYPORT_TOKEN_FILE`), GitHub Actions
 * (`SALLYPORT_GITHUB_AUDIENCE`), Azure's managed identity (`SALLYPORT_MANAGED_IDENTITY`, the resource), or else OIDC client credentials
 * (`SALLYPORT_OIDC_…`). Raises `config_invalid`, naming the variable that is missing, or is one too many.
 */
export function environmentTokenSource(environment: Environment): TokenSource {
  const [name = 'SALLYPORT_OIDC_ISSUER', other] = Object.keys(SOURCES).filter((key) => given(environment, key));
  if (other !== undefined) throw new SallyportError('config_invalid', { place: `${name} and ${other}` });
  const source = SOURCES[name] ?? fromOidc;
  return source(environment, required(environment, name));
}

function fromGithub(environment: Environment, audience: string): TokenSource {
  return githubActions({
    audience,
    requestUrl: required(environment, 'ACTIONS_ID_TOKEN_REQUEST_URL'),
    requestToken: required(environment, 'ACTIONS_ID_TOKEN_REQUEST_TOKEN'),
  });
}

function fromOidc(environment: Environment, issuer: string): TokenSource {
  const { SALLYPORT_OIDC_RESOURCE: resource, SALLYPORT_OIDC_SCOPE: scope } = environment;
  return oidcClientCredentials({
    issuer,
    clientId: required(environment, 'SALLYPORT_OIDC_CLIENT_ID'),
    clientSecret: required(environment, 'SALLYPORT_OIDC_CLIENT_SECRET'),
    // Plain http is taken for loopback alone, where a provider under development listens.
    allowInsecureLoopback: true,
    ...(resource === undefined ? {} : { resource }),
    ...(scope === undefined ? {} : { scope }),
  });
}
