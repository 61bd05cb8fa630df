import { asSallyportError, type ErrorCode, SallyportError } from '@sallyport/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type ExchangeParts, exchange } from '../grants/exchange.ts';
import { requireContentType } from './content-type.ts';
import type { Gate } from './gate.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';

const MAX_FORM_BYTES = 65_536;
/** A quota flows back all the time: after so many seconds there is something again. */
const RETRY_AFTER_S = 10;
const ISSUED_TYPE = 'urn:ietf:params:oauth:token-type:access_token';

/** RFC 6749 §5.2, RFC 8693 §2.2.2 and RFC 9449 §5; what is not listed is `invalid_request`, or `temporarily_unavailable` from 500 up. */
const OAUTH_ERRORS: Readonly<Partial<Record<ErrorCode, string>>> = {
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
  connection_unknown: 'invalid_target',
  identity_not_allowed: 'access_denied',
  quota_exceeded: 'temporarily_unavailable',
  proof_missing: 'invalid_dpop_proof',
  proof_invalid: 'invalid_dpop_proof',
  proof_target: 'invalid_dpop_proof',
  proof_time: 'invalid_dpop_proof',
  proof_replayed: 'invalid_dpop_proof',
};

/** `POST /oauth/token`: token exchange, RFC 8693. Errors are RFC 6749 §5.2 objects, with Sallyport's own code beside. */
export function oauthToken(parts: ExchangeParts, gate: Gate) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    const leave = gate.enter();
    if (leave === undefined) return sendRefusal(reply, new SallyportError('overloaded'));
    try {
      return await reply.send(JSON.stringify(await answerTo(parts, request)));
    } catch (cause) {
      return sendRefusal(reply, asSallyportError(cause));
    } finally {
      leave();
    }
  };
}

/** RFC 8693 §2.2.1, RFC 9449 §5. */
async function answerTo(parts: ExchangeParts, { raw, ip }: FastifyRequest): Promise<object> {
  // A header sent twice is no header: RFC 9449 §4.3 wants one proof.
  const headers = singleHeaders(raw);
  const readForm = async () => {
    requireContentType(headers['content-type'], 'application/x-www-form-urlencoded');
    return readBody(raw, MAX_FORM_BYTES);
  };
  const { token, expiresIn } = await exchange(parts, { readBody: readForm, clientIp: ip, proof: headers.dpop });
  return { access_token: token, issued_token_type: ISSUED_TYPE, token_type: 'DPoP', expires_in: expiresIn };
}

function sendRefusal(reply: FastifyReply, error: SallyportError): FastifyReply {
  const unavailable = error.status >= 500;
  const name = OAUTH_ERRORS[error.code] ?? (unavailable ? 'temporarily_unavailable' : 'invalid_request');
  // RFC 6585 §4
  const limited = error.code === 'quota_exceeded';
  if (limited) reply.header('retry-after', RETRY_AFTER_S);
  return reply
    .code(limited ? 429 : unavailable ? 503 : 400)
    .send(JSON.stringify({ error: name, error_description: error.message, code: error.code }));
}
