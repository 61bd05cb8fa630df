import { SallyportError } from '@sallyport/core';
import type { AuthoriseControl } from '../door/authorise-control.ts';
import type { SessionProofs } from '../receipts/index.ts';
import type { Handler } from './behind-gate.ts';
import { singleHeaders } from './single-headers.ts';

/** The path of a session's proof, as it must be written. */
export const PROOF_PATH = /^\/v1\/sessions\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\/proof$/;

/** What the path for proofs works with. */
export interface ProofPathParts {
  readonly authorise: AuthoriseControl;
  readonly sessionProofs: SessionProofs;
}

/**
 * `GET /v1/sessions/{id}/proof`: `{session, intent: {leaf, proof}, outcome?}` of one's own session. Each proof is the text of a
 * `.tlog-proof` file (C2SP tlog-proof), each leaf the exact text it proves. While the call goes on there is no outcome.
 */
export function proofPath({ authorise, sessionProofs }: ProofPathParts): Handler {
  return async (request, reply) => {
    const path = request.originalUrl;
    const session = PROOF_PATH.exec(path)?.[1];
    if (session === undefined) throw new SallyportError('route_unknown');
    const caller = await authorise({ method: 'GET', path, headers: singleHeaders(request.raw), clientIp: request.ip });
    const proof = await sessionProofs(session, caller);
    return reply.header('cache-control', 'no-store').send({ session, ...proof });
  };
}
