import { asSallyportError, type Caller, type HttpMethod, SallyportError } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { GrantAuthority } from '../grants/grant-authority.ts';
import type { SeenProofs } from '../proof/seen-proofs.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { EventLog } from './event-log.ts';
import { readAuthorization } from './identify.ts';

/** A control call: one that is about evidence and forwards nothing. */
export interface ControlRequest {
  readonly method: HttpMethod;
  /** As sent, without query: `/v1/events`. */
  readonly path: string;
  readonly headers: HeaderRecord;
  readonly clientIp?: string;
}

/** Says who makes a control call. Raises `token_*`, `proof_*`, `overloaded`; a failure is recorded first. */
export type AuthoriseControl = (request: ControlRequest) => Promise<Caller>;

/** What authorising works with. */
export interface ControlAuthoriserParts {
  readonly grants: GrantAuthority;
  readonly verifyProof: VerifyProof;
  readonly seenProofs: SeenProofs;
  readonly log: EventLog;
}

/** Takes a grant of any connection, with a fresh proof that its key is held (RFC 9449 §7). A proof serves once. */
export function controlAuthoriser(parts: ControlAuthoriserParts): AuthoriseControl {
  return async (request) => {
    try {
      return await authorise(parts, request);
    } catch (cause) {
      const error = asSallyportError(cause);
      const where = request.clientIp === undefined ? {} : { clientIp: request.clientIp };
      await parts.log.record({ kind: 'auth.failed', status: 'failure', details: { error: error.code }, ...where });
      throw error;
    }
  };
}

async function authorise(parts: ControlAuthoriserParts, { method, path, headers }: ControlRequest): Promise<Caller> {
  const { grants, verifyProof, seenProofs } = parts;
  const { scheme, token } = readAuthorization(headers.authorization);
  if (scheme !== 'dpop') throw new SallyportError('proof_missing');
  const grant = await grants.verify(token);
  const proof = await verifyProof(headers.dpop, { method, url: `${grants.issuer}${path}`, token });
  if (proof.publicKey.kid !== grant.jkt) throw new SallyportError('proof_key');
  seenProofs.take(proof);
  return grant.caller;
}
