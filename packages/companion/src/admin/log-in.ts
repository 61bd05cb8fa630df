import { asSallyportError, type Clock, type Identity, type Role, SallyportError } from '@sallyport/core';
import type { Access } from '../access/index.ts';
import type { AdminConfig } from '../config/index.ts';
import type { EventLog } from '../door/event-log.ts';
import { recordFailed } from '../grants/record-failed.ts';
import type { SubjectTokens } from '../grants/subject-tokens.ts';
import type { VerifiedIdentity } from '../issuers/index.ts';
import type { VerifyProof } from '../proof/verify-proof.ts';
import type { AdminSessions } from './admin-sessions.ts';
import type { AdminTokens } from './admin-tokens.ts';
import type { Bootstrap } from './bootstrap.ts';
import type { GivenRoles } from './given-roles.ts';
import { readMembers } from './read-members.ts';
import { rolesOfGroups } from './roles-of-groups.ts';
import { takeProof } from './take-proof.ts';
import type { LoginToken, VerifyLoginToken } from './verify-login-token.ts';

/** What logging in works with. */
export interface LoginParts {
  readonly config: AdminConfig;
  readonly publicUrl: string;
  readonly verifyProof: VerifyProof;
  readonly verifyLoginToken: VerifyLoginToken;
  readonly subjectTokens: Pick<SubjectTokens, 'bind'>;
  readonly access: Pick<Access, 'useOnce' | 'remember' | 'revokeGrant' | 'revokeIdentity'>;
  readonly tokens: AdminTokens;
  readonly sessions: AdminSessions;
  readonly givenRoles: GivenRoles;
  readonly bootstrap: Pick<Bootstrap, 'take'>;
  readonly log: EventLog;
  readonly clock: Clock;
}

/** A request to log in. */
export interface LoginRequest {
  /** Reads the JSON body, once. Raises `content_type_unsupported`, `body_too_large`, `cancelled`. */
  readonly readBody: () => Promise<Uint8Array>;
  readonly clientIp: string;
  /** The `DPoP` header. */
  readonly proof: string | undefined;
}

/** A login that succeeded. */
export interface Login {
  readonly token: string;
  /** Seconds. */
  readonly expiresIn: number;
  readonly roles: readonly Role[];
  readonly sessionId: string;
}

/**
 * Opens a session of the admin plane for the identity of a token, with the roles that its groups have, bound to the key whose possession
 * is proved (RFC 9449 §5). A bootstrap token gives the identity the role `admin`, for good. The session's token is handed out only once
 * `grant.issued` is durable, and a refusal only once `auth.failed` is.
 * Raises `proof_*`, `body_*`, `request_invalid`, `token_*`, `identity_not_allowed`, `bootstrap_invalid`, `role_missing`, `issuer_unavailable`, `ledger_unavailable`.
 */
export async function logIn(parts: LoginParts, request: LoginRequest): Promise<Login> {
  let identity: Identity | undefined;
  try {
    const url = `${parts.publicUrl}/v1/admin/session`;
    const proof = await parts.verifyProof(request.proof, { method: 'POST', url });
    const order = readOrder(await request.readBody());
    const verified = await parts.verifyLoginToken(order);
    identity = verified.caller;
    await takeProof(parts.access, proof);
    await parts.subjectTokens.bind(order.token, { kid: proof.publicKey.kid, expiresAt: verified.expiresAt });
    // Also where that opens no session: who was taken out of a group is out of it from now on.
    await parts.access.remember(verified.caller, verified.issuedAt);
    const { kid } = proof.publicKey;
    return await openSession(parts, { ...request, verified, kid, bootstrapToken: order.bootstrapToken });
  } catch (cause) {
    const error = asSallyportError(cause);
    await recordFailed(parts.log, { error, identity, clientIp: request.clientIp });
    throw error;
  }
}

interface LoginOrder extends LoginToken {
  readonly bootstrapToken: string | undefined;
}

const TYPES = ['id_token', 'access_token'] as const;

function readOrder(body: Uint8Array): LoginOrder {
  const members = readMembers(body, { required: ['token', 'token_type'], optional: ['bootstrap_token'] });
  const { token = '', bootstrap_token: bootstrapToken } = members;
  const type = TYPES.find((known) => known === members.token_type);
  if (type === undefined) throw new SallyportError('request_invalid');
  return { token, type, bootstrapToken };
}

interface Opening {
  readonly verified: VerifiedIdentity;
  readonly kid: string;
  readonly bootstrapToken: string | undefined;
  readonly clientIp: string;
}

async function openSession(parts: LoginParts, { verified, kid, bootstrapToken, clientIp }: Opening): Promise<Login> {
  const { config, sessions, givenRoles, tokens, clock } = parts;
  const identity = { issuer: verified.caller.issuer, subject: verified.caller.subject };
  const bootstrap = bootstrapToken !== undefined;
  // Used up before anything is given: of two who come with it at once, one finds it gone.
  if (bootstrap) await parts.bootstrap.take(bootstrapToken);
  const given = bootstrap ? (['admin'] as const) : await givenRoles.of(identity);
  const roles = [...new Set([...given, ...rolesOfGroups(config.roles, verified.caller.groups)])];
  if (roles.length === 0) throw new SallyportError('role_missing');
  const sessionId = crypto.randomUUID();
  const details = { adminSessionId: sessionId, roles, ...(bootstrap ? { bootstrap } : {}) };
  await parts.log.record({ kind: 'grant.issued', status: 'success', identity, clientIp, details });
  if (bootstrap) await givenRoles.give(identity, 'admin');
  const now = clock.now();
  const expiresIn = config.sessionSeconds;
  const times = { createdAt: now, expiresAt: now + expiresIn * 1000 };
  await sessions.open({ id: sessionId, identity, roles, kid, ...times, ...authenticationOf(verified) });
  return { token: await tokens.issue({ identity, sessionId, jkt: kid }, expiresIn), expiresIn, roles, sessionId };
}

/** A token that names an actor was got by somebody else (RFC 8693 §4.1). */
function authenticationOf({ caller, authTime, amr = [], actors = [] }: VerifiedIdentity) {
  const time = authTime === undefined ? {} : { authTime: authTime * 1000 };
  return { groups: caller.groups, amr, delegated: actors.length > 0, ...time };
}
