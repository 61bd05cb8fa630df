import { createPublicKey } from 'node:crypto';
import { jwtVerify } from 'jose';
import type OidcProvider from 'oidc-provider';
import { errors } from 'oidc-provider';
import { issueToken, type TokenDefaults } from './issue-token.ts';

/** RFC 7523 §2.1, which Entra's on-behalf-of flow is built on. */
export const ON_BEHALF_OF_GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';

interface Parameters extends Record<string, unknown> {
  readonly assertion?: string;
  readonly requested_token_use?: string;
}

/**
 * Adds the on-behalf-of grant as Entra has it: a confidential client presents the access token it was called with, whose audience is the
 * client, and gets one for the same user and the provider's usual audience.
 */
export function addOnBehalfOf(provider: OidcProvider, defaults: TokenDefaults & { readonly lifetime: number }): void {
  provider.registerGrantType<Parameters>(
    ON_BEHALF_OF_GRANT,
    async (ctx) => {
      const { oidc } = ctx;
      const { assertion = '', requested_token_use: use } = oidc.params;
      if (use !== 'on_behalf_of') throw new errors.InvalidRequest('requested_token_use');
      const { clientId } = oidc.client;
      const subject = await subjectOf(assertion, { ...defaults, audience: clientId });
      const claims = { client_id: clientId };
      const token = await issueToken({ subject, claims, expiresIn: defaults.lifetime }, defaults);
      ctx.body = { access_token: token, token_type: 'Bearer', expires_in: defaults.lifetime, scope: oidc.params.scope };
    },
    ['assertion', 'requested_token_use', 'scope'],
  );
}

async function subjectOf(assertion: string, { issuer, audience, keys }: TokenDefaults): Promise<string> {
  try {
    const { payload } = await jwtVerify(assertion, createPublicKey(keys.RS256.privateKey), {
      issuer,
      audience,
      typ: 'at+jwt',
    });
    return payload.sub ?? '';
  } catch {
    throw new errors.InvalidGrant('assertion');
  }
}
