import { asSallyportError, type Caller, SallyportError } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import type { ConnectionConfig } from '../config/index.ts';
import { checkBearer } from '../grants/bearer-limits.ts';
import type { VerifyIdentityToken } from '../issuers/index.ts';
import type { AuthoriseControl, ControlRequest } from './authorise-control.ts';
import { claimedIssuer } from './claimed-issuer.ts';
import type { EventLog } from './event-log.ts';
import { readAuthorization } from './identify.ts';

/** Whoever asks about calls of its own. */
export interface AuthorisedRequester {
  /** With the groups that it is in now. */
  readonly caller: Caller;
  /** Raises `sender_unconstrained`, `network_not_allowed`, `token_type`, `token_lifetime`, `identity_not_allowed` for a connection that would not take what it showed. */
  readonly check: (connection: string) => void;
}

/**
 * Says who asks: by a grant with a proof, or by an access token of an issuer where connections take those. Raises `token_*`, `proof_*`,
 * `grant_revoked`, `sender_unconstrained`, `ledger_unavailable`; a failure is recorded first.
 */
export type AuthoriseRequester = (request: ControlRequest) => Promise<AuthorisedRequester>;

/** What authorising works with. */
export interface RequesterAuthoriserParts {
  readonly authorise: AuthoriseControl;
  readonly verifyIdentityToken: VerifyIdentityToken;
  readonly access: Pick<Access, 'check' | 'membershipOf'>;
  /** Those in force. */
  readonly connections: () => ReadonlyMap<string, ConnectionConfig>;
  readonly log: Pick<EventLog, 'record'>;
  /** The issuer of the companion's own grants. */
  readonly publicUrl: string;
}

/** Takes what the data path takes. */
export function requesterAuthoriser(parts: RequesterAuthoriserParts): AuthoriseRequester {
  return async (request) => {
    if (!/^bearer /i.test(request.headers.authorization ?? '')) return byGrant(parts, request);
    try {
      return await byBearer(parts, request);
    } catch (cause) {
      const error = asSallyportError(cause);
      const where = request.clientIp === undefined ? {} : { clientIp: request.clientIp };
      await parts.log.record({ kind: 'auth.failed', status: 'failure', details: { error: error.code }, ...where });
      throw error;
    }
  };
}

async function byGrant(parts: RequesterAuthoriserParts, request: ControlRequest): Promise<AuthorisedRequester> {
  const caller = await parts.authorise(request);
  return { caller: { ...caller, ...(await parts.access.membershipOf(caller)) }, check: () => undefined };
}

async function byBearer(parts: RequesterAuthoriserParts, request: ControlRequest): Promise<AuthorisedRequester> {
  const { token } = readAuthorization(request.headers.authorization);
  // A bound token that comes as a bearer must be refused, RFC 9449 §7.2.
  if (claimedIssuer(token) === parts.publicUrl) throw new SallyportError('proof_missing');
  const takesBearers = [...parts.connections().values()].some((one) => one.senderConstraint === 'bearer');
  if (!takesBearers) throw new SallyportError('sender_unconstrained');
  const { caller, issuedAt = 0 } = await parts.verifyIdentityToken({ token, type: 'access_token' });
  parts.access.check({ id: '', caller, issuedAt });
  const check = (name: string): void => {
    const config = parts.connections().get(name);
    if (config?.senderConstraint !== 'bearer') throw new SallyportError('sender_unconstrained');
    checkBearer(config, { token, caller, clientIp: request.clientIp });
  };
  return { caller: { ...caller, means: 'bearer' }, check };
}
