import { jsonAnswer } from '../provider/answer.ts';
import { type Cloud, oauthError, readJson } from './cloud.ts';

/** What is registered with OpenAI, and where its token endpoint is. */
export const OPENAI_CLOUD = Object.freeze({
  identityProviderId: 'idp_7f31c2',
  serviceAccountId: 'sa_40be19',
  audience: 'https://api.openai.com/v1',
  path: '/oauth/token',
});

/** OpenAI's token exchange for workload identities, as its own client speaks it: RFC 8693 in JSON. */
export const openAiCloud: Cloud = async (request, { trust, mint }) => {
  if (request.method !== 'POST' || request.path !== OPENAI_CLOUD.path) return undefined;
  const asked = readJson(request.body);
  const wellFormed =
    request.headers['content-type'] === 'application/json' &&
    asked.grant_type === 'urn:ietf:params:oauth:grant-type:token-exchange' &&
    asked.subject_token_type === 'urn:ietf:params:oauth:token-type:jwt';
  if (!wellFormed) return oauthError('invalid_request', request);
  const { identityProviderId, serviceAccountId, audience } = OPENAI_CLOUD;
  const known = asked.identity_provider_id === identityProviderId && asked.service_account_id === serviceAccountId;
  if (!known || (await trust(asked.subject_token, { audience })) === undefined) {
    return oauthError('invalid_grant', request, 401);
  }
  return jsonAnswer({
    access_token: mint.make('oai-'),
    issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    token_type: 'Bearer',
    expires_in: mint.lifetimeSeconds,
  });
};
