import { asSallyportError, type ErrorCode, type SallyportError } from '@sallyport/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExchangeParts, exchange } from '../grants/exchange.ts';
import { readBody } from './read-body.ts';

const MAX_FORM_BYTES = 65_536;
const ISSUED_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** RFC 6749 §5.2 and RFC 8693 §2.2.2; what is not listed is `invalid_request`, or `temporarily_unavailable` from 500 up. */
const OAUTH_ERRORS: Readonly<Partial<Record<ErrorCode, string>>> = {
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
  connection_unknown: 'invalid_target',
  identity_not_allowed: 'access_denied',
};

/** `POST /oauth/token`: token exchange, RFC 8693. Errors are RFC 6749 §5.2 objects, with Sallyport's own code beside. */
export function oauthToken(parts: ExchangeParts) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    try {
      const readForm = () => readBody(request.raw, MAX_FORM_BYTES);
      const { token, expiresIn } = await exchange(parts, { readBody: readForm, clientIp: request.ip });
      return reply.send(
        JSON.stringify({
          access_token: token,
          issued_token_type: ISSUED_TYPE,
          token_type: 'Bearer',
          expires_in: expiresIn,
        }),
      );
    } catch (cause) {
      return sendRefusal(reply, asSallyportError(cause));
    }
  };
}

function sendRefusal(reply: FastifyReply, error: SallyportError): FastifyReply {
  const unavailable = error.status >= 500;
  const name = OAUTH_ERRORS[error.code] ?? (unavailable ? 'temporarily_unavailable' : 'invalid_request');
  return reply
    .code(unavailable ? 503 : 400)
    .send(JSON.stringify({ error: name, error_description: error.message, code: error.code }));
}
