import { asSallyportError, type Caller, type HttpMethod, SallyportError } from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { Access } from '../access/index.ts';
import type { GrantAuthority } from '../grants/grant-authority.ts';
import { MAX_PROOF_AGE_S, MAX_PROOF_AHEAD_S, type VerifyProof } from '../proof/verify-proof.ts';
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

/** Who makes a control call, and with which key. */
export interface ControlCaller extends Caller {
  /** The RFC 7638 thumbprint of the key that its grant is bound to. */
  readonly kid: string;
}

/** Says who makes a control call. Raises `token_*`, `proof_*`, `grant_revoked`, `ledger_unavailable`; a failure is recorded first. */
export type AuthoriseControl = (request: ControlRequest) => Promise<ControlCaller>;

/** What authorising works with. */
export interface ControlAuthoriserParts {
  readonly grants: GrantAuthority;
  readonly verifyProof: VerifyProof;
  readonly access: Pick<Access, 'check' | 'useOnce'>;
  readonly log: EventLog;
}

/** A proof that was made ahead of time serves the longest, RFC 9449 §11.1. */
const PROOF_LIFE_S = MAX_PROOF_AGE_S + MAX_PROOF_AHEAD_S;

/** Takes a grant of any connection, with a fresh proof that its key is held (RFC 9449 §7). A proof serves once, on whichever replica. */
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

async function authorise(
  parts: ControlAuthoriserParts,
  { method, path, headers }: ControlRequest,
): Promise<ControlCaller> {
  const { grants, verifyProof, access } = parts;
  const { scheme, token } = readAuthorization(headers.authorization);
  if (scheme !== 'dpop') throw new SallyportError('proof_missing');
  const grant = await grants.verify(token);
  const proof = await verifyProof(headers.dpop, { method, url: `${grants.issuer}${path}`, token });
  if (proof.publicKey.kid !== grant.jkt) throw new SallyportError('proof_key');
  access.check(grant);
  const until = Math.ceil(proof.time / 1000) + PROOF_LIFE_S;
  if (!(await access.useOnce(`control/${proof.publicKey.kid}/${proof.id}`, until)))
    throw new SallyportError('proof_replayed');
  return { ...grant.caller, kid: grant.jkt };
}
