import { jsonAnswer } from '../provider/answer.ts';
import { type Cloud, oauthError, readJson } from './cloud.ts';

/** What is registered with Anthropic, and where its token endpoint is. */
export const ANTHROPIC_CLOUD = Object.freeze({
  federationRuleId: 'fdrl_01a9',
  organizationId: '5b1f2a8e-0c61-4a6e-9a53-7a0a5e0e4c11',
  serviceAccountId: 'svac_77d0',
  audience: 'https://api.anthropic.com',
  path: '/v1/oauth/token',
});

/** Anthropic's token endpoint for federation, as its own client speaks it: an RFC 7523 grant in JSON. */
export const anthropicCloud: Cloud = async (request, { trust, mint }) => {
  if (request.method !== 'POST' || request.path !== ANTHROPIC_CLOUD.path) return undefined;
  const asked = readJson(request.body);
  const betas = String(request.headers['anthropic-beta']).split(',');
  const wellFormed =
    betas.includes('oauth-2025-04-20') &&
    betas.includes('oidc-federation-2026-04-01') &&
    asked.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer';
  if (!wellFormed) return oauthError('invalid_request', request);
  const { federationRuleId, organizationId, serviceAccountId, audience } = ANTHROPIC_CLOUD;
  const known =
    asked.federation_rule_id === federationRuleId &&
    asked.organization_id === organizationId &&
    (asked.service_account_id === undefined || asked.service_account_id === serviceAccountId);
  if (!known || (await trust(asked.assertion, { audience })) === undefined) {
    return oauthError('invalid_grant', request, 401);
  }
  return jsonAnswer({
    access_token: mint.make('sk-ant-oat01-'),
    token_type: 'Bearer',
    expires_in: mint.lifetimeSeconds,
  });
};
