import { type Answer, jsonAnswer } from '../../provider/answer.ts';

/** What is registered with Entra ID, and with the rule. */
export const SENTINEL = Object.freeze({
  tenantId: '5f0c7d6e-7d0b-4c1e-9a55-0d3a4b1c2e6f',
  clientId: 'c0f4e8a1-3b52-4f3e-8d97-6a1b2c3d4e5f',
  /** Of the user-assigned managed identity. */
  identityId: 'a7e1d2c3-94b5-4a86-b7c8-d9e0f1a2b3c4',
  audience: 'https://monitor.azure.com',
  ruleId: 'dcr-00112233445566778899aabbccddeeff',
  stream: 'Custom-Sallyport_CL',
});

/** How tokens are made. */
export interface TokenParts {
  /** `https://localhost:PORT` */
  readonly origin: string;
  readonly secrets: ReadonlySet<string>;
  readonly lifetimeSeconds: number;
  readonly make: (prefix: string) => string;
}

const { tenantId, clientId, identityId, audience } = SENTINEL;
const DISCOVERY = `/${tenantId}/v2.0/.well-known/openid-configuration`;
const TOKEN = `/${tenantId}/oauth2/v2.0/token`;
/** MSAL ends it with a slash where the environment names the host. */
const METADATA = /^\/metadata\/identity\/oauth2\/token\/?$/;

/** A request, as far as these endpoints read it. */
export interface TokenRequest {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: Buffer;
}

/**
 * Entra ID's token endpoint for an application with a client secret (RFC 6749 §4.4), and the metadata service of a host with a managed identity;
 * `undefined` where the request is for neither.
 */
export function answerToken(request: TokenRequest, parts: TokenParts): Answer | undefined {
  const { method, url, headers } = request;
  if (url.pathname === DISCOVERY) return jsonAnswer(discovery(parts.origin));
  if (url.pathname === TOKEN && method === 'POST') return answerSecret(request, parts);
  if (!METADATA.test(url.pathname) || method !== 'GET') return undefined;
  const asked = Object.fromEntries(url.searchParams);
  const known = asked.client_id === undefined || asked.client_id === identityId;
  const right = headers.metadata === 'true' && asked['api-version'] !== undefined && asked.resource === audience;
  if (!known || !right) return jsonAnswer({ error: 'invalid_request' }, 400);
  const { lifetimeSeconds: seconds } = parts;
  return jsonAnswer({
    ...{ access_token: parts.make('imds-'), client_id: identityId, resource: audience, token_type: 'Bearer' },
    expires_in: String(seconds),
    expires_on: String(Math.floor(Date.now() / 1000) + seconds),
  });
}

function answerSecret({ body }: TokenRequest, { secrets, make, lifetimeSeconds }: TokenParts): Answer {
  const asked = Object.fromEntries(new URLSearchParams(body.toString()));
  if (asked.grant_type !== 'client_credentials') return jsonAnswer({ error: 'unsupported_grant_type' }, 400);
  if (asked.client_id !== clientId || !secrets.has(asked.client_secret ?? '')) {
    // Like a careless real one it quotes what it was sent.
    return jsonAnswer({ error: 'invalid_client', error_description: `AADSTS7000215: ${body.toString()}` }, 401);
  }
  if (!(asked.scope ?? '').split(' ').includes(`${audience}/.default`)) {
    return jsonAnswer({ error: 'invalid_scope' }, 400);
  }
  return jsonAnswer({
    ...{ token_type: 'Bearer', expires_in: lifetimeSeconds, ext_expires_in: lifetimeSeconds },
    access_token: make('entra-'),
  });
}

function discovery(origin: string): object {
  return {
    issuer: `${origin}/${tenantId}/v2.0`,
    authorization_endpoint: `${origin}/${tenantId}/oauth2/v2.0/authorize`,
    token_endpoint: `${origin}${TOKEN}`,
    jwks_uri: `${origin}/${tenantId}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
