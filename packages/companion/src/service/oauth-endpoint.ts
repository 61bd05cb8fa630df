import { asSallyportError, type ErrorCode, SallyportError } from '@sallyport/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { EndpointRequest } from '../grants/exchange.ts';
import { requireContentType } from './content-type.ts';
import type { Gate } from './gate.ts';
import { readBody } from './read-body.ts';
import { singleHeaders } from './single-headers.ts';

const MAX_FORM_BYTES = 65_536;
/** A quota flows back all the time: after so many seconds there is something again (RFC 6585 §4). */
const RETRY_AFTER_S = 10;

/**
 * RFC 6749 §5.2, RFC 8693 §2.2.2, RFC 9396 §5, RFC 9449 §5 and §8; what is not listed is `invalid_request`, or `temporarily_unavailable`
 * from 500 up.
 */
const OAUTH_ERRORS: Readonly<Partial<Record<ErrorCode, string>>> = {
  grant_type_unsupported: 'unsupported_grant_type',
  scope_invalid: 'invalid_scope',
  connection_unknown: 'invalid_target',
  target_invalid: 'invalid_target',
  authorization_details_invalid: 'invalid_authorization_details',
  client_mismatch: 'invalid_client',
  identity_not_allowed: 'access_denied',
  quota_exceeded: 'temporarily_unavailable',
  proof_missing: 'invalid_dpop_proof',
  proof_invalid: 'invalid_dpop_proof',
  proof_target: 'invalid_dpop_proof',
  proof_time: 'invalid_dpop_proof',
  proof_key: 'invalid_dpop_proof',
  proof_replayed: 'invalid_dpop_proof',
  proof_nonce: 'use_dpop_nonce',
};

/**
 * An endpoint of OAuth: takes a form, and answers JSON that is not to be kept. Errors are RFC 6749 §5.2 objects, with Sallyport's own
 * code beside. An answer of nothing has no body.
 */
export function oauthEndpoint(gate: Gate, answerTo: (request: EndpointRequest) => Promise<object | undefined>) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.headers({ 'cache-control': 'no-store', 'content-type': 'application/json' });
    const leave = gate.enter();
    if (leave === undefined) return sendRefusal(reply, new SallyportError('overloaded'));
    try {
      const answer = await answerTo(endpointRequest(request));
      return await (answer === undefined
        ? reply.removeHeader('content-type').send()
        : reply.send(JSON.stringify(answer)));
    } catch (cause) {
      return sendRefusal(reply, asSallyportError(cause));
    } finally {
      leave();
    }
  };
}

function endpointRequest({ raw, ip }: FastifyRequest): EndpointRequest {
  // A header sent twice is no header: RFC 9449 §4.3 wants one proof.
  const headers = singleHeaders(raw);
  const readForm = async () => {
    requireContentType(headers['content-type'], 'application/x-www-form-urlencoded');
    return readBody(raw, MAX_FORM_BYTES);
  };
  return { readBody: readForm, clientIp: ip, proof: headers.dpop };
}

function sendRefusal(reply: FastifyReply, error: SallyportError): FastifyReply {
  const unavailable = error.status >= 500;
  const name = OAUTH_ERRORS[error.code] ?? (unavailable ? 'temporarily_unavailable' : 'invalid_request');
  const limited = error.status === 429;
  if (limited) reply.header('retry-after', RETRY_AFTER_S);
  const status = unavailable ? 503 : limited ? 429 : 400;
  return reply.code(status).send(JSON.stringify({ error: name, error_description: error.message, code: error.code }));
}
