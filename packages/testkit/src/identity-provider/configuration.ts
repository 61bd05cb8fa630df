import { type Configuration, errors } from 'oidc-provider';
import { MemoryAdapter } from './memory-adapter.ts';
import type { SigningAlgorithm, SigningKeys } from './signing-keys.ts';
import { clientMetadata, type TestClient } from './test-client.ts';

const DEFAULT_RESOURCE = 'urn:sallyport:testkit:default-resource';

/** What the configuration depends on. */
export interface ConfigurationOptions {
  readonly clients: readonly TestClient[];
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly algorithm: SigningAlgorithm;
  readonly lifetime: number;
}

/**
 * The configuration of oidc-provider: client credentials for JWT access tokens, nothing interactive. Every default that
 * would print a development warning is replaced by one of our own.
 */
export function providerConfiguration(options: ConfigurationOptions): Configuration {
  const { clients, keys } = options;
  const claims = new Map(clients.map((client) => [client.clientId, client.claims]));
  return {
    adapter: MemoryAdapter,
    clients: clients.map(clientMetadata),
    jwks: { keys: [keys.RS256.privateJwk, keys.ES256.privateJwk] as never },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: resourceIndicators(options),
    },
    responseTypes: [],
    ttl: { ClientCredentials: options.lifetime },
    extraTokenClaims: (_ctx, token) => claims.get(token.clientId ?? ''),
    clientBasedCORS: () => false,
    findAccount: () => undefined,
    renderError: (ctx, out) => {
      ctx.body = out;
    },
  };
}

/** RFC 8707: with no `resource` asked for, the token is for the audience; otherwise for what was asked for. */
function resourceIndicators({ audience, algorithm, lifetime }: ConfigurationOptions) {
  return {
    enabled: true,
    defaultResource: () => DEFAULT_RESOURCE,
    useGrantedResource: () => true,
    getResourceServerInfo: (_ctx: unknown, indicator: string) => {
      if (indicator.length > 512) throw new errors.InvalidTarget();
      return {
        audience: indicator === DEFAULT_RESOURCE ? audience : indicator,
        scope: 'embeddings chat',
        accessTokenTTL: lifetime,
        accessTokenFormat: 'jwt' as const,
        jwt: { sign: { alg: algorithm } },
      };
    },
  };
}
