import { SallyportError } from '@sallyport/core';
import { oidcClientCredentials, type TokenSource } from '@sallyport/identity';
import type { GuardOptions } from './guard-options.ts';

/** How a wrapped client reaches the companion. What is left out is read from the environment. */
export interface SallyportSettings extends Omit<GuardOptions, 'baseUrl' | 'companion' | 'connection' | 'tokenSource'> {
  /** The companion's base URL. Default: `SALLYPORT_URL`. */
  readonly companion?: string;
  /** The connection's name. Default: `SALLYPORT_CONNECTION`, else `openai`. */
  readonly connection?: string;
  /**
   * Where the identity token comes from. Default: OIDC client credentials from `SALLYPORT_OIDC_ISSUER`,
   * `SALLYPORT_OIDC_CLIENT_ID`, `SALLYPORT_OIDC_CLIENT_SECRET` and, where the provider wants it, `SALLYPORT_OIDC_RESOURCE`
   * (RFC 8707) and `SALLYPORT_OIDC_SCOPE`.
   */
  readonly tokenSource?: TokenSource;
}

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** Fills what the settings leave out from the environment. Raises `config_invalid`, naming the variable that is missing. */
export function completeSettings(settings: SallyportSettings, environment: Environment): Omit<GuardOptions, 'baseUrl'> {
  return {
    ...settings,
    companion: settings.companion ?? required(environment, 'SALLYPORT_URL'),
    connection: settings.connection ?? environment.SALLYPORT_CONNECTION ?? 'openai',
    tokenSource: settings.tokenSource ?? tokenSourceOf(environment),
  };
}

function tokenSourceOf(environment: Environment): TokenSource {
  const { SALLYPORT_OIDC_RESOURCE: resource, SALLYPORT_OIDC_SCOPE: scope } = environment;
  return oidcClientCredentials({
    issuer: required(environment, 'SALLYPORT_OIDC_ISSUER'),
    clientId: required(environment, 'SALLYPORT_OIDC_CLIENT_ID'),
    clientSecret: required(environment, 'SALLYPORT_OIDC_CLIENT_SECRET'),
    // Plain http is taken for loopback alone, where a provider under development listens.
    allowInsecureLoopback: true,
    ...(resource === undefined ? {} : { resource }),
    ...(scope === undefined ? {} : { scope }),
  });
}

function required(environment: Environment, name: string): string {
  const value = environment[name];
  if (value === undefined || value === '') throw new SallyportError('config_invalid', { place: name });
  return value;
}
