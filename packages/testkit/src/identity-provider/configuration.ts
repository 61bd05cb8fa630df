import { randomBytes } from 'node:crypto';
import { type Configuration, errors, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import { DEVICE_FLOW } from './device-flow.ts';
import { MemoryAdapter } from './memory-adapter.ts';
import { SIGN_IN_PATH } from './sign-in-page.ts';
import type { SigningAlgorithm, SigningKeys } from './signing-keys.ts';
import { clientMetadata, type TestClient } from './test-client.ts';
import type { TestUser } from './test-user.ts';

const DEFAULT_RESOURCE = 'urn:sallyport:testkit:default-resource';

/** What the configuration depends on. */
export interface ConfigurationOptions {
  readonly clients: readonly TestClient[];
  readonly users: readonly TestUser[];
  readonly audience: string;
  readonly keys: SigningKeys;
  readonly algorithm: SigningAlgorithm;
  readonly lifetime: number;
}

/**
 * The configuration of oidc-provider: client credentials for JWT access tokens, and for users authorization code with PKCE, device code
 * and refresh tokens, with no other question than name and password. Every default that would print a development warning is replaced by
 * one of our own.
 */
export function providerConfiguration(options: ConfigurationOptions): Configuration {
  const { clients, users, keys, lifetime } = options;
  const claims = new Map(clients.map((client) => [client.clientId, client.claims]));
  const userClaims = new Map(users.map((user) => [user.subject, user.claims ?? {}]));
  return {
    adapter: MemoryAdapter,
    clients: clients.map(clientMetadata),
    jwks: { keys: [keys.RS256.privateJwk, keys.ES256.privateJwk] as never },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      deviceFlow: DEVICE_FLOW,
      userinfo: { enabled: false },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: resourceIndicators(options),
    },
    // Where MSAL looks for it, whatever discovery says: beside the token endpoint.
    routes: { device_authorization: '/devicecode' },
    responseTypes: ['code'],
    pkce: { required: () => true },
    interactions: { policy: loginAlone(), url: (_ctx, { uid }) => `${SIGN_IN_PATH}${uid}` },
    loadExistingGrant: grantAll,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    cookies: { keys: [randomBytes(16).toString('base64url')] },
    // Without this, claims of a scope go to the userinfo endpoint alone.
    conformIdTokenClaims: false,
    claims: { openid: ['sub', ...new Set([...userClaims.values()].flatMap((known) => Object.keys(known)))] },
    ttl: { ...USER_TTL, AccessToken: lifetime, ClientCredentials: lifetime, IdToken: lifetime },
    extraTokenClaims: (_ctx, token) => ({
      ...claims.get(token.clientId ?? ''),
      ...('accountId' in token ? userClaims.get(token.accountId ?? '') : {}),
    }),
    clientBasedCORS: () => false,
    findAccount: (_ctx, subject) => {
      const known = userClaims.get(subject);
      return known === undefined ? undefined : { accountId: subject, claims: async () => ({ ...known, sub: subject }) };
    },
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

/** In seconds. */
const USER_TTL = {
  AuthorizationCode: 60,
  DeviceCode: 600,
  Grant: 3600,
  Interaction: 600,
  RefreshToken: 3600,
  Session: 3600,
};

/** Asks who it is, and not whether the client may. */
function loginAlone() {
  const policy = interactionPolicy.base();
  policy.remove('consent');
  return policy;
}

/** Grants the client whatever it asks for. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const grant = new oidc.provider.Grant({
    accountId: oidc.session?.accountId ?? '',
    clientId: oidc.client?.clientId ?? '',
  });
  grant.addOIDCScope([...oidc.requestParamScopes].join(' '));
  for (const [indicator, { scope }] of Object.entries(oidc.resourceServers ?? {})) {
    grant.addResourceScope(indicator, String(scope));
  }
  await grant.save();
  return grant;
}
