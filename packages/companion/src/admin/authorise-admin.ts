import {
  asSallyportError,
  type Clock,
  type HttpMethod,
  type Identity,
  type Role,
  SallyportError,
  sameIdentity,
} from '@sallyport/core';
import type { HeaderRecord } from '@sallyport/pipeline';
import type { Access } from '../access/index.ts';
import type { EventLog } from '../door/event-log.ts';
import { readAuthorization } from '../door/identify.ts';
import { recordFailed } from '../grants/record-failed.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { AdminSession, AdminSessions } from './admin-sessions.ts';
import type { AdminTokenClaims, AdminTokens } from './admin-tokens.ts';
import { takeProof } from './take-proof.ts';

/** A request to the admin plane. */
export interface AdminRequest {
  readonly method: HttpMethod;
  /** As sent, without query: `/v1/admin/logins`. */
  readonly path: string;
  readonly headers: HeaderRecord;
  readonly clientIp: string;
}

/**
 * Says in which session a request is made, which must have one of the roles; `admin` has them all. Raises `token_*`, `proof_*`,
 * `admin_session_expired`, `role_missing`, `ledger_unavailable`; a failure is recorded first.
 */
export type AuthoriseAdmin = (request: AdminRequest, anyOf: readonly Role[]) => Promise<AdminSession>;

/** What authorising works with. */
export interface AdminAuthoriserParts {
  readonly publicUrl: string;
  /** How long a session may be left alone. */
  readonly idleSeconds: number;
  readonly tokens: AdminTokens;
  readonly verifyProof: VerifyProof;
  readonly access: Pick<Access, 'useOnce'>;
  readonly sessions: AdminSessions;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** Takes a token of the admin plane with a fresh proof that its key is held (RFC 9449 §7), and looks its session up each time. */
export function adminAuthoriser(parts: AdminAuthoriserParts): AuthoriseAdmin {
  return async (request, anyOf) => {
    let identity: Identity | undefined;
    try {
      const claims = await verifyRequest(parts, request);
      identity = claims.identity;
      const session = await findSession(parts, claims);
      if (!session.roles.some((role) => role === 'admin' || anyOf.includes(role)))
        throw new SallyportError('role_missing');
      await parts.sessions.touch(session, parts.clock.now());
      return session;
    } catch (cause) {
      const error = asSallyportError(cause);
      await recordFailed(parts.log, { error, identity, clientIp: request.clientIp });
      throw error;
    }
  };
}

async function verifyRequest(parts: AdminAuthoriserParts, request: AdminRequest): Promise<AdminTokenClaims> {
  const { method, path, headers } = request;
  const { scheme, token } = readAuthorization(headers.authorization);
  if (scheme !== 'dpop') throw new SallyportError('proof_missing');
  const claims = await parts.tokens.verify(token);
  const proof = await parts.verifyProof(headers.dpop, { method, url: `${parts.publicUrl}${path}`, token });
  if (proof.publicKey.kid !== claims.jkt) throw new SallyportError('proof_key');
  await takeProof(parts.access, proof);
  return claims;
}

async function findSession(
  { sessions, idleSeconds, clock }: AdminAuthoriserParts,
  { sessionId, identity, jkt }: AdminTokenClaims,
): Promise<AdminSession> {
  const now = clock.now();
  const session = await sessions.find(sessionId);
  const live =
    session !== undefined &&
    session.endedAt === undefined &&
    now < session.expiresAt &&
    now - session.seenAt <= idleSeconds * 1000 &&
    session.kid === jkt &&
    sameIdentity(session.identity, identity);
  if (!live) throw new SallyportError('admin_session_expired');
  return session;
}
