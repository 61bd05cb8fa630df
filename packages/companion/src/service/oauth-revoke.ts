import { type RevokeParts, revoke } from '../grants/revoke.ts';
import type { Gate } from './gate.ts';
import { oauthEndpoint } from './oauth-endpoint.ts';

/** `POST /oauth/revoke`: takes a grant back, RFC 7009. */
export function oauthRevoke(parts: RevokeParts, gate: Gate) {
  return oauthEndpoint(gate, async (request) => {
    await revoke(parts, request);
    return undefined;
  });
}
