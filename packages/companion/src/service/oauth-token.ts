import { type Exchanged, type ExchangeParts, exchange } from '../grants/exchange.ts';
import { typeIdentifier } from '../grants/token-types.ts';
import type { Gate } from './gate.ts';
import { oauthEndpoint } from './oauth-endpoint.ts';

/** `POST /oauth/token`: token exchange, RFC 8693. */
export function oauthToken(parts: ExchangeParts, gate: Gate) {
  return oauthEndpoint(gate, async (request) => answerOf(await exchange(parts, request)));
}

/** RFC 8693 §2.2.1, RFC 9396 §7, RFC 9449 §5. */
function answerOf({ token, issuedType, expiresIn, scope, authorizationDetails }: Exchanged): object {
  return {
    access_token: token,
    issued_token_type: typeIdentifier(issuedType),
    token_type: 'DPoP',
    expires_in: expiresIn,
    ...(scope === undefined ? {} : { scope: scope.join(' ') }),
    ...(authorizationDetails === undefined ? {} : { authorization_details: authorizationDetails }),
  };
}
