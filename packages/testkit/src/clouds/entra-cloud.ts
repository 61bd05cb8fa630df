import { jsonAnswer } from '../provider/answer.ts';
import { type Cloud, type CloudParts, type CloudRequest, oauthError } from './cloud.ts';

/** What is registered with Entra ID. */
export const ENTRA_CLOUD = Object.freeze({
  tenant: '8c1de0a4-52a8-4a39-8f5e-0f9a7be1c3d2',
  clientId: '2d9c7c0e-90f1-4d0c-8f8f-6f2f5e8a1b44',
  audience: 'api://AzureADTokenExchange',
  scope: 'https://cognitiveservices.azure.com/.default',
});

const { tenant, clientId, audience, scope } = ENTRA_CLOUD;
const DISCOVERY = `/${tenant}/v2.0/.well-known/openid-configuration`;
const TOKEN = `/${tenant}/oauth2/v2.0/token`;
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * Entra ID's token endpoint for an application with a federated identity credential: client credentials, and on-behalf-of for any assertion that is
 * no token of the companion's own.
 */
export const entraCloud: Cloud = async (request, parts) => {
  const path = request.path.split('?', 1)[0];
  if (path === DISCOVERY) return jsonAnswer(discovery(parts.origin));
  if (request.method !== 'POST' || path !== TOKEN) return undefined;
  const asked = Object.fromEntries(new URLSearchParams(request.body));
  if (asked.client_id !== clientId || asked.client_assertion_type !== ASSERTION_TYPE) {
    return oauthError('invalid_request', request);
  }
  if ((await parts.trust(asked.client_assertion, { audience })) === undefined) {
    return oauthError('invalid_client', request, 401);
  }
  return answerGrant({ request, asked, parts });
};

function answerGrant(call: {
  readonly request: CloudRequest;
  readonly asked: Readonly<Record<string, string>>;
  readonly parts: CloudParts;
}) {
  const { request, asked, parts } = call;
  if (!(asked.scope ?? '').split(' ').includes(scope)) return oauthError('invalid_scope', request);
  const onBehalfOf =
    asked.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer' &&
    asked.requested_token_use === 'on_behalf_of' &&
    (asked.assertion ?? '').split('.').length === 3 &&
    asked.assertion !== asked.client_assertion;
  if (asked.grant_type !== 'client_credentials' && !onBehalfOf) return oauthError('invalid_grant', request);
  const { mint } = parts;
  return jsonAnswer({
    token_type: 'Bearer',
    expires_in: mint.lifetimeSeconds,
    ext_expires_in: mint.lifetimeSeconds,
    access_token: mint.make(onBehalfOf ? 'entra-obo-' : 'entra-'),
  });
}

function discovery(origin: string): object {
  return {
    issuer: `${origin}/${tenant}/v2.0`,
    authorization_endpoint: `${origin}/${tenant}/oauth2/v2.0/authorize`,
    token_endpoint: `${origin}${TOKEN}`,
    jwks_uri: `${origin}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}
