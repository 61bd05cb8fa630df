import { oidcFederationProvider } from '@anthropic-ai/sdk/lib/credentials/oidc-federation';
import { systemClock } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { AnthropicFederationConfig } from '../config/index.ts';
import type { OutgoingRequest } from './credential.ts';
import type { SourceParts } from './openai-federation.ts';
import { checkedToken } from './read-token.ts';
import type { Obtain } from './short-lived.ts';
import { stsFetch } from './sts-fetch.ts';

/** Anthropic workload identity federation: an RFC 7523 grant by Anthropic's own client. */
export function anthropicFederation(parts: SourceParts<AnthropicFederationConfig>): Obtain<string> {
  const { config, identityToken, clock } = parts;
  const { federationRuleId, organizationId, serviceAccountId, workspaceId } = config;
  return async ({ signal }) => {
    const exchange = oidcFederationProvider({
      ...{ identityTokenProvider: identityToken, federationRuleId, organizationId, serviceAccountId, workspaceId },
      baseURL: config.tokenOrigin,
      fetch: stsFetch({ signal }),
    });
    const askedAt = clock.now();
    const countedFrom = systemClock.now();
    const { token, expiresAt } = await exchange();
    // The client counts by the system's clock, in whole seconds.
    const lifetime = expiresAt === null ? 0 : expiresAt * 1000 - countedFrom;
    return { value: checkedToken(token), expiresAt: askedAt + lifetime };
  };
}

const OAUTH_BETA = 'oauth-2025-04-20';

/** What Anthropic wants beside a token that is no API key, joined to what the caller asked for. */
export function anthropicBeta({ headers }: OutgoingRequest): HeaderRecord {
  const asked = (headers['anthropic-beta'] ?? '').split(',').map((one) => one.trim());
  return { 'anthropic-beta': [...asked.filter((one) => one !== '' && one !== OAUTH_BETA), OAUTH_BETA].join(',') };
}
